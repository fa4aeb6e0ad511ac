import { AutoProcessor, AutoTokenizer, CLIPTextModelWithProjection, CLIPVisionModelWithProjection, env, RawImage } from '@huggingface/transformers';
import type { ProgressInfo } from '@huggingface/transformers';
// Served with the page: by default onnxruntime would be fetched from a public CDN.
import onnxruntime from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { z } from 'zod';
import { ClipError, clipFault, hubAnswered, hubImitated, hubOutOfReach } from './clip-fault.ts';
import { CLIP_CACHE, FOLDER_MODEL, FOLDER_PATH, isNeeded } from './clip-files.ts';
import { CLIP_MODEL } from './clip-plan.ts';
import type { ClipDevice, ClipDtype, ClipProgress, ClipSource } from './clip-types.ts';

/** The one door to transformers.js and onnxruntime. Imported only when CLIP is wanted: together they are 28 MB. */

// The library leaves its results untyped.
const tensorSchema = z.object({ data: z.instanceof(Float32Array), dims: z.array(z.number().int()).length(2) });
const textOutputSchema = z.object({ text_embeds: tensorSchema });
const pictureOutputSchema = z.object({ image_embeds: tensorSchema });

interface LoadOptions {
  readonly source: ClipSource;
  readonly device: ClipDevice;
  readonly dtype: ClipDtype;
  /** Whether the network may be asked; otherwise all files must be kept. */
  readonly online: boolean;
  readonly onProgress: (progress: ClipProgress) => void;
}

async function offHub(input: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init).catch(() => {
    throw hubOutOfReach();
  });
  const file = String(input).split('/').at(-1) ?? '';
  // A file that is optional is asked for in vain.
  if (!response.ok && (response.status !== 404 || isNeeded(file))) throw hubAnswered(response.status, file);
  // It would be kept as the file, and fail on every visit.
  if (response.ok && /^text\/html/i.test(response.headers.get('Content-Type') ?? '')) throw hubImitated(file);
  return response;
}

const nowhere = (): Promise<Response> => Promise.resolve(new Response(null, { status: 404 }));

function prepare({ source, online }: LoadOptions): void {
  env.fetch = online ? offHub : nowhere;
  env.allowLocalModels = source === 'folder';
  env.allowRemoteModels = source === 'hub';
  env.localModelPath = FOLDER_PATH;
  env.useBrowserCache = typeof caches !== 'undefined';
  env.cacheKey = CLIP_CACHE;
  // The glue code comes bundled; kept as a blob it would break a strict Content-Security-Policy.
  env.useWasmCache = false;
  const { wasm } = env.backends.onnx;
  if (wasm === undefined) return;
  wasm.wasmPaths = { wasm: onnxruntime };
  // Threads would be started from this bundle's address, which is not what they expect.
  wasm.numThreads = 1;
}

function unit(values: Float32Array): Float32Array {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  if (!(length > 0)) throw new ClipError('CLIP gave no answer that could be used.');
  return Float32Array.from(values, (value) => value / length);
}

function rows({ data, dims }: z.infer<typeof tensorSchema>): Float32Array[] {
  const [count = 0, width = 0] = dims;
  return Array.from({ length: count }, (_, i) => unit(data.slice(i * width, (i + 1) * width)));
}

/** CLIP's two encoders. */
export interface ClipModel {
  texts(texts: readonly string[]): Promise<Float32Array[]>;
  picture(rgb: Uint8Array, side: number): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/**
 * Loads tokenizer, preprocessing, text and vision model. What comes from the network is kept in the browser's cache.
 * @throws ClipError with one sentence.
 */
export async function loadClipModel(options: LoadOptions): Promise<ClipModel> {
  try {
    prepare(options);
    const name = options.source === 'hub' ? CLIP_MODEL : FOLDER_MODEL;
    const sizes = new Map<string, ClipProgress>();
    const progress_callback = (event: ProgressInfo): void => {
      if (event.status !== 'progress') return;
      sizes.set(event.file, { loaded: event.loaded, total: event.total });
      let loaded = 0;
      let total = 0;
      for (const size of sizes.values()) {
        loaded += size.loaded;
        total += size.total;
      }
      options.onProgress({ loaded, total });
    };
    const from = { progress_callback, local_files_only: options.source === 'folder' };
    const weights = { ...from, device: options.device, dtype: options.dtype };
    const tokenizer = await AutoTokenizer.from_pretrained(name, from);
    const processor = await AutoProcessor.from_pretrained(name, from);
    const textModel = await CLIPTextModelWithProjection.from_pretrained(name, weights);
    const visionModel = await CLIPVisionModelWithProjection.from_pretrained(name, weights);
    const model: ClipModel = {
      async texts(texts) {
        const inputs: unknown = tokenizer([...texts], { padding: true, truncation: true });
        return rows(textOutputSchema.parse(await textModel(inputs)).text_embeds);
      },
      async picture(rgb, side) {
        const inputs: unknown = await processor(new RawImage(new Uint8ClampedArray(rgb), side, side, 3));
        const [features] = rows(pictureOutputSchema.parse(await visionModel(inputs)).image_embeds);
        if (features === undefined) throw new ClipError('CLIP gave no answer that could be used.');
        return features;
      },
      async dispose() {
        await Promise.all([textModel.dispose(), visionModel.dispose()]);
      },
    };
    return model;
  } catch (cause) {
    throw clipFault(cause);
  }
}
