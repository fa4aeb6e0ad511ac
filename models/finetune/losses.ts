import { abs, add, div, exp, log, matMul, mean, minimum, mul, neg, relu, reshape, scalar, sign, square, sub, sum, tidy, transpose, type Scalar, type Tensor1D, type Tensor2D } from '../tensors.ts';

/** Losses of fine-tuning, over clips. Only operations whose gradients tfjs has right on every backend (matMul, element-wise, sums). */

/** Where Huber's loss turns from square to linear, in MOS. */
const HUBER_DELTA = 0.5;
/** How much two clips must be apart in prediction for a unit of MOS between their labels. */
const RANK_MARGIN = 0.7;
const TEMPERATURE = 0.1;
/** Label distance, in MOS, over which a clip counts as a neighbour in the embedding. */
const LABEL_BANDWIDTH = 0.4;

/** Huber loss (Huber, 1964) of predictions against opinions, both `[C]` in MOS, scaled to slope 1 in its linear part. */
export function huberLoss(predicted: Tensor1D, labels: Tensor1D): Scalar {
  return tidy(() => {
    const error = abs(sub(predicted, labels));
    const inner = minimum(error, scalar(HUBER_DELTA));
    // ½·inner²/δ + (error − inner): the square part and then a line of slope 1.
    return mean(add(mul(square(inner), 0.5 / HUBER_DELTA), sub(error, inner))) as Scalar;
  });
}

/** Pairwise hinge on order: clips whose labels differ must differ in prediction by a margin in proportion. */
export function rankLoss(predicted: Tensor1D, labels: Tensor1D): Scalar {
  return tidy(() => {
    const count = predicted.shape[0];
    const between = (values: Tensor1D): Tensor2D => sub(reshape(values, [count, 1]), reshape(values, [1, count])) as Tensor2D;
    const wanted = between(labels);
    const order = sign(wanted);
    const shortfall = relu(sub(mul(abs(wanted), RANK_MARGIN), mul(order, between(predicted))));
    return div(sum(mul(shortfall, abs(order))), count * count) as Scalar;
  });
}

/**
 * Contrastive loss supervised by label distance: a clip's embedding must be closest to those of clips with like labels
 * (y-aware InfoNCE, Dufumier et al., MICCAI 2021; NT-Xent where labels are classes).
 * @param embeddings `[C,128]`, unit length.
 */
export function contrastiveLoss(embeddings: Tensor2D, labels: Tensor1D): Scalar {
  return tidy(() => {
    const count = labels.shape[0];
    const others = sub(1, eyeOf(count));
    const distance = abs(sub(reshape(labels, [count, 1]), reshape(labels, [1, count])));
    const kernel = mul(exp(neg(square(div(distance, LABEL_BANDWIDTH)))), others);
    const target = div(kernel, add(sum(kernel, 1, true), 1e-8));
    const similarity = div(matMul(embeddings, transpose(embeddings)), TEMPERATURE);
    // Unit vectors: no similarity exceeds 1/τ, so a constant shift keeps exp() in range.
    const shifted = sub(similarity, 1 / TEMPERATURE);
    const logTotal = log(add(sum(mul(exp(shifted), others), 1, true), 1e-20));
    return div(neg(sum(mul(target, sub(shifted, logTotal)))), count) as Scalar;
  });
}

function eyeOf(count: number): Tensor2D {
  return tidy(() => {
    const index = reshape(Array.from({ length: count }, (_, i) => i), [count, 1]);
    const apart = minimum(abs(sub(index, transpose(index))), scalar(1));
    return sub(1, apart) as Tensor2D;
  });
}

