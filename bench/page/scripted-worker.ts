import { expose } from 'comlink';
import type { EngineInfo, MappedChunk, MediaInfo, WorkerEvent } from '../../workers/scoring-types.ts';
import type { ScoringService } from '../../workers/scoring-service.ts';
import { CHUNKS_A_SECOND, DAY_FILE, DAY_SECONDS, FIRST_CHUNKS, LONG_FILE, LONG_SECONDS, SHORT_SECONDS } from './studio-script.ts';

const ENGINE: EngineInfo = {
  backend: 'wasm', reason: 'Scripted.', trunk: 'f0',
  model: { name: 'scripted', version: '0', architecture: '', sha256: '', parent: null, clip: null, dimensions: ['sharpness', 'noise'], parameters: 0, bytes: 0, intervalLevel: 0.9, provenance: {}, metrics: [] },
};

const SIDE = 56;

function media(seconds: number): MediaInfo {
  return {
    durationS: seconds, width: 1920, height: 1080, rotation: 0, fps: 25, codec: 'avc', container: 'mp4', hdr: false, still: false,
    frameCount: seconds * 25, kbps: 5000, firstTimestampS: 0,
  };
}

/** A chunk as large as a real one: two maps of 56×56 and 49 cells. */
function chunk(index: number): MappedChunk {
  const mos = 3 + Math.sin(index / 40) + 0.5 * Math.sin(index * 12.9898);
  return {
    index, startS: index, endS: index + 1, mos, low: mos - 0.6, high: mos + 0.6, dimensions: { sharpness: mos, noise: 4 },
    saliency: { width: SIDE, height: SIDE, timesS: [index + 0.25, index + 0.75], maps: [0, 1].map((at) => new Uint8Array(SIDE * SIDE).fill((index + at) % 256)) },
    cells: Array.from({ length: 49 }, () => mos / 49),
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

const state: { cancelled: boolean } = { cancelled: false };

// Asked anew each time: the flag changes while a file is being told.
const wasCancelled = (): boolean => state.cancelled;

const service: ScoringService = {
  prepare: () => Promise.resolve(ENGINE),
  useModel: () => Promise.resolve(ENGINE),
  expect: () => undefined,
  useClip: () => undefined,
  cancel: () => {
    state.cancelled = true;
  },
  counts: () => Promise.resolve({ tensors: 0, tensorBytes: 0, openFrames: 0, openMedia: 0 }),
  async score(file, settings, onEvent) {
    state.cancelled = false;
    const seconds = file.name === DAY_FILE ? DAY_SECONDS : file.name === LONG_FILE ? LONG_SECONDS : SHORT_SECONDS;
    const tell = (event: WorkerEvent): unknown => onEvent(event);
    await tell({ kind: 'opened', media: media(seconds), chunkCount: seconds });
    const began = performance.now();
    for (let done = 1; done <= seconds; done += 1) {
      if (wasCancelled()) throw new DOMException('Cancelled.', 'AbortError');
      const scored = chunk(done - 1);
      await tell({ kind: 'chunk', chunk: scored, pooled: { raw: scored.mos, spread: 0.4, durationS: 1, dimensions: scored.dimensions }, done, total: seconds });
      // The beginning of the long file comes at once: it is the long list that is to be measured.
      const steady = seconds === LONG_SECONDS ? done - FIRST_CHUNKS : done;
      if (seconds === DAY_SECONDS) continue;
      const wait = began + (1000 * steady) / CHUNKS_A_SECOND - performance.now();
      if (steady > 0 && wait > 0) await pause(wait);
    }
    // Stays unfinished, for the page to be looked at in peace.
    if (seconds === DAY_SECONDS) await new Promise(() => undefined);
    return {
      status: 'ok', media: media(seconds), score: { mos: 3, low: 2.5, high: 3.5, dimensions: { sharpness: 3, noise: 4 } }, error: null, notes: [],
      model: 'scripted 0', backend: 'wasm', settings, featureKey: null, elapsedS: 1,
    };
  },
};

expose(service);
