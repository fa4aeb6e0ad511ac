import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { addAxe, violations } from './axe.ts';
import { allDone, builtPage, pick, ready } from './open-page.ts';

const built = builtPage();
const SIZES = [['desktop', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]] as const;

for (const [size, viewport] of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${size}, ${colorScheme}: axe finds nothing on any screen`, async () => {
      const { page } = await built.open();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await addAxe(page);
      const found: Record<string, string[]> = {};
      const look = async (screen: string, within?: string): Promise<void> => {
        const problems = await violations(page, within);
        if (problems.length > 0) found[screen] = problems;
      };
      const closePanel = async (): Promise<void> => {
        await page.keyboard.press('Escape');
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
      };

      await look('invitation, getting ready');
      await ready(page);
      await look('invitation');

      await pick(page, 'h264.mp4', 'half-size.webm', 'text.mp4', '1080p.mp4');
      await look('scoring');
      await allDone(page, 4);
      await page.getByLabel(messages.overlay.fragments).check();
      await page.getByRole('button', { name: messages.player.zoomIn }).click();
      await page.getByRole('button', { name: messages.player.loop }).click();
      const thresholds = page.getByRole('group', { name: messages.curve.thresholds });
      await thresholds.getByRole('button', { name: messages.curve.addThreshold }).click();
      await page.getByText(messages.curve.distribution, { exact: true }).first().click();
      await page.getByText(messages.curve.asTable).click();
      await page.getByRole('button', { name: messages.curve.zoomIn }).click();
      await page.getByLabel(messages.files.group).check();
      await page.getByLabel(messages.files.filterText).fill('4');
      await look('studio with everything open');
      await page.getByLabel(messages.files.filterText).fill('');
      await page.getByRole('button', { name: messages.files.select('text.mp4') }).click();
      await page.locator('.score-panel__error').waitFor();
      await look('a file that failed');

      await page.getByRole('button', { name: messages.header.help }).click();
      await page.getByRole('button', { name: messages.tour.again }).click();
      for (const step of [messages.tour.next, messages.tour.next, messages.tour.next, messages.tour.done]) {
        await look(`tour, before ${step}`, '.tour');
        await page.getByRole('button', { name: step, exact: true }).click();
      }

      for (const name of [/Open the model card/, messages.header.settings, messages.header.help, messages.exports.open, messages.clip.turnOn, messages.projects.open]) {
        await page.getByRole('button', { name }).first().click();
        await page.locator('dialog[open]').waitFor();
        await look(String(name));
        await closePanel();
      }

      await page.getByRole('button', { name: messages.header.teach }).click();
      await page.locator('dialog[open]').waitFor();
      await page.locator('.csv-input').setInputFiles({ name: 'labels.csv', mimeType: 'text/csv', buffer: Buffer.from('file,mos\nh264.mp4,4\nhalf-size.webm,2\nnowhere.mp4,3\n') });
      await page.locator('.teach__summary').waitFor();
      await look('teach');
      await page.getByRole('button', { name: /^Rate \d+ clips?/ }).click();
      await page.locator('dialog.rating[open]').waitFor();
      await look('rating, before');
      await page.getByRole('button', { name: messages.rating.begin }).click();
      await page.locator('.rating__step').first().waitFor();
      await look('rating, a clip');
      await page.keyboard.press('Escape');
      await page.locator('dialog.rating[open]').waitFor({ state: 'detached' });
      if ((await page.locator('dialog[open]').count()) > 0) await closePanel();

      await page.getByRole('button', { name: messages.compare.open }).first().click();
      await page.locator('dialog[open]').waitFor();
      await page.locator('.compare').getByText(messages.curve.asTable).click();
      await page.locator('.compare .chunk-table tbody tr').first().waitFor();
      await look('compare');
      for (const mode of [messages.compare.split, messages.compare.flicker]) {
        await page.getByLabel(mode, { exact: true }).check({ force: true });
        await page.locator('.compare').getByRole('button', { name: messages.player.zoomIn }).click();
        await look(`compare, ${mode}`, '.compare__view');
      }
      await closePanel();

      // Off the page, the session is kept, and may be deleted.
      await page.getByRole('button', { name: messages.files.clear, exact: true }).click();
      await look('invitation with a session to go on with');
      await page.getByRole('button', { name: messages.projects.open }).click();
      await page.getByRole('button', { name: /^Delete Session/ }).click();
      await look('deleting a project', 'dialog[open]');
      expect(found).toEqual({});
      await page.context().close();
    });
  }
}

test('by keyboard alone: every control is reached in reading order, shows that it has the focus, and nothing traps it', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4', 'tiny.mp4');
  await allDone(page, 2);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const seen: string[] = [];
  const unmarked: string[] = [];
  for (let i = 0; i < 90; i += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const ring = (each: Element): boolean => getComputedStyle(each).outlineStyle !== 'none';
      const name = element.getAttribute('aria-label') ?? element.textContent.trim();
      const region = element.closest('header, main > *')?.className ?? element.tagName;
      // A segmented choice shows it on the label beside the radio button.
      const marked = ring(element) || (element.nextElementSibling !== null && ring(element.nextElementSibling));
      return { name, region: region.split(' ').at(-1) ?? '', marked };
    });
    if (at === null) break;
    seen.push(`${at.region}: ${at.name}`);
    if (!at.marked) unmarked.push(at.name);
  }
  expect(unmarked).toEqual([]);
  const regions = seen.map((each) => each.split(':')[0] ?? '').filter((region, i, all) => region !== all[i - 1]);
  expect(regions).toEqual(['header', 'player', 'score-panel', 'curve', 'affinities', 'files']);
  expect(seen.some((each) => each.endsWith(messages.curve.slider))).toBe(true);
  // One stop for the list of files, then its buttons.
  expect(seen.filter((each) => each.startsWith('files: Show '))).toHaveLength(1);
  await page.context().close();
});

test('what happens is said, and targets are large enough for a thumb', async () => {
  const { page } = await built.open();
  await page.setViewportSize({ width: 390, height: 844 });
  await ready(page);
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('[role="status"]')) {
        const text = region.textContent.trim();
        if (text !== '' && !said.includes(text)) said.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await pick(page, 'h264.mp4', 'text.mp4');
  await allDone(page, 2);
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said.join(' | '));
  expect(said).toMatch(/h264\.mp4: [1-5]\.\d, \w+/);
  expect(said).toContain('text.mp4: ');
  expect(said).toContain(messages.live.allDone(2));
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, summary, input:not([hidden]), [role="slider"]')]
      .filter((each) => each.getClientRects().length > 0 && !each.classList.contains('link'))
      .map((each) => ({ name: each.getAttribute('aria-label') ?? each.textContent, box: (each.closest('label') ?? each).getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`),
  );
  expect(small).toEqual([]);
  await page.context().close();
});

test('the figures of the charts are tables as well', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4');
  await page.locator('.verdict').waitFor();
  await page.getByText(messages.curve.asTable).click();
  await expect.poll(() => page.getByRole('table', { name: messages.curve.tableCaption }).getByRole('row').count()).toBe(4);
  await page.getByText(messages.curve.distribution, { exact: true }).first().click();
  await expect.poll(() => page.getByRole('table', { name: messages.curve.distribution }).getByRole('row').count()).toBeGreaterThan(1);
  await page.context().close();
});
