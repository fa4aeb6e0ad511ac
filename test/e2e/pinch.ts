import type { Page } from 'playwright-core';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Two fingers beside each other around a place, that go from one distance to another, px. */
export async function pinch(page: Page, { x, y }: Place, fromPx: number, toPx: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const fingers = (apart: number): { x: number; y: number; id: number }[] => [{ x: x - apart / 2, y, id: 0 }, { x: x + apart / 2, y, id: 1 }];
  try {
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(fromPx) });
    const steps = 8;
    for (let i = 1; i <= steps; i += 1) await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(fromPx + ((toPx - fromPx) * i) / steps) });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  } finally {
    await devtools.detach();
  }
}
