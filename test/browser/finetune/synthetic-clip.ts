import { seededRandom } from '../../../models/metrics/random.ts';
import type { ModelViews } from '../../../models/quality-model.ts';

/** Made-up views of one chunk: a drifting pattern of waves and edges, blurred and made noisy as asked. */

const SIZE = 224;

/** @param blur 0–1, how much of the fine detail is gone. @param noise 0–1, strength of fresh grain in every frame. */
export function syntheticClip(content: number, blur: number, noise: number): ModelViews {
  const random = seededRandom(content + 100);
  const waves = Array.from({ length: 6 }, (_, k) => ({
    fx: (random() - 0.5) * 2 ** (k * 0.8), fy: (random() - 0.5) * 2 ** (k * 0.8), phase: random() * 6.28, colour: [random(), random(), random()],
    // Blur takes the fast waves first.
    strength: Math.exp(-blur * k * 0.7),
  }));
  const speed = 0.5 + random();
  const grain = seededRandom(content + 1000);
  const frames = (count: number): Uint8Array => {
    const out = new Uint8Array(count * SIZE * SIZE * 3);
    let at = 0;
    for (let t = 0; t < count; t += 1) {
      // sin(a + b) from tables of both sides: a sine a pixel would cost half a second a clip.
      const tables = waves.map(({ fx, fy, phase, colour, strength }) => ({
        across: Array.from({ length: SIZE }, (_, x) => 0.1 * fx * (x + speed * t) + phase).map((a) => [Math.sin(a), Math.cos(a)] as const),
        down: Array.from({ length: SIZE }, (_, y) => 0.1 * fy * y).map((a) => [Math.cos(a) * 26 * strength, Math.sin(a) * 26 * strength] as const),
        colour: colour.map((value) => value * 1.5),
      }));
      for (let y = 0; y < SIZE; y += 1) {
        for (let x = 0; x < SIZE; x += 1) {
          let [r, g, b] = [128, 128, 128];
          for (const { across, down, colour } of tables) {
            const [sx, cx] = across[x] ?? [0, 0];
            const [cy, sy] = down[y] ?? [0, 0];
            const value = sx * cy + cx * sy;
            r += value * (colour[0] ?? 0);
            g += value * (colour[1] ?? 0);
            b += value * (colour[2] ?? 0);
          }
          const speck = noise > 0 ? (grain() + grain() + grain() - 1.5) * 70 * noise : 0;
          out[at] = Math.min(255, Math.max(0, r + speck));
          out[at + 1] = Math.min(255, Math.max(0, g + speck));
          out[at + 2] = Math.min(255, Math.max(0, b + speck));
          at += 3;
        }
      }
    }
    return out;
  };
  return { global: frames(2), fragments: frames(8) };
}
