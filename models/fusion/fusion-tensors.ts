import { EMBEDDING_LENGTH } from '../architecture.ts';

/** Widths between the fusion's input and its one output. */
export const FUSION_HIDDEN = [64, 32] as const;

/** Names and shapes of the tensors that a fused model has beside its parent's. @param width of CLIP's features. @param pairs how many prompt pairs. */
export function fusionShapes(width: number, pairs: number): readonly (readonly [name: string, shape: readonly number[]])[] {
  return [
    ...layerShapes(width + pairs),
    ['fusion/centre', [width]],
    ...(pairs === 0 ? [] : ([['fusion/positive', [pairs, width]], ['fusion/negative', [pairs, width]]] as const)),
  ];
}

/** Kernel and bias of the three layers. @param clipWidth length of what comes from CLIP for a chunk. */
export function layerShapes(clipWidth: number): readonly (readonly [name: string, shape: readonly number[]])[] {
  const [first, second] = FUSION_HIDDEN;
  return [
    ['fusion/dense1/kernel', [EMBEDDING_LENGTH + clipWidth, first]],
    ['fusion/dense1/bias', [first]],
    ['fusion/dense2/kernel', [first, second]],
    ['fusion/dense2/bias', [second]],
    ['fusion/dense3/kernel', [second, 1]],
    ['fusion/dense3/bias', [1]],
  ];
}
