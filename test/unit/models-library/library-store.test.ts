import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLibraryStore } from '../../../src/models-library/library-store.ts';
import type { KeptModel } from '../../../src/models-library/model-records.ts';
import type { ModelStorage } from '../../../src/models-library/model-storage.ts';
import { messages } from '../../../src/messages.ts';
import type { ScoringClient } from '../../../src/scoring/scoring-client.ts';
import { createQueueStore } from '../../../src/store/queue-store.ts';
import { DEFAULT_SETTINGS } from '../../../workers/scoring-types.ts';
import type { EngineInfo } from '../../../workers/scoring-types.ts';
import { sampleModel } from './sample-model.ts';

const DAMAGED = 'The weights are damaged.';

function engine(name: string): EngineInfo {
  return {
    backend: 'wasm',
    reason: '', trunk: 'f0',
    model: { name, version: '1', architecture: 'fovea-2', sha256: '', parent: null, clip: null, dimensions: [], parameters: 0, bytes: 0, intervalLevel: 0.9, provenance: {}, metrics: [] },
  };
}

function client(): ScoringClient {
  return {
    prepare: () => Promise.resolve(engine('fovea')),
    useModel: (bytes) => (bytes !== null && new Uint8Array(bytes)[0] === 0 ? Promise.reject(new Error(DAMAGED)) : Promise.resolve(engine(bytes === null ? 'fovea' : 'mine'))),
    score: () => Promise.reject(new Error('not here')),
    cancel: () => undefined,
    counts: () => Promise.reject(new Error('not here')),
    modelBytes: () => Promise.reject(new Error('not here')),
    dispose: () => undefined,
  };
}

function setUp() {
  const models = new Map<string, KeptModel>();
  const files = new Map<string, ArrayBuffer>();
  const storage: ModelStorage & { full: boolean } = {
    full: false,
    load: () => Promise.resolve({ models: [...models.values()], unreadable: 0 }),
    add: (model, file) => {
      if (storage.full) return Promise.reject(new DOMException('', 'QuotaExceededError'));
      models.set(model.id, model);
      files.set(model.id, file);
      return Promise.resolve();
    },
    update: (model) => (storage.full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : Promise.resolve(void models.set(model.id, model))),
    file: (id) => Promise.resolve(files.get(id) ?? null),
    remove: (id) => {
      models.delete(id);
      files.delete(id);
      return Promise.resolve();
    },
  };
  const queue = createQueueStore(client(), DEFAULT_SETTINGS);
  const library = createLibraryStore({ storage, queue, modelUrl: 'shipped', startClient: client });
  return { storage, queue, library };
}

const trained = () => ({ name: 'My taste', file: new Uint8Array([1, 2, 3]).buffer, report: sampleModel().report ?? fail(), parentId: null, parentLabel: 'fovea 0.1.0', clip: null });

function fail(): never {
  throw new Error('The sample has a report.');
}

describe('models library', () => {
  afterEach(() => vi.useRealTimers());

  beforeEach(() => {
    const saved = new Map<string, string>();
    vi.stubGlobal('localStorage', { getItem: (key: string) => saved.get(key) ?? null, setItem: (key: string, value: string) => void saved.set(key, value) });
  });

  it('stores a trained model before anybody decides, and the decision later', async () => {
    const { storage, library } = setUp();
    const id = await library.getState().addTrained(trained());
    expect((await storage.load()).models.map(({ kept }) => kept)).toEqual([false]);
    library.getState().keep(id);
    await Promise.resolve();
    expect((await storage.load()).models.map(({ kept }) => kept)).toEqual([true]);
    expect(library.getState().inUse).toBeNull();
  });

  it('says that storage is full and still has the model', async () => {
    const { storage, library } = setUp();
    storage.full = true;
    const id = await library.getState().addTrained(trained());
    expect(library.getState().problem).toBe(messages.library.notKept(messages.storage.full));
    expect(new Uint8Array(await library.getState().fileOf(id))).toEqual(new Uint8Array([1, 2, 3]));
    await library.getState().use(id);
    expect(library.getState().inUse).toBe(id);
  });

  it('stores a model, and what was decided of it, as soon as there is room', async () => {
    vi.useFakeTimers();
    const { storage, library } = setUp();
    storage.full = true;
    const id = await library.getState().addTrained(trained());
    library.getState().keep(id);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(library.getState().unkept).toBe(1);
    storage.full = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(library.getState()).toMatchObject({ unkept: 0, problem: null });
    expect((await storage.load()).models.map(({ kept }) => kept)).toEqual([true]);
    expect(new Uint8Array((await storage.file(id)) ?? new ArrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('refuses a damaged file with its sentence and keeps the model in use', async () => {
    const { queue, library } = setUp();
    await library.getState().importModel(new File([new Uint8Array([0])], 'bad.fovea'));
    expect(queue.getState().modelError).toBe(DAMAGED);
    expect(library.getState().models).toEqual([]);
    expect(library.getState().inUse).toBeNull();
  });

  it('takes a good file, once, and puts it in place; another visit finds it in use', async () => {
    const { storage, queue, library } = setUp();
    const file = new File([new Uint8Array([7])], 'good.fovea');
    await library.getState().importModel(file);
    await library.getState().use(null);
    await library.getState().importModel(file);
    const [model] = library.getState().models;
    expect(library.getState().models).toHaveLength(1);
    expect(library.getState().inUse).toBe(model?.id);
    expect(model).toMatchObject({ name: 'mine', label: 'mine 1', origin: 'imported', kept: true });
    const later = createLibraryStore({ storage, queue, modelUrl: 'shipped', startClient: client });
    await later.getState().load();
    expect(later.getState().inUse).toBe(model?.id);
  });

  it('goes back to the shipped model when the one in use is deleted', async () => {
    const { storage, library } = setUp();
    const id = await library.getState().addTrained(trained());
    await library.getState().use(id);
    await library.getState().remove(id);
    expect(library.getState()).toMatchObject({ inUse: null, models: [] });
    expect((await storage.load()).models).toEqual([]);
  });

  it('says when the file of a model is gone', async () => {
    const { storage, queue, library } = setUp();
    const id = await library.getState().addTrained(trained());
    await storage.remove(id);
    await library.getState().use(id);
    expect(queue.getState().modelError).toBe(messages.library.gone);
    expect(library.getState().inUse).toBeNull();
  });
});
