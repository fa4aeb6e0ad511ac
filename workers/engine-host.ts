import { BACKEND_LABELS, BACKEND_NAMES } from '../models/backend-name.ts';
import { dropBackend, startEngine, type Engine } from '../models/backend.ts';
import { runsInSoftware } from '../models/graphics-adapter.ts';
import { watchDevice, type DeviceWatch } from '../models/device-watch.ts';
import type { FusionHead } from '../models/fusion/fusion-head.ts';
import type { ModelFile } from '../models/model-file.ts';
import type { ChunkOutputs } from '../models/quality-model.ts';
import { threadsToTry } from '../models/wasm/thread-trial.ts';
import { trunkHash } from '../models/trunk.ts';
import { graphicsDevice } from '../models/webgpu/graphics-device.ts';
import type { PictureReader } from './clip/clip-link.ts';
import { describeModel } from './describe-model.ts';
import { EngineFault } from './engine-fault.ts';
import { faultDue } from './fault-injection.ts';
import { madeOnGpu, ViewsLost, viewsOf, type ChunkBatch } from './views/gpu/gpu-chunk-views.ts';
import { viewKernels } from './views/gpu/view-kernels.ts';
import { clockTime } from './media/clock-time.ts';
import type { HeadScore } from './chunk-score.ts';
import type { ScoringEngine } from './scoring-engine.ts';
import type { BackendName, EngineInfo, ScoringSettings } from './scoring-types.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Chunks that a GPU takes at once where the decoder is ahead. */
const MOST_TOGETHER = 4;

/** After so many failures the wanted backend is not started again for the next file: its device does not hold. */
const MAX_FAILURES = 2;

/** Threads for the nets on wasm. */
function threads(): number {
  return threadsToTry(navigator.hardwareConcurrency, crossOriginIsolated);
}

/**
 * The nets of one model on a backend. When the backend fails in the middle of a file (its device lost, memory full), they move to the next one and
 * do the same chunk there; the next file begins on the wanted backend again.
 */
export class EngineHost implements ScoringEngine {
  /** CLIP, while it is on. */
  clip: PictureReader | null = null;
  #engine: Engine;
  #watch: DeviceWatch;
  #failures = 0;
  #moved = false;
  #broken = false;
  #notes: string[] = [];

  private constructor(readonly file: ModelFile, readonly wanted: ScoringSettings['backend'], readonly trunk: string, engine: Engine) {
    this.#engine = engine;
    this.#watch = watchDevice();
  }

  /** @throws BackendError, ModelFileError. */
  static async start(loading: Promise<ModelFile>, wanted: ScoringSettings['backend']): Promise<EngineHost> {
    const engine = await startEngine(loading, wanted, BACKEND_NAMES, threads());
    const file = await loading;
    const device = engine.backend === 'webgpu' ? graphicsDevice() : null;
    // Compiled meanwhile; a device that refuses them has its views made from bytes.
    if (device !== null) viewKernels(device).catch(() => undefined);
    return new EngineHost(file, wanted, await trunkHash(file), engine);
  }

  get backend(): BackendName {
    return this.#engine.backend;
  }

  get header(): ModelFile['header'] {
    return this.file.header;
  }

  get fusion(): FusionHead | null {
    return this.#engine.model.fusion;
  }

  /** Whether the nets are elsewhere than where they were started. */
  get moved(): boolean {
    return this.#moved;
  }

  /** Threads that the nets compute on; changes while it is found out whether several win. */
  get threads(): number {
    return this.#engine.trial?.threads ?? 1;
  }

  info(): EngineInfo {
    const several = this.threads > 1 ? ` It computes on ${this.threads} threads.` : '';
    return { backend: this.#engine.backend, reason: `${this.#engine.reason}${several}`, trunk: this.trunk, model: describeModel(this.file) };
  }

  /** Before a file: goes back to the wanted backend if the last file drove the nets from it. @throws BackendError */
  async settle(): Promise<void> {
    this.#notes = [];
    if (!this.#broken && (!this.#moved || this.#failures >= MAX_FAILURES)) return;
    this.#leave();
    const wanted = this.#failures >= MAX_FAILURES ? 'auto' : this.wanted;
    // Until one has started there is none, whatever is thrown below.
    this.#broken = true;
    try {
      this.#engine = await startEngine(this.file, wanted, BACKEND_NAMES, threads());
      this.#moved = false;
    } catch (cause) {
      // The graphics process may have crashed between two files, or not come back.
      if (wanted === 'auto') throw cause;
      this.#failures += 1;
      this.#engine = await startEngine(this.file, 'auto', BACKEND_NAMES.slice(BACKEND_NAMES.indexOf(wanted) + 1), threads());
      this.#moved = true;
      this.#notes.push(`The nets were moved from ${BACKEND_LABELS[wanted]} to ${BACKEND_LABELS[this.#engine.backend]}: the backend did not start again.`);
    }
    this.#broken = false;
    this.#watch = watchDevice();
  }

  /** What a reader of the score should know of moves since {@link settle}. */
  notes(): readonly string[] {
    return this.#notes;
  }

  /** The device of the backend, where views can be made. */
  get device(): GPUDevice | null {
    return this.#engine.backend === 'webgpu' ? graphicsDevice() : null;
  }

  /** A GPU does better with much at once; one in software only makes the first score come later. */
  get together(): number {
    const { device } = this;
    return device === null || runsInSoftware(device.adapterInfo) ? 1 : MOST_TOGETHER;
  }

  run(chunks: ChunkBatch): Promise<readonly ChunkOutputs[]> {
    const { index = 0, startS = 0 } = chunks[0] ?? {};
    if (faultDue('device-lost', index)) this.#watch.lose();
    const engine = this.#engine;
    return this.#enduring(() => {
      // A real failure to allocate, of the kind that a full machine throws.
      if (faultDue('out-of-memory', index)) new Float32Array(2 ** 50).fill(0);
      if (engine !== this.#engine && madeOnGpu(chunks)) throw new ViewsLost('The views are gone with their device.');
      return this.#timed(this.#engine, chunks);
    }, startS);
  }

  async runHeads(features: Float32Array, cellTerms: Float32Array): Promise<HeadScore> {
    const [score] = await this.#enduring(async () => [await this.#engine.model.runHeads(features, cellTerms)], null);
    if (score === undefined) throw new RangeError('The heads gave no score.');
    return score;
  }

  dispose(): void {
    this.#watch.close();
    this.#engine.model.dispose();
  }

  async #timed({ model, trial }: Engine, chunks: ChunkBatch): Promise<readonly ChunkOutputs[]> {
    const began = performance.now();
    const outputs = await model.runTogether(viewsOf(chunks));
    trial?.note(performance.now() - began);
    return outputs;
  }

  async #enduring<T extends HeadScore>(work: () => Promise<readonly T[]>, atS: number | null): Promise<readonly T[]> {
    for (;;) {
      try {
        // Lost devices leave reads waiting for ever.
        const outputs = await unlessAborted(Promise.resolve().then(work), this.#watch.gone);
        const fault = this.#watch.fault();
        if (fault !== null) throw new Error(fault);
        if (outputs.some(({ raw, spread }) => !Number.isFinite(raw) || !Number.isFinite(spread))) throw new Error('the nets gave no number');
        return outputs;
      } catch (error) {
        if (error instanceof ViewsLost) throw error;
        await this.#moveOn(error instanceof RangeError ? 'the memory was full' : error instanceof Error ? error.message : String(error), atS);
      }
    }
  }

  /** @throws EngineFault when no backend is left. */
  async #moveOn(reason: string, atS: number | null): Promise<void> {
    const failed = this.#engine.backend;
    this.#failures += 1;
    this.#leave();
    // A fresh wasm memory may do where the old one was full; a lost graphics device is not asked for again at once.
    const again = failed === 'wasm' && !this.#moved;
    const left = BACKEND_NAMES.slice(BACKEND_NAMES.indexOf(failed) + (again ? 0 : 1));
    this.#moved = true;
    try {
      this.#engine = await startEngine(this.file, 'auto', left, threads());
    } catch (cause) {
      this.#broken = true;
      throw new EngineFault(`The nets stopped${at(atS)} and could not go on: ${reason}.`, { cause });
    }
    this.#watch = watchDevice();
    const place = this.#engine.backend === failed ? 'started anew' : `moved from ${BACKEND_LABELS[failed]} to ${BACKEND_LABELS[this.#engine.backend]}`;
    this.#notes.push(`The nets were ${place}${at(atS)}: ${reason}.`);
  }

  #leave(): void {
    this.#watch.close();
    try {
      this.#engine.model.dispose();
    } catch {
      // A lost device may refuse to free what it no longer has.
    }
    dropBackend(this.#engine.backend);
  }
}

function at(timeS: number | null): string {
  return timeS === null ? '' : ` at ${clockTime(timeS)}`;
}
