import '../interpreted-schemas.ts';
import { expose } from 'comlink';
import { clipFault, ClipError } from './clip-fault.ts';
import { forgetFiles, keepFolder, keptDtype } from './clip-files.ts';
import { keepCode } from './kept-code.ts';
import type { ClipModel } from './clip-model.ts';
import { CLIP_MODEL, planClip } from './clip-plan.ts';
import type { ClipPictures, ClipService } from './clip-service.ts';
import type { ClipDtype, ClipInfo, ClipProgress, ClipSource } from './clip-types.ts';

/** The CLIP worker: the only part of Fovea that may speak to the network after the page has loaded, and only when it was asked to. */

let model: ClipModel | null = null;

function ready(): ClipModel {
  if (model === null) throw new ClipError('CLIP is not loaded.');
  return model;
}

const SIDE = 224;

async function start(source: ClipSource, dtype: ClipDtype, online: boolean, onProgress: (progress: ClipProgress) => void): Promise<ClipInfo> {
  await model?.dispose();
  model = null;
  const { device } = await planClip();
  const { loadClipModel } = await import('./clip-model.ts');
  const loaded = await loadClipModel({ source, device: dtype === 'q8' ? 'wasm' : device, dtype, online, onProgress });
  try {
    // One picture and one text: too little memory shows here, not in the middle of a video.
    const [text] = await loaded.texts(['a photo']);
    const picture = await loaded.picture(new Uint8Array(SIDE * SIDE * 3).fill(128), SIDE);
    if (text?.length !== picture.length) throw new ClipError('CLIP’s text and vision model do not belong together.');
    model = loaded;
    void keepCode();
    return { id: `${source === 'hub' ? CLIP_MODEL : await fingerprint(picture, text)}/${dtype}`, source, device: dtype === 'q8' ? 'wasm' : device, width: picture.length };
  } catch (cause) {
    await loaded.dispose().catch(() => undefined);
    throw clipFault(cause);
  }
}

/** Names a folder's weights by what they answer: features kept of one model must never pass for another's. */
async function fingerprint(...answers: readonly Float32Array[]): Promise<string> {
  const rounded = answers.flatMap((answer) => Array.from(answer, (value) => value.toFixed(4)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rounded.join()));
  return `folder-${Array.from(new Uint8Array(digest, 0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const pictures: ClipPictures = {
  async picture(rgb, side) {
    try {
      return await ready().picture(rgb, side);
    } catch (cause) {
      throw clipFault(cause);
    }
  },
};

const service: ClipService = {
  ...pictures,

  async kept(source) {
    const { dtype } = await planClip();
    return (await keptDtype(source, source === 'hub' ? [dtype] : ['q8', 'fp16', 'fp32'])) !== null;
  },

  async load(source, onProgress) {
    const { dtype } = await planClip();
    const kept = await keptDtype(source, source === 'hub' ? [dtype] : ['q8', 'fp16', 'fp32']);
    if (source === 'folder' && kept === null) throw new ClipError('The folder’s files are no longer kept. Choose it again.');
    return start(source, kept ?? dtype, kept === null, onProgress);
  },

  async loadFolder(files, onProgress) {
    return start('folder', await keepFolder(files), false, onProgress);
  },

  async texts(texts) {
    try {
      return await ready().texts(texts);
    } catch (cause) {
      throw clipFault(cause);
    }
  },

  connect(port) {
    expose(pictures, port);
  },

  forget: forgetFiles,
};

expose(service);
