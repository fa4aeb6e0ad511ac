/** CLIP's trained logit scale: e^4.6052, where its training clipped it. The configuration file only holds the start of training. */
export const LOGIT_SCALE = 100;

/** Cosine of two vectors. @throws RangeError when their lengths differ. */
function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`features of ${a.length} and ${b.length} values`);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i += 1) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/**
 * How much more a picture is like the positive text than like its antonym, 0–1: the softmax over the pair of cosine similarities times
 * {@link LOGIT_SCALE} (CLIP-IQA, Wang et al., AAAI 2023).
 */
export function affinity(picture: Float32Array, positive: Float32Array, negative: Float32Array): number {
  return 1 / (1 + Math.exp(-LOGIT_SCALE * (cosine(picture, positive) - cosine(picture, negative))));
}
