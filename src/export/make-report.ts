import type { Remote } from 'comlink';
import { KeptMaps } from '../maps/kept-maps.ts';
import type { ExportService } from './export-service.ts';
import { exportRows, finishedEntries } from '../store/entry.ts';
import type { Entry } from '../store/entry.ts';
import type { ScoringSettings } from '../../workers/scoring-types.ts';
import type { OverlayStyle } from './overlay-painter.ts';
import { reportHtml } from './report-html.ts';
import type { ReportedFile } from './report-html.ts';

/** Beyond this many files a report carries curves alone: pictures would make it too heavy to pass on. */
const MOST_PICTURES = 20;
const PICTURE_WIDTH = 640;

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
    reader.readAsDataURL(blob);
  });
}

async function pictureOf({ file, media, chunks, maps }: Entry, overlay: OverlayStyle, service: Remote<ExportService>): Promise<ReportedFile['picture']> {
  const place = chunks.reduce((least, { mos }, i) => (mos < (chunks[least]?.mos ?? Infinity) ? i : least), 0);
  const worst = chunks[place];
  if (file === null || media === null || worst === undefined) return null;
  const timeS = media.still ? 0 : (worst.startS + worst.endS) / 2;
  const loaded = await maps.load(place).catch(() => null);
  const shown = KeptMaps.of(loaded === null ? [] : [loaded]).stored();
  const request = { file, timeS, firstTimestampS: media.firstTimestampS, still: media.still, chunks: [worst], maps: shown, overlay, mostWidth: PICTURE_WIDTH, type: 'image/jpeg' as const };
  // A file that has gone since leaves its place empty; the figures are all here.
  const blob = await service.frame(request).catch(() => null);
  return blob === null ? null : { address: await dataAddress(blob), timeS };
}

/** The report of the finished files, with a picture of the worst moment of the first twenty. */
export async function makeReport(entries: readonly Entry[], settings: ScoringSettings, overlay: OverlayStyle, level: number, service: Remote<ExportService>): Promise<string> {
  const finished = finishedEntries(entries);
  const files: ReportedFile[] = [];
  let pictures = 0;
  for (const [i, row] of exportRows(finished, settings).entries()) {
    const entry = finished[i];
    const picture = entry !== undefined && row.result.score !== null && pictures < MOST_PICTURES ? await pictureOf(entry, overlay, service) : null;
    if (picture !== null) pictures += 1;
    files.push({ ...row, sizeBytes: entry?.file?.size ?? null, picture });
  }
  return reportHtml(files, level);
}
