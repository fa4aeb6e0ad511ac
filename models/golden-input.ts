/** Deterministic test pictures: the generator of docs/design.md, the same in `training/`. */

/** `count` bytes of the linear congruential generator of Numerical Recipes, from a seed. Returns the bytes and the state after them. */
export function lcgBytes(count: number, seed: number): { readonly bytes: Uint8Array; readonly state: number } {
  const bytes = new Uint8Array(count);
  let state = seed >>> 0;
  for (let i = 0; i < count; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return { bytes, state };
}

/** Golden views: global `[2,size,size,3]` and then fragments `[8,size,size,3]`. */
export function goldenViews(seed: number, size: number): { readonly global: Uint8Array; readonly fragments: Uint8Array; readonly size: number } {
  const global = lcgBytes(2 * size * size * 3, seed);
  const fragments = lcgBytes(8 * size * size * 3, global.state);
  return { global: global.bytes, fragments: fragments.bytes, size };
}
