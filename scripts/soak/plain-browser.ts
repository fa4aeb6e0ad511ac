import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { chromiumPath } from '../chromium.ts';

/**
 * A Chromium spoken to by its own protocol alone. Playwright has every page believe that it is in front and in focus; here a tab with another one before
 * it is hidden, and its timers are throttled, as in a user's browser.
 */
export interface PlainBrowser {
  /** Opens a tab in front. @returns its session. */
  openTab(url: string): Promise<string>;
  send(method: string, params?: object, session?: string): Promise<unknown>;
  /** The value of an expression on a page, promises awaited. @throws Error of what it throws. */
  evaluate(session: string, expression: string): Promise<unknown>;
  close(): Promise<void>;
}

const messageSchema = z.object({ id: z.number().optional(), result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });
const createdSchema = z.object({ targetId: z.string() });
const attachedSchema = z.object({ sessionId: z.string() });
const evaluatedSchema = z.object({ result: z.object({ value: z.unknown().optional() }), exceptionDetails: z.unknown().optional() });

/** Starts it, headless, with a profile of its own. */
export async function startPlainBrowser(args: readonly string[]): Promise<PlainBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'fovea-profile-'));
  const child = spawn(chromiumPath(), [...args, '--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--window-size=1440,900', 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const [, , , into, outOf] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>();
  let count = 0;
  let rest = '';
  outOf.setEncoding('utf8').on('data', (text: string) => {
    // Messages end with a zero byte.
    const parts = (rest + text).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const { id, result, error } = messageSchema.parse(JSON.parse(part));
      const call = id === undefined ? undefined : waiting.get(id);
      if (id === undefined || call === undefined) continue;
      waiting.delete(id);
      if (error === undefined) call.resolve(result);
      else call.reject(new Error(error.message));
    }
  });

  const send: PlainBrowser['send'] = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      into.write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
    });
  return {
    send,
    async openTab(url) {
      const { targetId } = createdSchema.parse(await send('Target.createTarget', { url: 'about:blank' }));
      await send('Target.activateTarget', { targetId });
      const { sessionId } = attachedSchema.parse(await send('Target.attachToTarget', { targetId, flatten: true }));
      await send('Page.navigate', { url }, sessionId);
      return sessionId;
    },
    async evaluate(session, expression) {
      const { result, exceptionDetails } = evaluatedSchema.parse(await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, session));
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
    async close() {
      await send('Browser.close').catch(() => undefined);
      await ended;
      await rm(profile, { recursive: true, force: true });
    },
  };
}
