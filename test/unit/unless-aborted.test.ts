import { describe, expect, test } from 'vitest';
import { unlessAborted } from '../../workers/unless-aborted.ts';

const never = (): Promise<never> => new Promise(() => undefined);

/** A signal that counts who listens to it. */
function counted(): { readonly controller: AbortController; readonly listeners: () => number } {
  const controller = new AbortController();
  let listeners = 0;
  const add = controller.signal.addEventListener.bind(controller.signal);
  controller.signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject, options?: AddEventListenerOptions) => {
    listeners += 1;
    options?.signal?.addEventListener('abort', () => (listeners -= 1));
    add(type, listener, options);
  };
  return { controller, listeners: () => listeners };
}

describe('a work that may be stopped', () => {
  test('ends as it ends, and leaves nothing behind at the signal', async () => {
    const { controller, listeners } = counted();
    await expect(unlessAborted(Promise.resolve(3), controller.signal)).resolves.toBe(3);
    await expect(unlessAborted(Promise.reject(new RangeError('x')), controller.signal)).rejects.toThrow(RangeError);
    expect(listeners()).toBe(0);
  });

  test('ends with the reason of the first signal, now or later', async () => {
    const { controller, listeners } = counted();
    const other = new AbortController();
    const waiting = unlessAborted(never(), other.signal, controller.signal);
    expect(listeners()).toBe(1);
    other.abort(new TypeError('gone'));
    await expect(waiting).rejects.toThrow(new TypeError('gone'));
    expect(listeners()).toBe(0);
    await expect(unlessAborted(never(), other.signal)).rejects.toThrow('gone');
    await expect(unlessAborted(never(), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
