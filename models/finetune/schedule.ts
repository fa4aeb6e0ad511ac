/**
 * Cosine annealing with warm restarts (Loshchilov & Hutter, SGDR, ICLR 2017): every cycle is `growth` times as long as the one before.
 * @returns the factor of the learning rate at a step, 1 at a restart, falling towards 0 before the next.
 */
export function cosineRestarts(step: number, firstCycle: number, growth = 2): number {
  let start = 0;
  let length = firstCycle;
  while (step >= start + length) {
    start += length;
    length = Math.round(length * growth);
  }
  return 0.5 * (1 + Math.cos((Math.PI * (step - start)) / length));
}
