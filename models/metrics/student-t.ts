/** Beyond this many degrees of freedom the distribution is the normal one but for half a percent of its quantiles. */
const NEARLY_NORMAL = 200;

/** P(|T| ≤ t) of Student's t with a whole number of degrees of freedom (Abramowitz & Stegun, 26.7.3 and 26.7.4). */
export function studentWithin(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const square = Math.cos(angle) ** 2;
  const odd = degrees % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let k = odd ? 3 : 2; k <= degrees; k += 2) {
    sum += term;
    term *= (square * (k - 1)) / k;
  }
  const shares = Math.sin(angle) * sum;
  return odd ? (2 / Math.PI) * (angle + shares) : shares;
}

/**
 * The t with P(|T| ≤ t) = level.
 * @param level 0–1, both excluded.
 * @param degrees of freedom, a whole number; below 1 nothing is known, and the answer is Infinity.
 */
export function studentQuantile(level: number, degrees: number): number {
  if (degrees < 1) return Infinity;
  const used = Math.min(degrees, NEARLY_NORMAL);
  let low = 0;
  let high = 1;
  while (studentWithin(high, used) < level) high *= 2;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, used) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
