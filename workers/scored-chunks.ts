import type { ChunkOutputs } from '../models/quality-model.ts';
import type { PicturePass } from './clip/picture-pass.ts';
import type { ChunkTimes, OpenMedia } from './media.ts';
import type { ScoringEngine } from './scoring-engine.ts';
import { freeViews } from './views/free-views.ts';
import { gpuChunkViews, ViewsLost } from './views/gpu/gpu-chunk-views.ts';
import { workAhead } from './work-ahead.ts';

/** What the nets, and CLIP beside them, say of one chunk. */
export interface ScoredChunk {
  readonly chunk: ChunkTimes;
  readonly outputs: ChunkOutputs;
  /** What CLIP said of it. */
  readonly shown: Float32Array | null;
}

/**
 * Puts a video's chunks through the nets, in order: with views made on the nets' own device where they have one, from bytes elsewhere. Where the device fails,
 * the rest comes from bytes.
 * @param from how many chunks to leave out at the start.
 * @throws MediaError, EngineFault, or the signal's reason.
 */
export async function* scoredChunks(engine: ScoringEngine, opened: OpenMedia, pass: PicturePass, signal: AbortSignal, from: number): AsyncGenerator<ScoredChunk, void, undefined> {
  const device = engine.device ?? null;
  let next = from;
  if (device !== null && opened.frames !== null) {
    const stopping = new AbortController();
    const most = engine.together ?? 1;
    const chunks = gpuChunkViews(opened.frames, device, 2 * most, AbortSignal.any([signal, stopping.signal]), from);
    try {
      for await (const batch of workAhead(chunks, most, () => stopping.abort())) {
        try {
          signal.throwIfAborted();
          const looking = batch.map(({ picture }) => pass.look(picture));
          const outputs = await engine.run(batch);
          for (const [i, chunk] of batch.entries()) {
            const said = outputs[i];
            if (said === undefined) throw new RangeError('The nets left out a chunk.');
            const shown = (await looking[i]) ?? null;
            next += 1;
            yield { chunk, outputs: said, shown };
          }
        } finally {
          for (const { release } of batch) release();
        }
      }
      return;
    } catch (error) {
      if (!(error instanceof ViewsLost)) throw error;
    }
  }
  for await (const [chunk] of workAhead(opened.views(signal, next), 1)) {
    signal.throwIfAborted();
    // CLIP looks while the nets compute.
    const looking = pass.look(chunk.picture);
    const [outputs] = await engine.run([chunk]);
    freeViews(chunk);
    if (outputs === undefined) throw new RangeError('The nets left out a chunk.');
    yield { chunk, outputs, shown: await looking };
  }
}
