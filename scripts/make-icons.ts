import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';

/** Draws the icons of the installed page, `public/icons`, from `public/icon.svg`. */

const SOURCE = fileURLToPath(new URL('../public/icon.svg', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../public/icons/', import.meta.url));

/** A maskable icon may be cut to a circle of 80%: its drawing is smaller, on a ground that reaches the edges. */
const ICONS = [
  { name: 'icon-192.png', size: 192, maskable: false },
  { name: 'icon-512.png', size: 512, maskable: false },
  { name: 'maskable-512.png', size: 512, maskable: true },
  { name: 'apple-touch-icon.png', size: 180, maskable: true },
] as const;

const svg = await readFile(SOURCE, 'utf8');
const ground = /<rect[^>]*fill="([^"]+)"/.exec(svg)?.[1];
if (ground === undefined) throw new Error('icon.svg has no ground.');
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });
try {
  await mkdir(OUTPUT, { recursive: true });
  const page = await browser.newPage();
  for (const { name, size, maskable } of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    const inset = maskable ? size * 0.1 : 0;
    await page.setContent(`<body style="margin:0;background:${maskable ? ground : 'transparent'}"><div style="width:${size - 2 * inset}px;height:${size - 2 * inset}px;margin:${inset}px">${svg}</div>`);
    await page.screenshot({ path: `${OUTPUT}${name}`, omitBackground: true });
  }
} finally {
  await browser.close();
}
