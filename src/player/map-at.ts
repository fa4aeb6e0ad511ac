import type { ChunkScore } from '../../workers/scoring-types.ts';
import type { KeptMaps } from '../maps/kept-maps.ts';
import { cellPicture } from './cell-picture.ts';
import type { ValueMap } from './overlay-picture.ts';
import { placeAt, SaliencyTimeline } from './saliency-timeline.ts';

/** What lies over the picture at a moment; null where nothing was scored, and where its maps are not in memory. */
export function mapAt(kind: 'saliency' | 'cells', chunks: readonly ChunkScore[], maps: KeptMaps, timeS: number): ValueMap | null {
  if (kind === 'saliency') return new SaliencyTimeline(chunks, (place) => maps.at(place)).at(timeS);
  const place = placeAt(chunks, timeS);
  const shown = place < 0 ? null : maps.at(place);
  return shown === null ? null : cellPicture(shown, maps.largestCell);
}
