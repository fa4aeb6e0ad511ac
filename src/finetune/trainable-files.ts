import type { LabelledFile } from '../../workers/finetune-service.ts';
import type { PageClip } from './clips-on-page.ts';
import type { ClipLabel } from './label-book.ts';

/** Labelled clips that are scored and whose features are kept, and how many labelled clips are not. */
export function trainableFiles(labels: readonly ClipLabel[], clips: readonly PageClip[]): { readonly files: readonly LabelledFile[]; readonly waiting: number } {
  const clipOf = new Map(clips.map((clip) => [clip.name, clip]));
  const files = labels.flatMap(({ clip, mos }) => {
    const onPage = clipOf.get(clip);
    const result = onPage?.entry.result;
    if (onPage === undefined || result?.status !== 'ok' || result.featureKey === null) return [];
    return [{ name: clip, label: mos, featureKey: result.featureKey, file: onPage.file, chunkSeconds: result.settings.chunkSeconds }];
  });
  return { files, waiting: labels.length - files.length };
}
