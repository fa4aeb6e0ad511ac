import type { LabelledFile } from '../../workers/finetune-service.ts';
import type { PageClip } from './clips-on-page.ts';
import type { ClipLabel } from './label-book.ts';

/** Labelled clips that are scored and whose features are kept, and how many labelled clips are not. */
export function trainableFiles(labels: readonly ClipLabel[], clips: readonly PageClip[]): { readonly files: readonly LabelledFile[]; readonly waiting: number } {
  const clipOf = new Map(clips.map((clip) => [clip.name, clip]));
  const files = labels.flatMap(({ clip, mos }) => {
    const result = clipOf.get(clip)?.entry.result;
    return result?.status === 'ok' && result.featureKey !== null ? [{ name: clip, label: mos, featureKey: result.featureKey }] : [];
  });
  return { files, waiting: labels.length - files.length };
}
