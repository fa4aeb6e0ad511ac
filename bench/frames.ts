import type { Page } from 'playwright-core';

/** Starts to note when the page is drawn. @returns what ends it with the milliseconds between one frame and the next. */
export async function watchFrames(page: Page): Promise<() => Promise<number[]>> {
  const times = await page.evaluateHandle(() => {
    const drawn: number[] = [];
    const note = (time: number): void => {
      drawn.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    return drawn;
  });
  return async () => {
    const drawn = await times.jsonValue();
    return drawn.slice(1).map((time, i) => time - (drawn[i] ?? time));
  };
}
