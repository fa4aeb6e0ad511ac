import type { ExportedResult, MappedResult } from '../../../src/export/exported-result.ts';
import type { MappedChunk, MediaInfo } from '../../../workers/scoring-types.ts';

export const media: MediaInfo = {
  durationS: 2.02, width: 1920, height: 1080, rotation: 0, fps: 29.97002997, codec: 'avc', container: 'mp4', hdr: false, still: false,
  frameCount: 60, kbps: 5120.5, firstTimestampS: 0,
};

export function chunk(index: number, mos: number, dimensions: Readonly<Record<string, number>> = {}): MappedChunk {
  return {
    index, startS: index, endS: index + 1, mos, low: mos - 0.5, high: mos + 0.5, dimensions,
    saliency: { width: 1, height: 1, timesS: [index + 0.25], maps: [Uint8Array.of(255)] },
    cells: Array.from({ length: 49 }, () => mos / 49),
  };
}

export const ok: MappedResult = {
  status: 'ok', media, score: { mos: 3.4, low: 2.9, high: 3.9, dimensions: {} }, chunks: [chunk(0, 3.5), chunk(1, 3.3)],
  error: null, notes: ['HDR was shown as on an ordinary screen.'], model: 'fovea 0.1.0', backend: 'wasm',
  settings: { backend: 'auto', chunkSeconds: 1, coverage: 'all' }, featureKey: null, elapsedS: 1.25,
};

export const failed: ExportedResult<MappedChunk> = { ...ok, status: 'failed', media: null, score: null, chunks: [], error: 'This is not a video, "really".', notes: [] };
