import './interpreted-schemas.ts';
import { expose, releaseProxy, type Remote } from 'comlink';
import { readModelFile, type ModelFile } from '../models/model-file.ts';
import { memory } from '../models/tensors.ts';
import { tidyJournal } from './chunk-journal.ts';
import { ClipLink } from './clip/clip-link.ts';
import { EngineHost } from './engine-host.ts';
import { expectedFile } from './expected-file.ts';
import { faultDue } from './fault-injection.ts';
import { startMediaWorker } from './media-client.ts';
import { openFrameCount } from './media/open-frames.ts';
import { scoreFile } from './score-file.ts';
import type { ScoringService } from './scoring-service.ts';
import type { ScoringSettings, WorkerEvent } from './scoring-types.ts';

/** The scoring worker: owns the model, the backend and the media worker; spoken to through {@link ScoringService}. */

const media = startMediaWorker();
const early = expectedFile(media.openMediaFile);

let running: EngineHost | null = null;
let modelUrl: string | null = null;
let shipped: ModelFile | null = null;
let current: AbortController | null = null;
let openMediaCount = 0;
let clip: ClipLink | null = null;
let tidied = false;

async function run(loading: Promise<ModelFile>, backend: ScoringSettings['backend']): Promise<EngineHost> {
  // Whoever waits for it below hears of a failure; the backend may still be starting when it comes.
  loading.catch(() => undefined);
  const file = running === null ? null : await loading;
  if (running === null || running.file !== file || running.wanted !== backend) {
    running?.dispose();
    running = null;
    // A backend takes as long to start as the model takes to load.
    running = await EngineHost.start(loading, backend);
  }
  return running;
}

async function load(url: string): Promise<ModelFile> {
  if (shipped !== null && modelUrl === url) return shipped;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The model could not be loaded: the server answered ${response.status}.`);
  shipped = await readModelFile(await response.arrayBuffer());
  modelUrl = url;
  return shipped;
}

// Calls come over a message port while earlier ones still run; preparing and scoring must take turns.
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work, work);
  turn = result.catch(() => undefined);
  return result;
}

function tensors(): { readonly numTensors: number; readonly numBytes: number } {
  try {
    if (running !== null) return memory();
  } catch {
    // Between two backends, and after the last has failed, tfjs has none to ask.
  }
  return { numTensors: 0, numBytes: 0 };
}

const service: ScoringService = {
  prepare: (url, backend) => inTurn(async () => (await run(load(url), backend)).info()),

  useModel: (bytes) => inTurn(async () => (await run(readModelFile(bytes), running?.wanted ?? 'auto')).info()),

  // The options that scoring will open it with, unless CLIP comes or goes meanwhile: then it is opened anew.
  expect: (file, { chunkSeconds, coverage }) => early.expect(file, { chunkSeconds, coverage, picture: clip !== null }),

  score: (file, settings, onEvent, done, expected = false) =>
    inTurn(async () => {
      if (!expected) early.drop();
      if (running === null) throw new Error('The model is not loaded yet.');
      const host = await run(Promise.resolve(running.file), settings.backend);
      const controller = new AbortController();
      current = controller;
      openMediaCount += 1;
      try {
        // Events and result come through different ports: the result waits until the last event was heard.
        let heard: unknown;
        const place = (): string => `${host.backend} on ${host.threads}`;
        let told = host.moved ? null : place();
        const tell = (event: WorkerEvent): void => {
          if (event.kind === 'chunk' && faultDue('worker-crash', event.chunk.index)) setTimeout(() => { throw new Error('A crash that a test asked for.'); });
          if (place() !== told) onEvent({ kind: 'engine', engine: host.info() });
          told = place();
          heard = onEvent(event);
        };
        host.clip = clip;
        await host.settle();
        const result = await scoreFile(host, early.take, file, settings, tell, controller.signal, done);
        await heard;
        return { ...result, notes: [...result.notes, ...host.notes()] };
      } finally {
        openMediaCount -= 1;
        current = null;
        if (!tidied) void tidyJournal();
        tidied = true;
        // Until its port is let go, which a collection here would do much later, the page keeps the file's chunks with the callback.
        (onEvent as Remote<typeof onEvent>)[releaseProxy]();
      }
    }),

  useClip: (next) => {
    clip?.close();
    clip = next === null ? null : new ClipLink(next.id, next.port);
  },

  cancel: () => {
    current?.abort();
    early.drop();
  },

  async counts() {
    const { numTensors, numBytes } = tensors();
    return { tensors: numTensors, tensorBytes: numBytes, openFrames: (await media.openFrames()) + openFrameCount(), openMedia: openMediaCount };
  },
};

expose(service);
