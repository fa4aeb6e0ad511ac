import '../interpreted-schemas.ts';
import { expose } from 'comlink';
import { ClipError, DamagedClip } from './clip-fault.ts';
import { forgetFiles, keepFolder, keptDtype } from './clip-files.ts';
import { keepCode } from './kept-code.ts';
import type { ClipModel } from './clip-model.ts';
import { CLIP_MODEL, planClip } from './clip-plan.ts';
import type { ClipListener, ClipPictures, ClipService } from './clip-service.ts';
import type { ClipDevice, ClipDtype, ClipInfo, ClipSource } from './clip-types.ts';
import { SteadyClip } from './steady-clip.ts';

/** The CLIP worker: the only part of Fovea that may speak to the network after the page has loaded, and only when it was asked to. */

let model: SteadyClip | null = null;

function ready(): SteadyClip {
  if (model === null) throw new ClipError('CLIP is not loaded.');
  return model;
}

const SIDE = 224;

async function start(source: ClipSource, dtype: ClipDtype, online: boolean, { onProgress, onMoved }: ClipListener): Promise<ClipInfo> {
  await model?.dispose();
  model = null;
  // Most operators of the 8-bit weights have no WebGPU kernel.
  const wanted = dtype === 'q8' ? 'wasm' : (await planClip()).device;
  const { loadClipModel } = await import('./clip-model.ts');
  // What the first device has loaded is kept for the second, which may be needed when there is no network any more.
  const load = async (device: ClipDevice): Promise<ClipModel> =>
    loadClipModel({ source, device, dtype, online: online && (await keptDtype(source, [dtype])) === null, onProgress });
  const loaded = await SteadyClip.start(wanted, load, onMoved).catch(async (cause: unknown) => {
    if (cause instanceof DamagedClip) await forgetFiles().catch(() => false);
    throw cause;
  });
  model = loaded;
  void keepCode();
  const [text = new Float32Array()] = await loaded.texts(['a photo']);
  const picture = await loaded.picture(new Uint8Array(SIDE * SIDE * 3).fill(128), SIDE);
  return { id: `${source === 'hub' ? CLIP_MODEL : await fingerprint(picture, text)}/${dtype}`, source, device: loaded.device, width: picture.length };
}

/** Names a folder's weights by what they answer: features kept of one model must never pass for another's. */
async function fingerprint(...answers: readonly Float32Array[]): Promise<string> {
  const rounded = answers.flatMap((answer) => Array.from(answer, (value) => value.toFixed(4)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rounded.join()));
  return `folder-${Array.from(new Uint8Array(digest, 0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const pictures: ClipPictures = {
  picture: async (rgb, side) => ready().picture(rgb, side),
};

const service: ClipService = {
  ...pictures,

  async kept(source) {
    const { dtype } = await planClip();
    return (await keptDtype(source, source === 'hub' ? [dtype] : ['q8', 'fp16', 'fp32'])) !== null;
  },

  async load(source, listener) {
    const { dtype } = await planClip();
    const kept = await keptDtype(source, source === 'hub' ? [dtype] : ['q8', 'fp16', 'fp32']);
    if (source === 'folder' && kept === null) throw new ClipError('The folder’s files are no longer kept. Choose it again.');
    return start(source, kept ?? dtype, kept === null, listener);
  },

  async loadFolder(files, listener) {
    return start('folder', await keepFolder(files), false, listener);
  },

  texts: async (texts) => ready().texts(texts),

  connect(port) {
    expose(pictures, port);
  },

  forget: forgetFiles,
};

expose(service);
