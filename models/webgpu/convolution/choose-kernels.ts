import { GLOBAL_SIZE } from '../../architecture.ts';
import { goldenViews } from '../../golden-input.ts';
import { runsInSoftware } from '../../graphics-adapter.ts';
import type { QualityModel } from '../../quality-model.ts';
import { GpuStopwatch } from '../gpu-stopwatch.ts';
import { kernelVariants, type KernelVariant } from './kernel-variants.ts';
import type { ConvolutionKernels } from './convolution-kernels.ts';
import { collectLayers, fastestRight, layerFlop, timeLayer } from './layer-trial.ts';
import { choiceKey, recallChoice, rememberChoice } from './remembered-choice.ts';

/** By layer the name of a variant; layers that are not in it go the stock way. */
export type KernelChoice = Readonly<Record<string, string>>;

/** Rounds in which the ways of a layer take turns. */
const ROUNDS = 3;

/** The heaviest layers go first; those whose turn has not come by then, in milliseconds, stay with the stock way. */
const TRIAL_MS = 2500;

/** How far own kernels may move a score on the 1–5 scale: half of what backends may differ by. */
const SCORE_TOLERANCE = 0.005;

/** The score of the golden pictures in full size. */
async function fullScore(model: QualityModel): Promise<number> {
  const { raw } = await model.run(goldenViews(model.header.golden.input.seed, GLOBAL_SIZE));
  return model.header.calibration.scale * raw;
}

/**
 * Finds out which kernels compute the layers of a model's nets fastest on the running WebGPU device, and uses them. A choice that was made before on this adapter is
 * taken as it is. What is chosen reproduces the golden output and leaves a score where the stock kernels put it, or is not used. On an adapter in software nothing is.
 * @param model reproduces its golden output the stock way.
 */
export async function chooseKernels(kernels: ConvolutionKernels, model: QualityModel): Promise<void> {
  const { device } = kernels.backend;
  if (runsInSoftware(device.adapterInfo)) return;
  const key = choiceKey(device);
  const remembered = await recallChoice(key);
  if (remembered !== null) {
    useChoice(kernels, remembered);
    if ((await model.goldenFault()) === null) return;
    useChoice(kernels, {});
  }
  await rememberChoice(key, await measuredChoice(kernels, model));
}

/** Uses the named variants from now on. Names that this device does not have stand for the stock way. */
export function useChoice(kernels: ConvolutionKernels, choice: KernelChoice): void {
  const variants = new Map(kernelVariants(kernels.features).map((variant) => [variant.name, variant]));
  const chosen = new Map<string, KernelVariant | null>(Object.entries(choice).map(([layer, name]) => [layer, variants.get(name) ?? null]));
  kernels.choice = (layer) => chosen.get(layer) ?? null;
}

/** Measures and uses. @returns what is used: all that won, without what computes in half precision where that moves the score, nothing where that does not help. */
async function measuredChoice(kernels: ConvolutionKernels, model: QualityModel): Promise<KernelChoice> {
  kernels.choice = () => null;
  let expected = NaN;
  const layers = await collectLayers(kernels, async () => {
    expected = await fullScore(model);
  });
  const winners = new Map<string, KernelVariant>();
  const stopwatch = new GpuStopwatch(kernels.backend);
  const end = performance.now() + TRIAL_MS;
  try {
    for (const layer of layers.sort((a, b) => layerFlop(b) - layerFlop(a))) {
      if (performance.now() > end) break;
      const winner = fastestRight(await timeLayer(kernels, stopwatch, layer, ROUNDS));
      if (winner !== null) winners.set(layer.name, winner);
    }
  } finally {
    stopwatch.dispose();
  }
  const precise = [...winners].filter(([, { element }]) => element !== 'half');
  const choices = [[...winners], precise].map((some) => Object.fromEntries(some.map(([layer, { name }]) => [layer, name])));
  return firstAdmitted(choices, (choice) => useChoice(kernels, choice), async () => (
    Math.abs((await fullScore(model)) - expected) <= SCORE_TOLERANCE && (await model.goldenFault()) === null
  ));
}

/** The first choice that holds when it is in use; none at all where none does. That one stays in use. */
export async function firstAdmitted(choices: readonly KernelChoice[], use: (choice: KernelChoice) => void, holds: () => Promise<boolean>): Promise<KernelChoice> {
  for (const choice of choices) {
    use(choice);
    if (await holds()) return choice;
  }
  use({});
  return {};
}
