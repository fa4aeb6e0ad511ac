import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { planClip } from '../../workers/clip/clip-plan.ts';
import type { ClipPlan } from '../../workers/clip/clip-plan.ts';
import type { ClipListener } from '../../workers/clip/clip-service.ts';
import type { ClipInfo, ClipProgress, ClipSource, FolderFile } from '../../workers/clip/clip-types.ts';
import { messages } from '../messages.ts';
import type { ClipHost } from '../scoring/scoring-client.ts';
import { readSaved, save } from '../store/saved.ts';
import type { TextFeatures } from './affinities.ts';
import { createClipClient } from './clip-client.ts';
import { DEFAULT_PAIRS, promptPairsSchema } from './prompt-pairs.ts';
import type { PromptPair } from './prompt-pairs.ts';

/** Whether CLIP is there. */
export type ClipStatus =
  | { readonly kind: 'off' }
  | { readonly kind: 'loading'; readonly progress: ClipProgress | null }
  | { readonly kind: 'on'; readonly info: ClipInfo };

/** CLIP, the prompts, and what can be done with them. */
export interface ClipState {
  readonly status: ClipStatus;
  /** Why CLIP could not be used, one sentence. */
  readonly error: string | null;
  readonly pairs: readonly PromptPair[];
  /** Features of the prompts, as far as CLIP was asked. */
  readonly texts: TextFeatures;
  /** What would be loaded, and what is here already; null until {@link look}. */
  readonly offer: { readonly plan: ClipPlan; readonly kept: Readonly<Record<ClipSource, boolean>> } | null;
  /** Finds out what to offer. Loads nothing. */
  readonly look: () => Promise<void>;
  /** Loads CLIP; only after the person has agreed. */
  readonly turnOn: (source: ClipSource) => Promise<void>;
  readonly turnOnFolder: (files: readonly FolderFile[]) => Promise<void>;
  readonly turnOff: () => void;
  /** Turns CLIP off and deletes its files from this browser. */
  readonly forget: () => Promise<void>;
  readonly setPairs: (pairs: readonly PromptPair[]) => Promise<void>;
  /** Goes on as on the last visit, if CLIP was on and its files are kept: without a word to the network. */
  readonly restore: () => Promise<void>;
}

export type ClipStore = StoreApi<ClipState>;

const KEY = 'fovea.clip';
const PAIRS_KEY = 'fovea.prompts';
const savedSchema = z.object({ source: z.enum(['hub', 'folder']).nullable() });
const OFF: ClipStatus = { kind: 'off' };

/** CLIP's store. @param startWorker starts the CLIP worker. @param scoring is told when CLIP comes and goes. */
export function createClipStore(startWorker: () => Worker, scoring: ClipHost): ClipStore {
  return createStore<ClipState>()((set, get) => {
    const client = createClipClient(startWorker, () => {
      scoring.useClip(null);
      set({ status: OFF, error: messages.clip.panel.stopped });
    });

    async function askTexts(pairs: readonly PromptPair[]): Promise<void> {
      const known = get().texts;
      const wanted = [...new Set(pairs.flatMap(({ positive, negative }) => [positive, negative]))];
      const missing = wanted.filter((text) => !known.has(text));
      const features = missing.length === 0 ? [] : await client.texts(missing);
      const all = new Map([...known, ...missing.map((text, i) => [text, features[i] ?? new Float32Array()] as const)]);
      set({ texts: new Map(wanted.flatMap((text) => (all.has(text) ? [[text, all.get(text) ?? new Float32Array()] as const] : []))) });
    }

    function end(error: string | null): void {
      scoring.useClip(null);
      client.stop();
      set({ status: OFF, error, texts: new Map() });
    }

    async function start(load: (listener: ClipListener) => Promise<ClipInfo>): Promise<void> {
      if (get().status.kind === 'loading') return;
      set({ status: { kind: 'loading', progress: null }, error: null, texts: new Map() });
      try {
        const info = await load({
          onProgress: (progress) => {
            if (get().status.kind === 'loading') set({ status: { kind: 'loading', progress } });
          },
          onMoved: (device) => {
            const { status } = get();
            if (status.kind === 'on') set({ status: { kind: 'on', info: { ...status.info, device } } });
          },
        });
        await askTexts(get().pairs);
        scoring.useClip({ id: info.id, connect: () => client.connect() });
        set({ status: { kind: 'on', info } });
        save(KEY, { source: info.source });
      } catch (error) {
        end(error instanceof Error ? error.message : messages.clip.panel.stopped);
      }
    }

    return {
      status: OFF,
      error: null,
      pairs: readSaved(PAIRS_KEY, promptPairsSchema) ?? DEFAULT_PAIRS,
      texts: new Map(),
      offer: null,

      async look() {
        const [plan, hub, folder] = await Promise.all([planClip(), client.kept('hub').catch(() => false), client.kept('folder').catch(() => false)]);
        set({ offer: { plan, kept: { hub, folder } } });
      },

      turnOn: (source) => start((listener) => client.load(source, listener)),
      turnOnFolder: (files) => start((listener) => client.loadFolder(files, listener)),

      turnOff() {
        save(KEY, { source: null });
        end(null);
      },

      async forget() {
        await client.forget().catch(() => undefined);
        get().turnOff();
        await get().look();
      },

      async setPairs(pairs) {
        set({ pairs });
        save(PAIRS_KEY, pairs);
        if (get().status.kind !== 'on') return;
        try {
          await askTexts(pairs);
        } catch (error) {
          set({ error: error instanceof Error ? error.message : messages.clip.panel.stopped });
        }
      },

      async restore() {
        const source = readSaved(KEY, savedSchema)?.source ?? null;
        if (source === null) return;
        // Kept files may have been cleared with the browser's data: then nothing happens until somebody agrees anew.
        if (await client.kept(source).catch(() => false)) await get().turnOn(source);
        else client.stop();
      },
    };
  });
}
