import './interpreted-schemas.ts';
import { expose } from 'comlink';
import { startEngine, type Engine } from '../models/backend.ts';
import { readModelFile, type ModelFile } from '../models/model-file.ts';
import { trunkHash } from '../models/trunk.ts';
import { memory } from '../models/tensors.ts';
import { ClipLink } from './clip/clip-link.ts';
import { startMediaWorker } from './media-client.ts';
import { describeModel } from './describe-model.ts';
import { scoreFile } from './score-file.ts';
import type { ScoringService } from './scoring-service.ts';
import type { EngineInfo, ScoringEvent, ScoringSettings } from './scoring-types.ts';

/** The scoring worker: owns the model, the backend and the media worker; spoken to through {@link ScoringService}. */

interface Running {
  readonly engine: Engine;
  readonly file: ModelFile;
  readonly trunk: string;
}

const media = startMediaWorker();

let running: Running | null = null;
let wanted: ScoringSettings['backend'] = 'auto';
let modelUrl: string | null = null;
let shipped: ModelFile | null = null;
let current: AbortController | null = null;
let openMediaCount = 0;
let clip: ClipLink | null = null;

async function run(loading: Promise<ModelFile>, backend: ScoringSettings['backend']): Promise<EngineInfo> {
  // Whoever waits for it below hears of a failure; the backend may still be starting when it comes.
  loading.catch(() => undefined);
  let file = running === null ? null : await loading;
  if (file === null || running === null || running.file !== file || wanted !== backend) {
    running?.engine.model.dispose();
    running = null;
    // A backend takes as long to start as the model takes to load.
    const engine = await startEngine(loading, backend);
    file = await loading;
    running = { engine, file, trunk: await trunkHash(file) };
    wanted = backend;
  }
  const { engine } = running;
  return { backend: engine.backend, reason: engine.reason, model: describeModel(file) };
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

const service: ScoringService = {
  prepare: (url, backend) => inTurn(() => run(load(url), backend)),

  useModel: (bytes) => inTurn(() => run(readModelFile(bytes), wanted)),

  score: (file, settings, onEvent) =>
    inTurn(async () => {
      if (running === null) throw new Error('The model is not loaded yet.');
      if (settings.backend !== wanted) await run(Promise.resolve(running.file), settings.backend);
      const { engine, trunk } = running;
      const controller = new AbortController();
      current = controller;
      openMediaCount += 1;
      try {
        // Events and result come through different ports: the result waits until the last event was heard.
        let heard: unknown;
        const tell = (event: ScoringEvent): void => {
          heard = onEvent(event);
        };
        const result = await scoreFile(
          {
            backend: engine.backend,
            header: engine.model.header,
            trunk,
            clip,
            run: (views) => engine.model.run(views),
            runHeads: (features, cellTerms) => engine.model.runHeads(features, cellTerms),
          },
          media.openMediaFile, file, settings, tell, controller.signal,
        );
        await heard;
        return result;
      } finally {
        openMediaCount -= 1;
        current = null;
      }
    }),

  useClip: (next) => {
    clip?.close();
    clip = next === null ? null : new ClipLink(next.id, next.port);
  },

  cancel: () => {
    current?.abort();
  },

  async counts() {
    const { numTensors, numBytes } = running === null ? { numTensors: 0, numBytes: 0 } : memory();
    return { tensors: numTensors, tensorBytes: numBytes, openFrames: await media.openFrames(), openMedia: openMediaCount };
  },
};

expose(service);
