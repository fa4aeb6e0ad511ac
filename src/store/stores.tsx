import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ClipState, ClipStore } from '../clip/clip-store.ts';
import type { ExportStore } from '../export/export-store.ts';
import type { LabelsState, LabelsStore } from '../finetune/labels-store.ts';
import type { TrainingActions, TrainingStore } from '../finetune/training-store.ts';
import type { LibraryState, LibraryStore } from '../models-library/library-store.ts';
import type { OfflineStore } from '../offline/offline-store.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { PlayheadState, PlayheadStore } from './playhead-store.ts';
import type { Entry } from './entry.ts';
import type { QueueState, QueueStore } from './queue-store.ts';
import type { ViewState, ViewStore } from './view-store.ts';

/** The page's state, split by how often it changes. */
export interface Stores {
  readonly queue: QueueStore;
  readonly view: ViewStore;
  readonly playhead: PlayheadStore;
  readonly labels: LabelsStore;
  readonly training: TrainingStore;
  readonly library: LibraryStore;
  readonly clip: ClipStore;
  readonly exports: ExportStore;
  readonly projects: ProjectStore;
  readonly offline: OfflineStore;
}

const StoresContext = createContext<Stores | null>(null);

export const StoresProvider = StoresContext.Provider;

/** The stores themselves, for reading outside of rendering. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error('StoresProvider is missing.');
  return stores;
}

export function useQueue<T>(select: (state: QueueState) => T): T {
  return useStore(useStores().queue, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStores().view, select);
}

export function usePlayhead<T>(select: (state: PlayheadState) => T): T {
  return useStore(useStores().playhead, select);
}

export function useLabels<T>(select: (state: LabelsState) => T): T {
  return useStore(useStores().labels, select);
}

export function useTraining<T>(select: (state: TrainingActions) => T): T {
  return useStore(useStores().training, select);
}

export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useStores().library, select);
}

export function useClip<T>(select: (state: ClipState) => T): T {
  return useStore(useStores().clip, select);
}

/** The file being shown. */
export function useSelectedEntry(): Entry | null {
  return useQueue(({ entries, selectedId }) => entries.find((entry) => entry.id === selectedId) ?? null);
}
