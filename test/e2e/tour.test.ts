import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import { builtPage, drop, ready } from './open-page.ts';

const built = builtPage();
const { tour } = messages;

test.each([1440, 390])('the tour comes once with the sample clip, at %i px, and is not in the way of a drop', async (width) => {
  const { page } = await built.open();
  await page.setViewportSize({ width, height: 844 });
  await ready(page);
  await page.getByRole('button', { name: messages.empty.sample }).click();
  await page.getByText(tour.steps.score).waitFor();
  expect(await page.locator('html').getAttribute('data-tour')).toBe('score');
  await page.getByRole('button', { name: tour.next }).click();
  await page.getByText(tour.steps.curve).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await drop(page, [mediaPath('tiny.mp4')]);
  await page.getByRole('button', { name: messages.files.select('tiny.mp4') }).waitFor();
  await page.getByRole('button', { name: tour.skip }).click();
  expect(await page.locator('.tour').count()).toBe(0);
  expect(await page.locator('html').getAttribute('data-tour')).toBeNull();

  // Not a second time by itself, but when it is asked for.
  await page.reload();
  await ready(page);
  await page.getByRole('button', { name: messages.empty.sample }).click();
  await page.locator('.player').waitFor();
  expect(await page.locator('.tour').count()).toBe(0);
  await page.getByRole('button', { name: messages.header.help, exact: true }).click();
  await page.getByRole('button', { name: tour.again }).click();
  for (const name of [tour.next, tour.next, tour.next, tour.done]) await page.getByRole('button', { name, exact: true }).click();
  expect(await page.locator('.tour').count()).toBe(0);
  await page.context().close();
});
