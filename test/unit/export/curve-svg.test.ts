import { expect, test } from 'vitest';
import { curveSvg } from '../../../src/export/curve-svg.ts';
import { chunk } from './sample-results.ts';

test('a stair that breaks where chunks were left out, and a box per interval', () => {
  const svg = curveSvg({ name: 'a.mp4', chunks: [chunk(0, 5), chunk(1, 3), chunk(3, 1)], durationS: 4 });
  // 1 lies at 360 and 5 at 52; four seconds from 96 to 1176.
  expect(svg).toContain('M96.0 52.0L366.0 52.0L366.0 206.0L636.0 206.0M906.0 360.0L1176.0 360.0');
  expect(svg.match(/<rect x=/g)).toHaveLength(3);
  expect(svg).toContain('>0:03.0</text>');
});

test('names stand for themselves', () => {
  const svg = curveSvg({ name: '<b>"&\'', chunks: [chunk(0, 3)], durationS: 1 });
  expect(svg).toContain('&lt;b&gt;&quot;&amp;&#39;');
  expect(svg).not.toContain('<b>');
});

test('two hours stay a small picture', () => {
  const chunks = Array.from({ length: 7200 }, (_, i) => chunk(i, 3 + Math.sin(i)));
  expect(curveSvg({ name: 'long', chunks, durationS: 7200 }).length).toBeLessThan(150_000);
});
