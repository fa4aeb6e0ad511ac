import { beforeEach, expect, test } from 'vitest';
import { splitChunk } from '../../../src/maps/split-chunk.ts';
import { messages } from '../../../src/messages.ts';
import { WorkerStopped } from '../../../src/scoring/scoring-client.ts';
import type { ScoringClient } from '../../../src/scoring/scoring-client.ts';
import { exportRows, isFinished } from '../../../src/store/entry.ts';
import type { Entry } from '../../../src/store/entry.ts';
import { createQueueStore } from '../../../src/store/queue-store.ts';
import type { QueueStore } from '../../../src/store/queue-store.ts';
import { DEFAULT_SETTINGS } from '../../../workers/scoring-types.ts';
import type { EngineInfo, FileResult, ScoringEvent } from '../../../workers/scoring-types.ts';
import { chunk, media, ok } from '../export/sample-results.ts';

const engine: EngineInfo = {
  backend: 'wasm', reason: 'It works.', trunk: 'f0',
  model: {
    name: 'fovea', version: '0.1.0', architecture: 'fovea-2', sha256: '', parent: null, clip: null, dimensions: [], parameters: 0, bytes: 0, intervalLevel: 0.9, provenance: {}, metrics: [],
  },
};

/** A client whose files are finished by the test. */
class FakeClient implements ScoringClient {
  readonly scored: string[] = [];
  emit: (event: ScoringEvent) => void = () => undefined;
  finish: (result: FileResult) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;
  prepared = 0;
  prepareError: Error | null = null;

  readonly expected: (string | undefined)[] = [];

  prepare: ScoringClient['prepare'] = (_backend, next) => {
    this.prepared += 1;
    this.expected.push(next?.file.name);
    return this.prepareError === null ? Promise.resolve(engine) : Promise.reject(this.prepareError);
  };
  useModel: ScoringClient['useModel'] = (_bytes, backend) => this.prepare(backend);
  score: ScoringClient['score'] = (file, _settings, onEvent) => {
    this.scored.push(file.name);
    this.emit = onEvent;
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
  };
  cancel = (): void => this.fail(new DOMException('Cancelled.', 'AbortError'));
  counts: ScoringClient['counts'] = () => Promise.resolve({ tensors: 0, tensorBytes: 0, openFrames: 0, openMedia: 0 });
  modelBytes(): Promise<ArrayBuffer> {
    return Promise.resolve(new ArrayBuffer(0));
  }

  dispose = (): void => undefined;
}

let client: FakeClient;
let store: QueueStore;

const file = (name: string): { kind: 'file'; file: File } => ({ kind: 'file', file: new File(['x'], name) });
const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));
const entry = (id: number): Entry => {
  const found = store.getState().entries.find((each) => each.id === id);
  if (found === undefined) throw new Error('no such entry');
  return found;
};

beforeEach(() => {
  client = new FakeClient();
  store = createQueueStore(client, DEFAULT_SETTINGS);
});

test('scores files one after the other', async () => {
  store.getState().add([file('a'), file('b')]);
  await settle();
  expect(client.scored).toEqual(['a']);
  expect(entry(2).status).toBe('queued');
  client.finish(ok);
  await settle();
  expect(client.scored).toEqual(['a', 'b']);
  // Each is opened while what it is scored with gets ready.
  expect(client.expected).toEqual(['a', 'b']);
  expect(entry(1)).toMatchObject({ status: 'ok', percent: 100, result: ok });
});

test('progress never falls and ends at 100 with the score', async () => {
  store.getState().add([file('a')]);
  await settle();
  const seen: number[] = [];
  store.subscribe(({ entries }) => seen.push(entries[0]?.percent ?? -1));
  client.emit({ kind: 'opened', media, chunkCount: 3 });
  for (const done of [1, 2, 3]) client.emit({ kind: 'chunk', ...splitChunk(chunk(done - 1, 3)), done, total: 3 });
  await settle();
  expect(entry(1)).toMatchObject({ percent: 99, done: 3 });
  client.finish(ok);
  await settle();
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(100);
});

test('a folder gets its sentence and the others go on', async () => {
  store.getState().add([{ kind: 'folder', name: 'clips' }, file('a')]);
  await settle();
  expect(entry(1)).toMatchObject({ status: 'failed', error: messages.errors.folder });
  expect(client.scored).toEqual(['a']);
  expect(store.getState().selectedId).toBe(2);
});

test('cancelling ends the file in work and takes waiting ones out', async () => {
  store.getState().add([file('a'), file('b'), file('c')]);
  await settle();
  store.getState().cancel(2);
  store.getState().cancel(1);
  expect(entry(1).status).toBe('cancelled');
  await settle();
  expect(client.scored).toEqual(['a', 'c']);
});

test('a cancelled file can be scored again at once', async () => {
  store.getState().add([file('a')]);
  await settle();
  store.getState().cancel(1);
  store.getState().retry(1);
  await settle();
  expect(client.scored).toEqual(['a', 'a']);
  client.finish(ok);
  await settle();
  expect(entry(1).status).toBe('ok');
});

test('a crash costs one file, which keeps its chunks', async () => {
  store.getState().add([file('a'), file('b')]);
  await settle();
  client.emit({ kind: 'opened', media, chunkCount: 3 });
  client.emit({ kind: 'chunk', ...splitChunk(chunk(0, 3)), done: 1, total: 3 });
  client.fail(new WorkerStopped('out of memory'));
  await settle();
  expect(entry(1)).toMatchObject({ status: 'failed', error: messages.errors.workerStopped, result: { model: 'fovea 0.1.0', backend: 'wasm' } });
  expect(entry(1).result?.chunks).toHaveLength(1);
  expect(client.scored).toEqual(['a', 'b']);
});

test('without an engine every file says why', async () => {
  client.prepareError = new Error('No backend works here.');
  store.getState().add([file('a'), file('b')]);
  await settle();
  expect(store.getState().engine).toEqual({ kind: 'failed', error: 'No backend works here.' });
  expect(store.getState().entries.map(({ error }) => error)).toEqual(['No backend works here.', 'No backend works here.']);
  expect(store.getState().entries.every(isFinished)).toBe(true);
});

test('a removed file leaves nothing behind', async () => {
  store.getState().add([file('a'), file('b')]);
  await settle();
  store.getState().remove(1);
  await settle();
  expect(store.getState().entries.map(({ name }) => name)).toEqual(['b']);
  expect(store.getState().selectedId).toBe(2);
  expect(client.scored).toEqual(['a', 'b']);
});

test('exports finished files only', async () => {
  store.getState().add([{ kind: 'folder', name: 'clips' }, file('a'), file('b')]);
  await settle();
  client.finish(ok);
  await settle();
  const { entries, settings } = store.getState();
  expect(exportRows(entries, settings).map(({ file: name, result }) => [name, result.status, result.model])).toEqual([
    ['clips', 'failed', null],
    ['a', 'ok', 'fovea 0.1.0'],
  ]);
});

test('a new backend is prepared at once while nothing is scored', async () => {
  store.getState().setSettings({ ...DEFAULT_SETTINGS, backend: 'cpu' });
  await settle();
  expect(client.prepared).toBe(1);
  expect(store.getState().engine.kind).toBe('ready');
});

test('a pause lets the file in work be finished and holds the others back', async () => {
  store.getState().add([file('a'), file('b')]);
  await settle();
  store.getState().setPaused(true);
  client.finish(ok);
  await settle();
  expect(entry(1).status).toBe('ok');
  expect(client.scored).toEqual(['a']);
  store.getState().add([file('c')]);
  await settle();
  expect(client.scored).toEqual(['a']);
  store.getState().setPaused(false);
  await settle();
  expect(client.scored).toEqual(['a', 'b']);
});

test('a pause with nothing waiting does not hold back a new drop', async () => {
  store.getState().setPaused(true);
  store.getState().add([file('a')]);
  await settle();
  expect(store.getState().paused).toBe(false);
  expect(client.scored).toEqual(['a']);
});

test('files are scored in the order they were moved to', async () => {
  const [, b, c, d] = store.getState().add([file('a'), file('b'), file('c'), file('d')]);
  await settle();
  store.getState().move(d ?? 0, b ?? 0);
  store.getState().move(c ?? 0, null);
  expect(store.getState().entries.map(({ name }) => name)).toEqual(['a', 'd', 'b', 'c']);
  for (let i = 0; i < 3; i += 1) {
    client.finish(ok);
    await settle();
  }
  expect(client.scored).toEqual(['a', 'd', 'b', 'c']);
});
