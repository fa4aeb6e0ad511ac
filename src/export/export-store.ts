import * as Comlink from 'comlink';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { withClipColumns } from '../clip/clip-columns.ts';
import type { ClipStore } from '../clip/clip-store.ts';
import { KeptMaps } from '../maps/kept-maps.ts';
import { messages } from '../messages.ts';
import { isAbort } from '../scoring/scoring-client.ts';
import { exportRows, finishedEntries } from '../store/entry.ts';
import type { Entry } from '../store/entry.ts';
import type { PlayheadStore } from '../store/playhead-store.ts';
import type { QueueStore } from '../store/queue-store.ts';
import type { ViewState, ViewStore } from '../store/view-store.ts';
import { chunksCsv } from './chunks-csv.ts';
import { curvePng } from './curve-png.ts';
import { withExportWorker } from './export-client.ts';
import { makeReport } from './make-report.ts';
import type { OverlayStyle } from './overlay-painter.ts';
import { mapStems } from './saliency-png.ts';
import { saveFile } from './save-file.ts';
import { scoresCsv } from './scores-csv.ts';
import { scoresJson } from './scores-json.ts';
import { withCells } from './with-cells.ts';

/** Everything that can be saved. */
export type ExportKind = 'scores' | 'chunks' | 'json' | 'report' | 'maps' | 'curve' | 'frame' | 'video';

/** What is being made, and what became of the latest one. */
export interface ExportState {
  readonly making: ExportKind | null;
  /** Of a video being encoded, 0–100. */
  readonly percent: number;
  /** Name of the latest file that was handed to the browser. */
  readonly done: string | null;
  /** Why the latest one failed, one sentence. */
  readonly problem: string | null;
  /** Makes a file and hands it to the browser's downloads. One at a time. */
  readonly save: (kind: ExportKind) => Promise<void>;
  /** Stops the video being encoded. */
  readonly cancel: () => void;
}

export type ExportStore = StoreApi<ExportState>;

interface ExportSources {
  readonly queue: QueueStore;
  readonly view: ViewStore;
  readonly playhead: PlayheadStore;
  readonly clip: ClipStore;
}

interface Saved {
  readonly name: string;
  readonly content: string | ArrayBuffer | Blob;
  readonly type: string;
}

/** The map as it is seen; where none is on the screen, attention. */
function style({ overlay, colours, opacity }: ViewState): OverlayStyle {
  return { kind: overlay === 'cells' ? 'cells' : 'saliency', colours, opacity };
}

function stem(entry: Entry): string {
  return mapStems([entry.name])[0] ?? '';
}

/** Whether a file's own bytes are needed. */
export function needsFile(kind: ExportKind): boolean {
  return kind === 'frame' || kind === 'video';
}

/** Exports of what the page holds. */
export function createExportStore({ queue, view, playhead, clip }: ExportSources): ExportStore {
  let stop: (() => void) | null = null;

  return createStore<ExportState>()((set, get) => {
    function shown(): Entry & { readonly media: NonNullable<Entry['media']> } {
      const { entries, selectedId } = queue.getState();
      const entry = entries.find(({ id }) => id === selectedId);
      if (entry?.media == null) throw new Error(messages.exports.nothing);
      return { ...entry, media: entry.media };
    }

    function shownFile(): { readonly entry: ReturnType<typeof shown>; readonly file: File } {
      const entry = shown();
      if (entry.file === null) throw new Error(messages.exports.noFile);
      return { entry, file: entry.file };
    }

    async function frame(): Promise<Saved> {
      const { entry, file } = shownFile();
      const overlay = view.getState().overlay === 'off' ? null : style(view.getState());
      const { firstTimestampS, still } = entry.media;
      const request = { file, timeS: playhead.getState().timeS, firstTimestampS, still, chunks: entry.chunks, maps: entry.maps.stored(), overlay, mostWidth: null, type: 'image/png' as const };
      return { name: `${stem(entry)}-frame.png`, content: await withExportWorker((service) => service.frame(request)), type: 'image/png' };
    }

    async function video(): Promise<Saved> {
      const { entry, file } = shownFile();
      set({ percent: 0 });
      const request = { file, firstTimestampS: entry.media.firstTimestampS, chunks: entry.chunks, maps: entry.maps.stored(), overlay: style(view.getState()) };
      const { bytes, type } = await withExportWorker((service) => {
        stop = () => void service.cancel();
        return service.overlayVideo(request, Comlink.proxy((share: number) => set({ percent: Math.min(100, Math.floor(share * 100)) })));
      }).finally(() => {
        stop = null;
      });
      return { name: `${stem(entry)}-map.${type === 'video/mp4' ? 'mp4' : 'webm'}`, content: bytes, type };
    }

    async function make(kind: ExportKind): Promise<Saved> {
      const { entries, settings, engine } = queue.getState();
      const { status, pairs, texts } = clip.getState();
      const finished = finishedEntries(entries);
      const rows = withClipColumns(exportRows(finished, settings), status.kind === 'on' ? status.info.id : null, pairs, texts);
      switch (kind) {
        case 'scores':
          return { name: messages.exports.scores, content: scoresCsv(rows), type: 'text/csv' };
        case 'chunks':
          return { name: messages.exports.chunks, content: chunksCsv(rows), type: 'text/csv' };
        case 'json':
          return { name: messages.exports.json, content: scoresJson(await withCells(rows, finished)), type: 'application/json' };
        case 'report': {
          const level = engine.kind === 'ready' ? engine.info.model.intervalLevel : 0.9;
          return { name: messages.exports.report, content: await withExportWorker((service) => makeReport(entries, settings, style(view.getState()), level, service)), type: 'text/html' };
        }
        case 'maps': {
          const files = rows.map(({ file, result }, i) => ({ name: file, indices: result.chunks.map(({ index }) => index), maps: (finished[i]?.maps ?? new KeptMaps()).stored() }));
          return { name: messages.exports.maps, content: await withExportWorker((service) => service.archive(files)), type: 'application/zip' };
        }
        case 'curve': {
          const entry = shown();
          return { name: `${stem(entry)}-curve.png`, content: await curvePng({ name: entry.name, chunks: entry.chunks, durationS: entry.media.durationS }), type: 'image/png' };
        }
        case 'frame':
          return frame();
        case 'video':
          return video();
      }
    }

    return {
      making: null,
      percent: 0,
      done: null,
      problem: null,

      async save(kind) {
        if (get().making !== null) return;
        set({ making: kind, done: null, problem: null });
        try {
          const { name, content, type } = await make(kind);
          saveFile(name, content, type);
          set({ done: name });
        } catch (error) {
          if (!isAbort(error)) set({ problem: error instanceof Error ? error.message : messages.exports.stopped });
        } finally {
          set({ making: null });
        }
      },

      cancel: () => stop?.(),
    };
  });
}
