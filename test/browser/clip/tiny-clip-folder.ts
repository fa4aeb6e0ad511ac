import type { FolderFile } from '../../../workers/clip/clip-types.ts';

/** Files of a CLIP that scripts/make-tiny-clip.ts makes. */
export const TINY_CLIP_FILES = [
  'config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/text_model_quantized.onnx', 'onnx/vision_model_quantized.onnx',
] as const;

/** A picked folder: the tiny CLIP, or one that no memory is enough for. @param paths which of its files. */
export async function tinyClipFolder(name: 'tiny-clip' | 'hungry-clip' = 'tiny-clip', paths: readonly string[] = TINY_CLIP_FILES): Promise<FolderFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      const response = await fetch(`/media/${name}/${path}`);
      return { path: `${name}/${path}`, file: new File([await response.blob()], path.split('/').at(-1) ?? '') };
    }),
  );
}
