/**
 * An orthonormal basis of the span of some vectors: modified Gram–Schmidt, twice for accuracy. Vectors that add nothing are left out.
 *
 * Every gradient of the first layer is a combination of the training features, so descent never leaves their span: training
 * inside it loses nothing and costs a hundredth of training all 4460 rows.
 * @returns the basis vectors, `[rank]` arrays of the vectors' length.
 */
export function spanOf(vectors: readonly Float32Array[], tolerance = 1e-3): Float32Array[] {
  const basis: Float32Array[] = [];
  for (const vector of vectors) {
    const rest = Float64Array.from(vector);
    const before = Math.sqrt(dot(rest, rest));
    for (let pass = 0; pass < 2; pass += 1) {
      for (const axis of basis) {
        const along = dot(rest, axis);
        for (let i = 0; i < rest.length; i += 1) rest[i] = (rest[i] ?? 0) - along * (axis[i] ?? 0);
      }
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > tolerance * Math.max(before, 1e-12)) basis.push(Float32Array.from(rest, (value) => value / length));
  }
  return basis;
}

function dot(a: Float64Array, b: Float64Array | Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
