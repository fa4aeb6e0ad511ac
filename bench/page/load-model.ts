import { readModelFile, type ModelFile } from '../../models/model-file.ts';

let loaded: { readonly url: string; readonly file: Promise<ModelFile> } | null = null;

/** The model file at an address, read once. */
export function loadModel(url: string): Promise<ModelFile> {
  if (loaded?.url !== url) loaded = { url, file: fetch(url).then(async (response) => readModelFile(await response.arrayBuffer())) };
  return loaded.file;
}
