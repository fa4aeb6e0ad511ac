import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { textModel, visionModel, WIDTH } from './tiny-clip/encoders.ts';
import { tokenizerConfig, tokenizerJson, VOCABULARY_SIZE } from './tiny-clip/tokenizer.ts';

/**
 * A CLIP in form, not in knowledge: transformers.js loads it as it loads the real one, its text side knows six words (bright, dark, sharp, blurry, red, blue) and
 * its picture side measures the same three things. The real weights cannot be fetched on the machines that build and test Fovea.
 */

/** Files of the tiny CLIP by path. @param hungry a vision model that no memory is enough for. */
export function tinyClip(hungry = false): ReadonlyMap<string, Uint8Array | string> {
  const config = {
    model_type: 'clip', architectures: ['CLIPModel'], projection_dim: WIDTH, logit_scale_init_value: 2.6592,
    text_config: { model_type: 'clip_text_model', vocab_size: VOCABULARY_SIZE, projection_dim: WIDTH, max_position_embeddings: 77 },
    vision_config: { model_type: 'clip_vision_model', image_size: 224, patch_size: 32, projection_dim: WIDTH },
  };
  const preprocessing = {
    image_processor_type: 'CLIPImageProcessor', do_resize: true, size: { shortest_edge: 224 }, resample: 3, do_center_crop: true, crop_size: { height: 224, width: 224 },
    do_rescale: true, rescale_factor: 1 / 255, do_normalize: true, image_mean: [0.48145466, 0.4578275, 0.40821073], image_std: [0.26862954, 0.26130258, 0.27577711],
  };
  return new Map<string, Uint8Array | string>([
    ['config.json', JSON.stringify(config)],
    ['preprocessor_config.json', JSON.stringify(preprocessing)],
    ['tokenizer.json', JSON.stringify(tokenizerJson())],
    ['tokenizer_config.json', JSON.stringify(tokenizerConfig())],
    ['onnx/text_model_quantized.onnx', textModel()],
    ['onnx/vision_model_quantized.onnx', visionModel(hungry)],
  ]);
}

/** Writes the files into a folder. */
export async function makeTinyClip(folder: string, hungry = false): Promise<void> {
  for (const [path, content] of tinyClip(hungry)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('Usage: tsx scripts/make-tiny-clip.ts FOLDER');
    process.exitCode = 2;
  } else {
    await makeTinyClip(resolve(folder));
  }
}
