import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLabelsStore } from '../../../src/finetune/labels-store.ts';
import type { LabelStorage } from '../../../src/finetune/label-storage.ts';
import type { LabelImport } from '../../../src/finetune/label-book.ts';
import type { RatingSession } from '../../../src/finetune/rating-session.ts';
import { messages } from '../../../src/messages.ts';

function memoryStorage(): LabelStorage & { full: boolean } {
  const sessions = new Map<string, RatingSession>();
  const imports = new Map<string, LabelImport>();
  const storage = {
    full: false,
    load: () => Promise.resolve({ sessions: [...sessions.values()], imports: [...imports.values()], unreadable: 0 }),
    keepSession: (session: RatingSession) => (storage.full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : Promise.resolve(void sessions.set(session.id, session))),
    keepImport: (labels: LabelImport) => (storage.full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : Promise.resolve(void imports.set(labels.id, labels))),
    remove: (ids: readonly string[]) => {
      for (const id of ids) {
        sessions.delete(id);
        imports.delete(id);
      }
      return Promise.resolve();
    },
  };
  return storage;
}

const settled = async (): Promise<void> => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};

describe('labels store', () => {
  afterEach(() => vi.useRealTimers());

  it('keeps every answer at once, so that another visit goes on where this one ended', async () => {
    const storage = memoryStorage();
    const first = createLabelsStore(storage);
    first.getState().startRating('Ada', ['a', 'b', 'c'], 20);
    first.getState().answer(0, 4);
    first.getState().answer(1, null);
    first.getState().undo();
    const second = createLabelsStore(storage);
    await second.getState().load();
    expect(second.getState().sessions).toEqual(first.getState().sessions);
    expect(second.getState().sessions[0]?.answers).toEqual([{ place: 0, step: 4 }]);
  });

  it('forgets a session that was left before its first answer', () => {
    const { getState } = createLabelsStore(memoryStorage());
    getState().startRating('Ada', ['a'], 20);
    getState().closeRating();
    expect(getState().sessions).toEqual([]);
  });

  it('says that storage is full, loses nothing, and stores everything as soon as there is room', async () => {
    vi.useFakeTimers();
    const storage = memoryStorage();
    const { getState } = createLabelsStore(storage);
    getState().startRating('Ada', ['a', 'b'], 20);
    await settled();
    storage.full = true;
    getState().answer(0, 5);
    getState().answer(1, 3);
    getState().openCsv('l.csv', 'file,mos\na,3', []);
    await settled();
    expect(getState()).toMatchObject({ problem: messages.labels.notKept(messages.storage.full), unkept: 2 });
    expect(getState().sessions[0]?.answers).toEqual([{ place: 0, step: 5 }, { place: 1, step: 3 }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(getState().unkept).toBe(2);
    storage.full = false;
    getState().openCsv('m.csv', 'file,mos\nb,3', []);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(getState()).toMatchObject({ problem: null, unkept: 0 });
    const kept = await storage.load();
    expect(kept.sessions[0]?.answers).toHaveLength(2);
    expect(kept.imports.map(({ name }) => name).sort()).toEqual(['l.csv', 'm.csv']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not go on about what was forgotten before there was room', async () => {
    const storage = memoryStorage();
    storage.full = true;
    const { getState } = createLabelsStore(storage);
    getState().openCsv('l.csv', 'file,mos\na,3', []);
    await settled();
    expect(getState().unkept).toBe(1);
    getState().remove(getState().imports.map(({ id }) => id));
    expect(getState()).toMatchObject({ problem: null, unkept: 0 });
  });

  it('asks for the scale of a CSV that is not on 1–5, and takes the same file once', () => {
    const { getState } = createLabelsStore(memoryStorage());
    getState().openCsv('l.csv', 'file,mos\na,50', []);
    expect(getState().pendingCsv?.guess).toEqual({ low: 0, high: 100 });
    expect(getState().imports).toEqual([]);
    getState().importPending({ low: 0, high: 100 }, []);
    expect(getState().imports[0]?.labels).toEqual([{ file: 'a', mos: 3, deviation: 0, count: 1 }]);
    getState().openCsv('l.csv', 'file,mos\na,3', []);
    expect(getState().imports).toHaveLength(1);
    getState().openCsv('x.csv', 'nothing', []);
    expect(getState().refused).toMatch(/columns file and mos/);
  });
});
