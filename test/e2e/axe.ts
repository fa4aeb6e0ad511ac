import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** All that axe knows of WCAG 2.2 A and AA, and its own advice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Puts axe into the page as it is, under the page's own policy; to be done again after each load. */
export async function addAxe(page: Page): Promise<void> {
  await page.evaluate(await readFile(AXE, 'utf8'));
}

/**
 * What axe finds on the page as it is now: the rule and the elements of each violation.
 * @param within a selector of the part to look at; the whole page where it is left out.
 */
export async function violations(page: Page, within?: string): Promise<string[]> {
  const results = await page.evaluate(
    async ([tags, part]) => {
      const { axe } = window as unknown as { axe: { run(context: unknown, options: unknown): Promise<AxeResults> } };
      return axe.run(part ?? document, { runOnly: { type: 'tag', values: tags } });
    },
    [TAGS, within] as const,
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary?.split('\n')[1]?.trim() ?? ''})`));
}
