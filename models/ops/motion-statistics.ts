import { abs, concat, matMul, slice, sub, tensor2d, tidy, type Tensor2D, type Tensor4D } from '../tensors.ts';
import { deviation, spatialMeans } from './statistics.ts';

/**
 * What changes from frame to frame: `[8,H,W,C]` → `[1, 5·C]`. Differences inside the four pairs of neighbouring frames (mean and deviation),
 * differences between pairs (mean and deviation), and the deviation of the channel's mean over time: noise and flicker show in the first, freezes and
 * drops in the spread, slow pumping in the last.
 */
export function motionStatistics(x: Tensor4D): Tensor2D {
  return tidy(() => {
    const [frames, height, width, channels] = x.shape;
    const steps = frames - 1;
    const before = slice(x, [0, 0, 0, 0], [steps, height, width, channels]);
    const after = slice(x, [1, 0, 0, 0], [steps, height, width, channels]);
    const differences = spatialMeans(abs(sub(after, before)));
    const means = spatialMeans(x);
    const inside = selection(steps, (step) => step % 2 === 0);
    const between = selection(steps, (step) => step % 2 === 1);
    const insideMean = matMul<Tensor2D>(inside, differences);
    const betweenMean = matMul<Tensor2D>(between, differences);
    const always = selection(frames, () => true);
    return concat([
      insideMean, deviation(differences, insideMean, inside),
      betweenMean, deviation(differences, betweenMean, between),
      deviation(means, matMul<Tensor2D>(always, means), always),
    ], 1) as Tensor2D;
  });
}

/** A row that takes the mean of the steps that a test admits. */
function selection(steps: number, admits: (step: number) => boolean): Tensor2D {
  const row = Array.from({ length: steps }, (_, step) => (admits(step) ? 1 : 0));
  const count = row.reduce<number>((a, b) => a + b, 0);
  return tensor2d(row.map((value) => value / count), [1, steps]);
}
