import { PRIOR_GAUSSIANS } from '../architecture.ts';

/**
 * The learned centre prior of the saliency net: log of a mixture of axis-parallel Gaussians at pixel centres (Cornia et al., SAM, TIP 2018).
 * @param parameters `[4,5]` rows (μx, μy, log σx, log σy, a) in units of the picture's sides.
 * @returns `height·width` logits, row by row.
 */
export function centrePrior(parameters: Float32Array, height: number, width: number): Float32Array {
  const out = new Float32Array(height * width);
  const terms = new Float64Array(PRIOR_GAUSSIANS);
  for (let row = 0; row < height; row += 1) {
    const y = (row + 0.5) / height;
    for (let column = 0; column < width; column += 1) {
      const x = (column + 0.5) / width;
      let highest = -Infinity;
      for (let k = 0; k < PRIOR_GAUSSIANS; k += 1) {
        const [mx = 0, my = 0, logSx = 0, logSy = 0, a = 0] = parameters.subarray(5 * k, 5 * k + 5);
        const term = a - ((x - mx) ** 2) / (2 * Math.exp(2 * logSx)) - ((y - my) ** 2) / (2 * Math.exp(2 * logSy));
        terms[k] = term;
        highest = Math.max(highest, term);
      }
      let total = 0;
      for (const term of terms) total += Math.exp(term - highest);
      out[row * width + column] = highest + Math.log(total);
    }
  }
  return out;
}
