import type { Page } from 'playwright-core';

/** As text: the compiler of the bench gives functions names with a helper that the page does not have. */
const NOTE_FRAMES = `(() => {
  const drawn = [];
  const note = (time) => {
    drawn.push(time);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  return drawn;
})()`;

/** Starts to note when the page is drawn. @returns what ends it with the milliseconds between one frame and the next. */
export async function watchFrames(page: Page): Promise<() => Promise<number[]>> {
  const times = await page.evaluateHandle<number[]>(NOTE_FRAMES);
  return async () => {
    const drawn = await times.jsonValue();
    return drawn.slice(1).map((time, i) => time - (drawn[i] ?? time));
  };
}
