/**
 * The four-parameter logistic of ITU-T P.1401 that predictions go through before PLCC and RMSE:
 * f(x) = β2 + (β1 − β2) / (1 + exp(−(x − β3)/|β4|)), fitted by Levenberg–Marquardt from β = [max y, min y, mean x, 0.5].
 */
export type LogisticParameters = readonly [number, number, number, number];

export function logistic(x: number, [b1, b2, b3, b4]: LogisticParameters): number {
  return b2 + (b1 - b2) / (1 + Math.exp(-(x - b3) / Math.abs(b4)));
}

const STEPS = 200;

function squaredError(x: readonly number[], y: readonly number[], beta: LogisticParameters): number {
  return x.reduce((sum, value, i) => sum + (logistic(value, beta) - (y[i] ?? 0)) ** 2, 0);
}

/** Solves a 4×4 system by Gaussian elimination with pivoting; null where it is singular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    const chosen = rows[pivot];
    const swapped = rows[column];
    if (chosen === undefined || swapped === undefined || Math.abs(chosen[column] ?? 0) < 1e-14) return null;
    rows[pivot] = swapped;
    rows[column] = chosen;
    for (let row = 0; row < size; row += 1) {
      const target = rows[row];
      if (row === column || target === undefined) continue;
      const factor = (target[column] ?? 0) / (chosen[column] ?? 1);
      for (let k = column; k <= size; k += 1) target[k] = (target[k] ?? 0) - factor * (chosen[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}

/** Least-squares fit. With fewer than four items, or no variation, the start is returned. */
export function fitLogistic(x: readonly number[], y: readonly number[]): LogisticParameters {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  let beta: LogisticParameters = [Math.max(...y), Math.min(...y), meanX, 0.5];
  if (x.length < 4) return beta;
  let error = squaredError(x, y, beta);
  let damping = 1e-3;
  for (let step = 0; step < STEPS; step += 1) {
    const normal = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    const gradient = [0, 0, 0, 0];
    x.forEach((value, i) => {
      const [b1, b2, b3, b4] = beta;
      const width = Math.abs(b4);
      const share = 1 / (1 + Math.exp(-(value - b3) / width));
      const slope = (b1 - b2) * share * (1 - share);
      const row = [share, 1 - share, -slope / width, (-slope * (value - b3) * Math.sign(b4)) / (width * width)];
      const residual = (y[i] ?? 0) - logistic(value, beta);
      row.forEach((a, j) => {
        gradient[j] = (gradient[j] ?? 0) + a * residual;
        row.forEach((b, k) => {
          const target = normal[j];
          if (target !== undefined) target[k] = (target[k] ?? 0) + a * b;
        });
      });
    });
    const damped = normal.map((row, j) => row.map((value, k) => (j === k ? value * (1 + damping) + 1e-12 : value)));
    const change = solve(damped, gradient);
    if (change === null) return beta;
    const next: LogisticParameters = [beta[0] + (change[0] ?? 0), beta[1] + (change[1] ?? 0), beta[2] + (change[2] ?? 0), beta[3] + (change[3] ?? 0)];
    const nextError = squaredError(x, y, next);
    if (Number.isFinite(nextError) && nextError < error) {
      const small = error - nextError < 1e-10 * (1 + error);
      beta = next;
      error = nextError;
      damping /= 4;
      if (small) return beta;
    } else {
      damping *= 4;
      if (damping > 1e10) return beta;
    }
  }
  return beta;
}
