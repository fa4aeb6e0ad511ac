import { FEATURE_LENGTH, GLOBAL_SIZE } from '../../models/architecture.ts';
import type { BackendName } from '../../models/backend-name.ts';
import { startBackend } from '../../models/backend.ts';
import { goldenViews } from '../../models/golden-input.ts';
import { chunkFeatures } from '../../models/nets/features.ts';
import { fragmentEncoder } from '../../models/nets/fragment-encoder.ts';
import { globalEncoder } from '../../models/nets/global-encoder.ts';
import { saliencyDecoder } from '../../models/nets/saliency-decoder.ts';
import { QualityModel } from '../../models/quality-model.ts';
import { keep, tensor2d, tensor4d, tidy, type Tensor } from '../../models/tensors.ts';
import { Weights } from '../../models/weights.ts';
import type { Timing } from './bench-service.ts';
import { computeOn } from './compute-on.ts';
import { loadModel } from './load-model.ts';
import { fragmentEncoderFlop, globalEncoderFlop, saliencyDecoderFlop } from './net-flops.ts';
import { finish, timed } from './stopwatch.ts';
import { useFastestKernels } from './fastest-kernels.ts';

/** Each net by itself over the golden pictures of full size, and a whole chunk with upload and read-back. */
export async function timeNets(modelUrl: string, backend: BackendName, threads: number, repeats: number): Promise<Timing[]> {
  const file = await loadModel(modelUrl);
  await startBackend(backend, threads);
  if (threads > 1) computeOn(threads);
  const side = GLOBAL_SIZE;
  const views = goldenViews(1, side);
  const weights = new Weights(file.tensors);
  const model = new QualityModel(file);
  await useFastestKernels(model);
  const held: Tensor[] = [];
  try {
    const encodeGlobal = globalEncoder(weights);
    const encodeFragments = fragmentEncoder(weights);
    const decodeSaliency = saliencyDecoder(weights);
    const picture = (bytes: Uint8Array, frames: number) => tensor4d(Float32Array.from(bytes, (value) => value / 127.5 - 1), [frames, side, side, 3]);
    const global = picture(views.global, 2);
    const fragments = picture(views.fragments, 8);
    const standing = tensor2d([0, 0, 0, 0], [1, 4]);
    held.push(global, fragments, standing);
    const levels = keptByName(() => ({ ...encodeGlobal(global) }));
    const fragmentLevels = keptByName(() => ({ ...encodeFragments(fragments) }));
    const { map } = keptByName(() => ({ map: decodeSaliency(levels).map }));
    const saliency = { map, height: side / 4, width: side / 4 };
    held.push(...Object.values(levels), ...Object.values(fragmentLevels), map);

    const run = async (name: string, flop: number | null, forward: () => Tensor): Promise<Timing> => ({
      name, flop, ms: await timed(repeats, () => finish([tidy(forward)])),
    });
    const total = globalEncoderFlop(side) + saliencyDecoderFlop(side) + fragmentEncoderFlop(side);
    return [
      await run('global encoder', globalEncoderFlop(side), () => encodeGlobal(global).g4),
      await run('saliency decoder', saliencyDecoderFlop(side), () => decodeSaliency(levels).map),
      await run('fragment encoder', fragmentEncoderFlop(side), () => encodeFragments(fragments).f5),
      await run('feature statistics', null, () => chunkFeatures(levels, fragmentLevels, saliency, standing)),
      { name: 'heads', flop: null, ms: await timed(repeats, async () => {
        await model.runHeads(new Float32Array(FEATURE_LENGTH), new Float32Array(49));
      }) },
      { name: 'whole chunk', flop: total, ms: await timed(repeats, async () => {
        await model.run(views);
      }) },
    ];
  } finally {
    for (const tensor of held) tensor.dispose();
    weights.dispose();
    model.dispose();
  }
}

/** Runs a net and keeps what it gives; what it made on the way is freed. */
function keptByName<T extends Record<string, Tensor>>(forward: () => T): T {
  return tidy(() => {
    const made = forward();
    for (const level of Object.values(made)) keep(level);
    return made;
  });
}
