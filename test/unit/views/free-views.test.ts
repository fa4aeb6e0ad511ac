import { expect, it } from 'vitest';
import { freeViews } from '../../../workers/views/free-views.ts';

it('leaves a chunk without the memory of its views', () => {
  const views = { index: 0, startS: 0, endS: 1, frameTimesS: [], still: false, global: new Uint8Array(12), fragments: new Uint8Array(24) };
  freeViews(views);
  expect([views.global.length, views.fragments.length, views.global.buffer.byteLength, views.fragments.buffer.byteLength]).toEqual([0, 0, 0, 0]);
});
