import { describe, expect, it } from 'vitest';
import { EMBEDDING_LENGTH, FEATURE_LENGTH } from '../../../models/architecture.ts';
import type { ModelHeader } from '../../../models/model-file.ts';
import type { ChunkOutputs } from '../../../models/quality-model.ts';
import type { PictureReader } from '../../../workers/clip/clip-link.ts';
import type { ChunkViews, OpenMedia } from '../../../workers/media.ts';
import { scoreFile } from '../../../workers/score-file.ts';
import type { MappedChunk, MediaInfo, PooledChunk, WorkerEvent } from '../../../workers/scoring-types.ts';
import { fusedHeader, fusionHead } from './fused-model.ts';
import type { ChunkBatch } from '../../../workers/views/gpu/gpu-chunk-views.ts';

const header: ModelHeader = { ...fusedHeader, tensors: [], sha256: '' };
const CHUNKS = 3;
const info: MediaInfo = {
  durationS: CHUNKS, width: 64, height: 64, rotation: 0, fps: 25, codec: 'avc', container: 'mp4', hdr: false, still: false, frameCount: 75, kbps: 100, firstTimestampS: 0,
};

function views(index: number): ChunkViews {
  return { index, startS: index, endS: index + 1, frameTimesS: [index], global: new Uint8Array(2), fragments: new Uint8Array(1), picture: new Uint8Array(1), still: false };
}

const media: OpenMedia = {
  info, chunkCount: CHUNKS, notes: [],
  async *views(_signal, from = 0) {
    for (let index = from; index < CHUNKS; index += 1) yield await Promise.resolve(views(index));
  },
  frames: null,
  late: () => Promise.resolve([]),
  close: () => undefined,
};

/** The nets say −1, −0.9, −0.8: 2, 2.1, 2.2 by the parent's calibration. */
function outputs(index: number): ChunkOutputs {
  const even = new Float32Array(49).fill(1 / 49);
  return {
    raw: -1 + index / 10, spread: 0.1, dimensions: new Float32Array(8), embedding: new Float32Array(EMBEDDING_LENGTH), saliency: [new Float32Array(1)], saliencySide: 1,
    cellWeights: even, cellTerms: even.map(() => 0.01), features: new Float32Array(FEATURE_LENGTH),
  };
}

/** A CLIP that sees "dark" everywhere, to which the fusion adds 0.25. @param until the chunk at which it fails. */
function reader(id = 'tiny/q8', until = Infinity): PictureReader {
  let seen = 0;
  return {
    id,
    picture: () => {
      seen += 1;
      return seen > until ? Promise.reject(new Error('There is too little memory for CLIP on this machine.')) : Promise.resolve(Float32Array.of(0, 1));
    },
  };
}

async function score(clip: PictureReader | null, done: readonly PooledChunk[] = []) {
  let chunks: MappedChunk[] = [];
  const kinds: string[] = [];
  const onEvent = (event: WorkerEvent): void => {
    kinds.push(event.kind);
    if (event.kind === 'chunk') chunks.push(event.chunk);
    if (event.kind === 'again') chunks = [];
  };
  const engine = {
    backend: 'wasm', header, trunk: 'trunk', clip, fusion: fusionHead(),
    run: (chunks: ChunkBatch) => Promise.resolve(chunks.map(({ index }) => outputs(index))), runHeads: () => Promise.reject(new Error('not here')),
  } as const;
  const settings = { backend: 'auto', chunkSeconds: 1, coverage: 'all' } as const;
  const result = await scoreFile(engine, () => Promise.resolve(media), new File(['x'], 'x.mp4'), settings, onEvent, new AbortController().signal, done);
  return { ...result, chunks, kinds };
}

const LEFT = 'Scored by fovea 0.3.0, from which Mine with CLIP was made: Mine with CLIP needs CLIP for every chunk, and ';

describe('a file scored by a fused model', () => {
  it('is scored with CLIP where CLIP is on, and its cells add up to that score', async () => {
    const { chunks, score: video, model, fusedWith, standsInFor } = await score(reader());
    // (−1 + 0.25)·1.5 + 3 and so on.
    [1.875, 2.025, 2.175].forEach((mos, i) => expect(chunks[i]?.mos).toBeCloseTo(mos, 5));
    chunks.forEach(({ cells, mos }) => expect(cells.reduce((a, b) => a + b, 0)).toBeCloseTo(mos, 4));
    expect(video?.mos).toBeGreaterThan(1.875);
    expect({ model, fusedWith, standsInFor }).toEqual({ model: 'Mine with CLIP 1', fusedWith: 'tiny/q8', standsInFor: undefined });
    expect(chunks[0]?.clip).toEqual(Float32Array.of(0, 1));
  });

  it.each([
    ['CLIP off', null, 'CLIP is off.'],
    ['another CLIP', reader('other/q8'), 'another CLIP is on than tiny/q8.'],
  ])('is scored by the parent with %s, which says so', async (_, clip, why) => {
    const { chunks, model, fusedWith, standsInFor, notes, kinds } = await score(clip);
    [2, 2.1, 2.2].forEach((mos, i) => expect(chunks[i]?.mos).toBeCloseTo(mos, 5));
    expect({ model, fusedWith, standsInFor }).toEqual({ model: 'fovea 0.3.0', fusedWith: undefined, standsInFor: 'Mine with CLIP 1' });
    expect(notes).toContain(LEFT + why);
    expect(kinds).not.toContain('again');
  });

  it('is scored by the parent from its beginning when CLIP fails on the way', async () => {
    const { chunks, model, notes, kinds, clip } = await score(reader('tiny/q8', 1));
    expect(kinds).toEqual(['opened', 'chunk', 'again', 'opened', 'chunk', 'chunk', 'chunk']);
    [2, 2.1, 2.2].forEach((mos, i) => expect(chunks[i]?.mos).toBeCloseTo(mos, 5));
    expect(model).toBe('fovea 0.3.0');
    expect(clip).toBeUndefined();
    expect(notes).toContain(`${LEFT}CLIP stopped (There is too little memory for CLIP on this machine).`);
  });

  it('goes on after a crash only in the way that it was begun', async () => {
    const pooled = { raw: -0.75, spread: 0.1, durationS: 1, dimensions: {} };
    const on = await score(reader(), [{ ...pooled, fused: true }]);
    expect(on.kinds).toEqual(['opened', 'chunk', 'chunk']);
    const off = await score(null, [{ ...pooled, fused: true }]);
    expect(off.kinds).toEqual(['again', 'opened', 'chunk', 'chunk', 'chunk']);
    const later = await score(reader(), [pooled]);
    expect(later.kinds[0]).toBe('again');
    expect(later.model).toBe('Mine with CLIP 1');
  });
});
