import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DecoderStall, STALL_MS, withWatchdog } from '../../../workers/media/decoder-watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A frame that comes when it is told to. */
function frame(): { readonly comes: Promise<string>; readonly arrive: () => void } {
  let arrive = (): void => undefined;
  const comes = new Promise<string>((resolve) => {
    arrive = () => resolve('frame');
  });
  return { comes, arrive };
}

describe('the watchdog of a decoder', () => {
  test('wakes when the machine ran all the time and nothing came', async () => {
    const outcome = expect(withWatchdog(frame().comes, STALL_MS)).rejects.toBeInstanceOf(DecoderStall);
    await vi.advanceTimersByTimeAsync(STALL_MS);
    await outcome;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('sleeps through the sleep of the machine, whose clock jumps by hours', async () => {
    const { comes, arrive } = frame();
    const waiting = withWatchdog(comes, STALL_MS);
    for (let night = 1; night <= 3; night += 1) {
      await vi.advanceTimersByTimeAsync(STALL_MS / 4);
      vi.setSystemTime(Date.now() + 8 * 60 * 60 * 1000);
    }
    arrive();
    await expect(waiting).resolves.toBe('frame');
    expect(vi.getTimerCount()).toBe(0);
  });
});
