import { expect, test } from 'vitest';
import { COLOUR_MAP_NAMES, colourTable } from '../../../src/player/colour-maps.ts';

/** CIELAB lightness of sRGB bytes. */
function lightness(r: number, g: number, b: number): number {
  const linear = [r, g, b].map((byte) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
  const y = 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

test.each(COLOUR_MAP_NAMES)('%s gets lighter with every step, about evenly', (name) => {
  const table = colourTable(name);
  const steps = Array.from({ length: 16 }, (_, i) => [i * 16, Math.min(255, (i + 1) * 16)]).map(([from = 0, to = 0]) => {
    const at = (value: number): number => lightness(table[value * 3] ?? 0, table[value * 3 + 1] ?? 0, table[value * 3 + 2] ?? 0);
    return (at(to) - at(from)) / (to - from);
  });
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  for (const step of steps) {
    expect(step).toBeGreaterThan(mean * 0.5);
    expect(step).toBeLessThan(mean * 1.5);
  }
});
