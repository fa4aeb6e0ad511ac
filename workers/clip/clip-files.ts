import { z } from 'zod';
import { ClipError, notClip, wrongFolder } from './clip-fault.ts';
import { CLIP_HUB, CLIP_MODEL } from './clip-plan.ts';
import type { ClipDtype, FolderFile } from './clip-types.ts';

/** CLIP's files in the browser's cache, where transformers.js looks for them. */

const CACHE = 'fovea-clip';

/** Name of the cache that transformers.js keeps downloads in. */
export const CLIP_CACHE = CACHE;

/** transformers.js asks for the files of this model under {@link FOLDER_PATH} before it would ask a hub. */
export const FOLDER_MODEL = 'picked/clip';
export const FOLDER_PATH = '/clip-folder/';

const CONFIGURATION = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'preprocessor_config.json'] as const;
/** What transformers.js puts behind the name of a model for a precision. */
const SUFFIXES: Readonly<Record<ClipDtype, string>> = { q8: '_quantized', fp32: '', fp16: '_fp16' };
const MOST_JSON_BYTES = 32 * 1024 * 1024;

const configSchema = z.object({ model_type: z.enum(['clip', 'clip_text_model', 'clip_vision_model']) });

/** Paths of all files of a CLIP at a precision. */
function modelFiles(dtype: ClipDtype): string[] {
  return [...CONFIGURATION, `onnx/text_model${SUFFIXES[dtype]}.onnx`, `onnx/vision_model${SUFFIXES[dtype]}.onnx`];
}

/** Whether CLIP cannot do without a file of this name. */
export function isNeeded(name: string): boolean {
  return name.endsWith('.onnx') || (CONFIGURATION as readonly string[]).includes(name);
}

/** Under which address the cache holds a file of the hub's CLIP. */
function hubKey(path: string): string {
  return `${CLIP_HUB}${CLIP_MODEL}/resolve/main/${path}`;
}

function folderKey(path: string): string {
  return `${self.location.origin}${FOLDER_PATH}${FOLDER_MODEL}/${path}`;
}

/** The precision in which all files of a source are kept, or null. A cache that cannot be opened holds nothing. */
export async function keptDtype(source: 'hub' | 'folder', wanted: readonly ClipDtype[]): Promise<ClipDtype | null> {
  try {
    const cache = await caches.open(CACHE);
    const key = source === 'hub' ? hubKey : folderKey;
    for (const dtype of wanted) {
      const found = await Promise.all(modelFiles(dtype).map((path) => cache.match(key(path))));
      if (found.every((response) => response !== undefined)) return dtype;
    }
  } catch {
    // Private windows refuse the cache; CLIP is then loaded anew.
  }
  return null;
}

/** Forgets all kept files. */
export async function forgetFiles(): Promise<void> {
  await caches.delete(CACHE);
}

/** Path inside a model's folder, whatever folder lies around it. */
function inside(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  return name.endsWith('.onnx') ? `onnx/${name}` : name;
}

/**
 * Keeps the files of a picked folder, so that they need not be picked again.
 * @returns their precision, the smallest that the folder has.
 * @throws ClipError when files are missing, or they are another model's.
 */
export async function keepFolder(files: readonly FolderFile[]): Promise<ClipDtype> {
  const byPath = new Map(files.map(({ path, file }) => [inside(path), file]));
  const absent = (dtype: ClipDtype): string[] => modelFiles(dtype).filter((path) => !byPath.has(path));
  const dtype = (['q8', 'fp16', 'fp32'] as const).find((each) => absent(each).length === 0);
  if (dtype === undefined) throw wrongFolder(absent('q8'));
  for (const path of CONFIGURATION) {
    const file = byPath.get(path);
    if (file === undefined || file.size > MOST_JSON_BYTES) throw notClip();
    const parsed: unknown = await file.text().then((text) => JSON.parse(text) as unknown).catch(() => null);
    if (parsed === null || (path === 'config.json' && !configSchema.safeParse(parsed).success)) throw notClip();
  }
  try {
    await caches.delete(CACHE);
    const cache = await caches.open(CACHE);
    for (const path of modelFiles(dtype)) {
      const file = byPath.get(path);
      if (file !== undefined) await cache.put(folderKey(path), new Response(file, { headers: { 'Content-Length': String(file.size) } }));
    }
  } catch (cause) {
    throw new ClipError('The browser has no room to keep the files of CLIP.', { cause });
  }
  return dtype;
}
