import { get } from 'node:http';
import { mkdtemp, copyFile, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../cli/serve.ts';
import type { PageServer } from '../../cli/serve.ts';
import { messages } from '../../src/messages.ts';
import { headerPolicy } from '../../src/security/content-policy.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import { allDone, builtPage, drop, pick, ready, row } from './open-page.ts';

const built = builtPage();

/** Opens the page and collects everything that its policy refuses, in workers too (Chromium reports those on the console). */
async function watched(search = ''): Promise<{ page: Page; origin: string; requests: readonly string[]; refused: () => Promise<string[]> }> {
  const opened = await built.open();
  const { page } = opened;
  const reported: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|Trusted Type/i.test(message.text())) reported.push(message.text());
  });
  await page.addInitScript(() => {
    const refusals: string[] = [];
    Object.assign(window, { refusals });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
      refusals.push(`${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber}`);
    });
  });
  await page.goto(`${opened.origin}/${search}`);
  return { ...opened, refused: async () => [...reported, ...(await page.evaluate(() => (window as unknown as { refusals: string[] }).refusals))] };
}

test('nothing is refused and nothing is asked of other hosts while files of all kinds are scored and a model is trained', async () => {
  const { page, origin, requests, refused } = await watched();
  await ready(page);
  await pick(page, 'tiny.mp4', 'portrait.mp4', 'alpha.webm', 'still.png', 'hdr-pq.webm', 'text.mp4');
  await allDone(page, 6);
  for (const name of ['tiny.mp4', 'alpha.webm', 'still.png', 'hdr-pq.webm']) {
    expect(await row(page, name).locator('.files__status').textContent()).toBe(messages.files.ok);
  }
  await page.getByRole('button', { name: new RegExp(`^${messages.header.teach}`) }).click();
  const teach = page.getByRole('dialog', { name: messages.teach.heading });
  await page.locator('.csv-input').setInputFiles({ name: 'l.csv', mimeType: 'text/csv', buffer: Buffer.from('file,mos\ntiny.mp4,1\nportrait.mp4,4\nstill.png,2') });
  await teach.getByRole('button', { name: messages.training.start(3) }).click();
  await teach.getByText(messages.report.verdicts.unknown).waitFor({ timeout: 120_000 });
  expect(await refused()).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith(`blob:${origin}`) && !url.startsWith('data:'))).toEqual([]);
  await page.context().close();
});

test('inline scripts, eval, foreign hosts and foreign workers are refused', async () => {
  const { page, refused } = await watched();
  const outcome = await page.evaluate(async () => {
    const attempt = async (work: () => unknown): Promise<string> => {
      // In a task of the page's own: what the debugger runs is exempt from the policy.
      await new Promise((resolve) => void setTimeout(resolve));
      try {
        await work();
        return 'went through';
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    };
    // Read from a property, so that the test's own script holds no eval that a compiler could object to.
    const run = (globalThis as unknown as Record<string, (code: string) => unknown>)['eval'];
    return {
      evaluated: await attempt(() => run?.('1 + 1')),
      inline: await attempt(() => {
        const script = document.createElement('script');
        script.append('window.injected = true');
        document.head.append(script);
        if (!('injected' in window)) throw new Error('did not run');
      }),
      markup: await attempt(() => {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.injected = true">');
      }),
      foreignWorker: await attempt(() => new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))),
      foreignFetch: await attempt(() => fetch('https://example.com/')),
      foreignImage: await attempt(
        () =>
          new Promise((resolve, reject) => {
            const image = new Image();
            image.onload = resolve;
            image.onerror = () => reject(new Error('did not load'));
            image.src = 'https://example.com/x.png';
          }),
      ),
    };
  });
  expect(outcome).toEqual({
    evaluated: 'EvalError', inline: 'Error', markup: 'TypeError', foreignWorker: 'TypeError', foreignFetch: 'TypeError', foreignImage: 'Error',
  });
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  expect((await refused()).length).toBeGreaterThan(0);
  await page.context().close();
});

test('a file name is text, whatever it holds', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'fovea-'));
  const name = '<img src=x onerror="window.injected=1"> & <b>bold.mp4';
  await copyFile(mediaPath('tiny.mp4'), join(scratch, name));
  const { page, refused } = await watched();
  await drop(page, [join(scratch, name)]);
  await page.locator('.verdict').waitFor();
  expect(await page.locator('.files__pick').first().textContent()).toContain(name);
  expect(await page.locator('.files b, .files img, .score b').count()).toBe(0);
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  expect(await refused()).toEqual([]);
  await page.context().close();
  await rm(scratch, { recursive: true });
});

let server: PageServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

/** Asks without the tidying of `fetch`: the path goes out as it is. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number | undefined; headers: Record<string, unknown>; text: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path, headers, method }, (response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    }).on('error', reject);
  });
}

test('the server gives the build to this machine and nothing else to anybody', async () => {
  expect(new URL(server.url).hostname).toBe('127.0.0.1');
  const page = await ask('/');
  expect(page.status).toBe(200);
  expect(page.headers).toMatchObject({ 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp', 'x-content-type-options': 'nosniff' });
  expect(page.headers['content-security-policy']).toBe(headerPolicy('index.html'));
  // The machine's other addresses are closed.
  const others = Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'));
  for (const { address } of others) await expect(fetch(server.url.replace('127.0.0.1', address))).rejects.toThrow(TypeError);
  for (const path of ['/../package.json', '/..%2fpackage.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/../../package.json', '//etc/passwd', '/assets', '/..\\package.json', '/%00']) {
    const answer = await ask(path);
    expect([path, answer.status]).toEqual([path, expect.toSatisfy((status) => status === 400 || status === 404)]);
    expect(answer.text).not.toContain('"name"');
  }
  expect((await ask('/%zz')).status).toBe(400);
  expect((await ask('/', {}, 'POST')).status).toBe(405);
  for (const host of ['evil.example', 'evil.example:4173', 'localhost.evil.example', '127.0.0.1.evil.example:80']) expect([host, (await ask('/', { Host: host })).status]).toEqual([host, 403]);
  for (const host of ['localhost:8080', '127.0.0.1']) expect((await ask('/', { Host: host })).status).toBe(200);
});
