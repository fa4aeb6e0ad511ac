import { expect, test } from 'vitest';
import { pannedWindow, windowShowing, within, zoomedWindow } from '../../../src/curve/time-window.ts';

test('zooming keeps the moment in its place and ends at two seconds', () => {
  expect(zoomedWindow(null, 100, 0.5, 20)).toEqual({ fromS: 10, toS: 60 });
  expect(zoomedWindow({ fromS: 10, toS: 60 }, 100, 0.5, 60)).toEqual({ fromS: 35, toS: 60 });
  expect(zoomedWindow({ fromS: 10, toS: 13 }, 100, 0.1, 10)).toEqual({ fromS: 10, toS: 12 });
  // The moment lies outside: its nearer end stays.
  expect(zoomedWindow({ fromS: 10, toS: 20 }, 100, 0.5, 90)).toEqual({ fromS: 15, toS: 20 });
});

test('zooming out ends at the whole video and never leaves it', () => {
  expect(zoomedWindow({ fromS: 10, toS: 60 }, 100, 2, 20)).toBeNull();
  expect(zoomedWindow({ fromS: 0, toS: 10 }, 100, 2, 10)).toEqual({ fromS: 0, toS: 20 });
  expect(zoomedWindow(null, 1.5, 0.5, 1)).toBeNull();
  expect(zoomedWindow({ fromS: 0, toS: 10 }, 100, Infinity, 10)).toBeNull();
});

test('the window follows a moment that leaves it', () => {
  expect(windowShowing({ fromS: 10, toS: 20 }, 100, 15)).toEqual({ fromS: 10, toS: 20 });
  expect(windowShowing({ fromS: 10, toS: 20 }, 100, 50)).toEqual({ fromS: 41, toS: 51 });
  expect(windowShowing({ fromS: 50, toS: 60 }, 100, 0)).toEqual({ fromS: 0, toS: 10 });
  expect(windowShowing(null, 100, 50)).toBeNull();
});

test('what touches a window', () => {
  const parts = [0, 1, 2, 3].map((startS) => ({ startS, endS: startS + 1 }));
  expect(within(parts, null)).toBe(parts);
  expect(within(parts, { fromS: 1.5, toS: 2.5 }).map(({ startS }) => startS)).toEqual([1, 2]);
});

test('panning moves by a share of what is shown and stops at the ends', () => {
  expect(pannedWindow({ fromS: 10, toS: 20 }, 100, 0.5)).toEqual({ fromS: 15, toS: 25 });
  expect(pannedWindow({ fromS: 10, toS: 20 }, 100, -5)).toEqual({ fromS: 0, toS: 10 });
  expect(pannedWindow({ fromS: 10, toS: 20 }, 100, 50)).toEqual({ fromS: 90, toS: 100 });
  expect(pannedWindow(null, 100, 1)).toBeNull();
});
