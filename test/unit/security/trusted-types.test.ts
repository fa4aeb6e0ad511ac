import { expect, test } from 'vitest';
import { isOwnScript } from '../../../src/security/trusted-types.ts';

const HOMES = ['http://127.0.0.1:4173/fovea/?driver=1', 'http://127.0.0.1:4173/fovea/assets/index-a1.js'] as const;

test.each([
  ['http://127.0.0.1:4173/fovea/assets/scoring-worker-a1.js', true],
  ['./sw.js', true],
  ['http://127.0.0.1:4173/other/worker.js', false],
  ['http://127.0.0.1:4174/fovea/assets/worker.js', false],
  ['https://example.com/fovea/assets/worker.js', false],
  ['http://127.0.0.1:4173/fovea/assets/worker.js?then=x', false],
  ['http://127.0.0.1:4173/fovea/sample.mp4', false],
  ['../worker.js', false],
  ['//example.com/worker.js', false],
  ['blob:http://127.0.0.1:4173/fovea/a.js', false],
  ['data:text/javascript,1//.js', false],
  ['javascript:alert(1)//.js', false],
  ['http://[', false],
])('%s: %s', (url, own) => {
  expect(isOwnScript(url, HOMES)).toBe(own);
});
