import { ClipError, clipFault } from './clip-fault.ts';
import type { ClipModel } from './clip-model.ts';
import type { ClipDevice } from './clip-types.ts';

const SIDE = 224;
/** Two pictures that no CLIP takes for the same. */
const GREY = new Uint8Array(SIDE * SIDE * 3).fill(128);
const STRIPES = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (Math.floor(i / 3) % 16 < 8 ? 20 : 235));

/** Loads both encoders on a device. @throws Error with one sentence. */
export type LoadOn = (device: ClipDevice) => Promise<ClipModel>;

/**
 * CLIP on a device that holds. On WebGPU sessions may refuse an operator, a driver may answer nothing or the same to everything, and the graphics device may be lost
 * in the middle of a video: WebAssembly then goes on with the same files, and what was asked is answered there.
 */
export class SteadyClip implements ClipModel {
  #model: ClipModel;
  #device: ClipDevice;
  /** The way to WebAssembly, so that several who ask at once take it together. */
  #moving: Promise<void> | null = null;

  private constructor(model: ClipModel, device: ClipDevice, private readonly load: LoadOn, private readonly onMoved: (device: ClipDevice) => void) {
    this.#model = model;
    this.#device = device;
  }

  /**
   * Loads CLIP and asks it two pictures and a text: too little memory shows here, not in the middle of a video.
   * @param onMoved told when WebAssembly has taken over later.
   * @throws ClipError with one sentence.
   */
  static async start(wanted: ClipDevice, load: LoadOn, onMoved: (device: ClipDevice) => void): Promise<SteadyClip> {
    try {
      return new SteadyClip(await proven(load, wanted), wanted, load, onMoved);
    } catch (cause) {
      if (wanted === 'wasm') throw clipFault(cause);
    }
    try {
      return new SteadyClip(await proven(load, 'wasm'), 'wasm', load, onMoved);
    } catch (cause) {
      throw clipFault(cause);
    }
  }

  get device(): ClipDevice {
    return this.#device;
  }

  texts(texts: readonly string[]): Promise<Float32Array[]> {
    return this.#answered((model) => model.texts(texts));
  }

  picture(rgb: Uint8Array, side: number): Promise<Float32Array> {
    return this.#answered((model) => model.picture(rgb, side));
  }

  dispose(): Promise<void> {
    return this.#model.dispose();
  }

  async #answered<T>(ask: (model: ClipModel) => Promise<T>): Promise<T> {
    const asked = this.#model;
    try {
      return await ask(asked);
    } catch (cause) {
      if (this.#device === 'wasm' && asked === this.#model) throw clipFault(cause);
      try {
        this.#moving ??= this.#move();
        await this.#moving;
        return await ask(this.#model);
      } catch (second) {
        throw clipFault(second);
      }
    }
  }

  async #move(): Promise<void> {
    const left = this.#model;
    this.#model = await this.load('wasm');
    this.#device = 'wasm';
    this.onMoved('wasm');
    // A lost device may refuse to free what it no longer has.
    await left.dispose().catch(() => undefined);
  }
}

/** A model that answers, and not the same to everything. */
async function proven(load: LoadOn, device: ClipDevice): Promise<ClipModel> {
  const model = await load(device);
  try {
    const [text] = await model.texts(['a photo']);
    const grey = await model.picture(GREY, SIDE);
    const stripes = await model.picture(STRIPES, SIDE);
    if (text?.length !== grey.length) throw new ClipError('CLIP’s text and vision model do not belong together.');
    const likeness = grey.reduce((sum, value, i) => sum + value * (stripes[i] ?? NaN), 0);
    if (!(likeness < 0.99999)) throw new ClipError('CLIP gave no answer that could be used.');
    return model;
  } catch (cause) {
    await model.dispose().catch(() => undefined);
    throw cause;
  }
}
