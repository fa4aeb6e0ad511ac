import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { DroppedItem } from '../drop/dropped-items.ts';
import { saveFile } from '../export/save-file.ts';
import { withoutMaps } from '../export/wire-result.ts';
import { messages } from '../messages.ts';
import { storageSentence } from '../store/page-database.ts';
import type { Entry } from '../store/entry.ts';
import type { QueueState, QueueStore } from '../store/queue-store.ts';
import { openHandle } from './file-handles.ts';
import { knownFileIndex } from './known-file.ts';
import type { KnownFile } from './known-file.ts';
import { packProject, PROJECT_EXTENSION, unpackProject } from './project-file.ts';
import { projectTitle } from './project-title.ts';
import { PROJECT_FORMAT, withFile, withoutFile } from './project-records.ts';
import type { Project, ProjectFile } from './project-records.ts';
import type { ProjectStorage } from './project-storage.ts';

/** A file of the opened project, and the way back to its bytes. */
export interface Reopenable extends KnownFile {
  readonly handle: FileSystemFileHandle | null;
}

/** Everything that stays, and what is on the page of it. */
export interface ProjectState {
  /** The latest first. */
  readonly projects: readonly Project[];
  /** The project of what is on the page; null before the first score. */
  readonly currentId: string | null;
  /** By entry id, of files that were restored. */
  readonly reopenable: ReadonlyMap<number, Reopenable>;
  /** Why storage does not take what it should, or a file was refused; one sentence. */
  readonly problem: string | null;
  /** What was imported, one sentence. */
  readonly imported: string | null;
  /** Reads the list of earlier visits. */
  readonly load: () => Promise<void>;
  /** Gives files that belong to the opened project back to their rows, and queues the others. */
  readonly take: (items: readonly DroppedItem[]) => Promise<void>;
  /** Gives a restored entry its file back and keeps the way to it. */
  readonly attach: (id: number, file: File, handle: FileSystemFileHandle | null) => void;
  /** Puts a project on the page in the place of what is there. */
  readonly open: (id: string) => Promise<void>;
  /** Names a project; an empty name takes it away. */
  readonly rename: (id: string, name: string) => void;
  readonly remove: (id: string) => void;
  /** Saves a project as a file. */
  readonly exportProject: (id: string) => Promise<void>;
  readonly importProject: (file: File) => Promise<void>;
  readonly dismiss: () => void;
}

export type ProjectStore = StoreApi<ProjectState>;

/** Projects, kept in `storage` as their files are scored. */
export function createProjectStore(storage: ProjectStorage, queue: QueueStore): ProjectStore {
  /** The record of each entry on the page. */
  const keys = new Map<number, string>();
  const handles = new Map<number, Promise<FileSystemFileHandle | null>>();
  /** One change after the other: a later one must not overtake. */
  let work: Promise<void> = Promise.resolve();

  const store = createStore<ProjectState>()((set, get) => {
    function put(project: Project): void {
      set(({ projects }) => ({ projects: [project, ...projects.filter(({ id }) => id !== project.id)] }));
    }

    function keep(change: () => Promise<void>): void {
      work = work.then(change).catch((error: unknown) => set({ problem: messages.projects.notKept(storageSentence(error)) }));
    }

    function find(id: string | null): Project | undefined {
      return get().projects.find((project) => project.id === id);
    }

    return {
      projects: [],
      currentId: null,
      reopenable: new Map(),
      problem: null,
      imported: null,

      async load() {
        try {
          const { projects, unreadable } = await storage.load();
          set((now) => ({
            // What was scored before storage answered stays in front.
            projects: [...now.projects, ...projects.filter(({ id }) => !now.projects.some((project) => project.id === id))],
            problem: unreadable > 0 ? messages.storage.unreadable(unreadable) : now.problem,
          }));
        } catch {
          // Said when there is something to keep: until then nobody misses anything.
        }
      },

      async take(items) {
        const known = [...get().reopenable].filter(([id]) => queue.getState().entries.some((entry) => entry.id === id));
        const back: number[] = [];
        const unknown: DroppedItem[] = [];
        for (const item of items) {
          const at = item.kind === 'file' && known.length > 0 ? await knownFileIndex(item.file, known.map(([, each]) => each)) : -1;
          // Two rows may hold one content: each file goes to a row of its own.
          const [id] = at < 0 ? [] : (known.splice(at, 1)[0] ?? []);
          if (id === undefined || item.kind !== 'file') unknown.push(item);
          else {
            back.push(id);
            get().attach(id, item.file, (await item.handle) ?? null);
          }
        }
        // A drop is a wish to see these files.
        if (back[0] !== undefined) queue.getState().select(back[0]);
        if (unknown.length === 0) return;
        for (const [i, id] of queue.getState().add(unknown).entries()) {
          const item = unknown[i];
          if (item?.kind === 'file' && item.handle !== undefined) handles.set(id, item.handle);
        }
      },

      attach(id, file, handle) {
        queue.getState().attach(id, file);
        if (handle === null) return;
        handles.set(id, Promise.resolve(handle));
        const entry = queue.getState().entries.find((each) => each.id === id);
        if (entry !== undefined) keepEntry(entry);
      },

      async open(id) {
        const project = find(id);
        if (project === undefined) return;
        try {
          const { files, unreadable } = await storage.files(project);
          const opened = await Promise.all(files.map(async ({ handle }) => (handle === null ? null : openHandle(handle, false))));
          queue.getState().clear();
          const ids = queue.getState().restore(files.map(({ name, result, maps }, i) => ({ name, result, maps, file: opened[i] ?? null })));
          const reopenable = new Map<number, Reopenable>();
          for (const [i, entryId] of ids.entries()) {
            const file = files[i];
            if (file === undefined) continue;
            keys.set(entryId, file.key);
            handles.set(entryId, Promise.resolve(file.handle));
            reopenable.set(entryId, { name: file.name, sizeBytes: file.sizeBytes, featureKey: file.result.featureKey, handle: file.handle });
          }
          set({ currentId: id, reopenable, problem: unreadable > 0 ? messages.storage.unreadable(unreadable) : null });
        } catch (error) {
          set({ problem: storageSentence(error) });
        }
      },

      rename(id, name) {
        const project = find(id);
        if (project === undefined) return;
        const renamed = { ...project, name: name.trim() === '' ? null : name.trim() };
        set(({ projects }) => ({ projects: projects.map((each) => (each.id === id ? renamed : each)) }));
        // What has a name is meant to last: the browser is asked not to clear it when disks run full.
        void (navigator as { storage?: StorageManager }).storage?.persist().catch(() => false);
        keep(() => storage.update(find(id) ?? renamed));
      },

      remove(id) {
        const project = find(id);
        if (project === undefined) return;
        set(({ projects, currentId }) => ({ projects: projects.filter((each) => each.id !== id), currentId: currentId === id ? null : currentId }));
        if (get().currentId === null) keys.clear();
        keep(() => storage.remove(project));
      },

      async exportProject(id) {
        const project = find(id);
        if (project === undefined) return;
        try {
          const title = projectTitle(project);
          saveFile(`${title.replace(/[\\/:*?"<>|]/g, '-')}${PROJECT_EXTENSION}`, await packProject(title, project.createdAt, (await storage.files(project)).files), 'application/gzip');
        } catch (error) {
          set({ problem: storageSentence(error) });
        }
      },

      async importProject(file) {
        set({ problem: null, imported: null });
        let read;
        try {
          read = await unpackProject(file);
        } catch (error) {
          set({ problem: error instanceof Error ? error.message : messages.projects.notProject });
          return;
        }
        const id = crypto.randomUUID();
        const files = read.files.map((each): ProjectFile => ({ format: PROJECT_FORMAT, key: crypto.randomUUID(), projectId: id, handle: null, ...each, ...withoutMaps(each.result) }));
        const project: Project = {
          format: PROJECT_FORMAT, id, name: read.name, createdAt: read.createdAt, changedAt: Date.now(),
          files: files.map(({ key, name, result }) => ({ key, name, mos: result.score?.mos ?? null })),
        };
        try {
          await storage.add(project, files);
          put(project);
          set({ imported: messages.projects.imported(read.name, files.length) });
        } catch (error) {
          set({ problem: storageSentence(error) });
        }
      },

      dismiss: () => set({ problem: null }),
    };
  });

  /** Keeps an entry that was just scored in the project of the page, which begins with it if need be. */
  function keepEntry(entry: Entry): void {
    const { result, maps, name, file } = entry;
    if (result === null) return;
    const now = Date.now();
    const { projects, currentId } = store.getState();
    const project = projects.find(({ id }) => id === currentId) ?? { format: PROJECT_FORMAT, id: crypto.randomUUID(), name: null, createdAt: now, changedAt: now, files: [] };
    const key = keys.get(entry.id) ?? crypto.randomUUID();
    keys.set(entry.id, key);
    const record: ProjectFile = { format: PROJECT_FORMAT, key, projectId: project.id, name, sizeBytes: file?.size ?? null, result, maps: maps.stored(), handle: null };
    const changed = withFile(project, record, now);
    store.setState({ currentId: project.id, projects: [changed, ...projects.filter(({ id }) => id !== project.id)] });
    work = work
      .then(async () => {
        const handle = (await handles.get(entry.id)?.catch(() => null)) ?? null;
        const latest = store.getState().projects.find(({ id }) => id === project.id);
        if (latest === undefined) return;
        try {
          await storage.keepFile(latest, { ...record, handle });
        } catch (error) {
          if (!(error instanceof DOMException && error.name === 'DataCloneError')) throw error;
          // A browser whose handles cannot be kept.
          await storage.keepFile(latest, record);
        }
      })
      .catch((error: unknown) => store.setState({ problem: messages.projects.notKept(storageSentence(error)) }));
  }

  function forgetEntry(id: number): void {
    const key = keys.get(id);
    keys.delete(id);
    handles.delete(id);
    const { projects, currentId } = store.getState();
    const project = projects.find((each) => each.id === currentId);
    if (key === undefined || project === undefined) return;
    const changed = withoutFile(project, key, Date.now());
    store.setState({ projects: projects.map((each) => (each.id === project.id ? changed : each)) });
    work = work.then(() => storage.removeFile(changed, key)).catch((error: unknown) => store.setState({ problem: storageSentence(error) }));
  }

  queue.subscribe(({ entries }: QueueState, before: QueueState) => {
    if (entries === before.entries) return;
    if (entries.length === 0) {
      // Clearing the page is no wish to lose its scores: what comes next is a new session.
      keys.clear();
      handles.clear();
      store.setState({ currentId: null, reopenable: new Map() });
      return;
    }
    const known = new Map(before.entries.map((entry) => [entry.id, entry]));
    for (const entry of entries) {
      const old = known.get(entry.id);
      known.delete(entry.id);
      // Restored entries come with their result: nothing is new about them.
      if (old !== undefined && entry.result !== null && entry.result !== old.result) keepEntry(entry);
    }
    for (const id of known.keys()) forgetEntry(id);
  });
  return store;
}
