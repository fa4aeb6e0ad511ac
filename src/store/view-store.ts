import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { COLOUR_MAP_NAMES } from '../player/colour-maps.ts';
import type { ColourMapName } from '../player/colour-maps.ts';
import { readSaved, save } from './saved.ts';

/** What lies over the picture. */
export type OverlayKind = 'off' | 'saliency' | 'cells';

/** Which side panel is open. */
export type PanelName = 'model' | 'settings' | 'help' | 'teach' | 'clip' | 'export' | 'projects';

/** Two files beside each other. */
export interface ComparedFiles {
  readonly a: number;
  readonly b: number;
}

/** How results are looked at; nothing here changes a score. */
export interface ViewState {
  readonly overlay: OverlayKind;
  readonly opacity: number;
  readonly colours: ColourMapName;
  /** Whether the squares that the model sees in full resolution are drawn. */
  readonly fragments: boolean;
  /** Whether files are gathered by the source that their names speak of. */
  readonly grouped: boolean;
  /** Words in file names that do not tell sources apart, separated by commas. */
  readonly ignoredWords: string;
  /** Scores that are drawn as lines over every curve, in the order they were added. */
  readonly thresholds: readonly number[];
  readonly panel: PanelName | null;
  /** Ids of the two files on the comparison screen; null while it is closed. */
  readonly compared: ComparedFiles | null;
  readonly setOverlay: (overlay: OverlayKind) => void;
  readonly setOpacity: (opacity: number) => void;
  readonly setColours: (colours: ColourMapName) => void;
  readonly setFragments: (fragments: boolean) => void;
  readonly setThresholds: (thresholds: readonly number[]) => void;
  readonly setGrouped: (grouped: boolean) => void;
  readonly setIgnoredWords: (words: string) => void;
  /** Place in the tour; null while it is not shown. */
  readonly tourStep: number | null;
  readonly setTourStep: (step: number | null) => void;
  readonly openPanel: (panel: PanelName | null) => void;
  readonly compare: (files: ComparedFiles | null) => void;
}

export type ViewStore = StoreApi<ViewState>;

const KEY = 'fovea.view';

const savedSchema = z.object({
  overlay: z.enum(['off', 'saliency', 'cells']),
  opacity: z.number().min(0).max(1),
  colours: z.enum(COLOUR_MAP_NAMES as [ColourMapName, ...ColourMapName[]]),
  // Absent in what earlier versions kept.
  fragments: z.boolean().default(false),
  grouped: z.boolean().default(false),
  ignoredWords: z.string().default(''),
  thresholds: z.array(z.number().min(1).max(5)).default([]),
});

/** The view with the choices of the last visit. */
export function createViewStore(): ViewStore {
  const store = createStore<ViewState>()((set) => ({
    overlay: 'saliency',
    opacity: 0.7,
    colours: 'inferno',
    fragments: false,
    grouped: false,
    ignoredWords: '',
    thresholds: [],
    ...readSaved(KEY, savedSchema),
    panel: null,
    compared: null,
    tourStep: null,
    setTourStep: (tourStep) => set({ tourStep }),
    setOverlay: (overlay) => set({ overlay }),
    setOpacity: (opacity) => set({ opacity }),
    setColours: (colours) => set({ colours }),
    setFragments: (fragments) => set({ fragments }),
    setThresholds: (thresholds) => set({ thresholds }),
    setGrouped: (grouped) => set({ grouped }),
    setIgnoredWords: (ignoredWords) => set({ ignoredWords }),
    openPanel: (panel) => set({ panel }),
    compare: (compared) => set({ compared }),
  }));
  store.subscribe(({ overlay, opacity, colours, fragments, grouped, ignoredWords, thresholds }) =>
    save(KEY, { overlay, opacity, colours, fragments, grouped, ignoredWords, thresholds }),
  );
  return store;
}
