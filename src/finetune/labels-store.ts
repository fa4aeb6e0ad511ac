import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { messages } from '../messages.ts';
import { storageSentence } from '../store/page-database.ts';
import { createPendingWrites } from '../store/pending-writes.ts';
import type { LabelImport } from './label-book.ts';
import { importLabels } from './label-import.ts';
import type { ImportSummary } from './label-import.ts';
import type { LabelStorage } from './label-storage.ts';
import { guessRange, LabelsError, MOS_RANGE } from './labels-csv.ts';
import type { LabelRange } from './labels-csv.ts';
import { withAnswer, withoutLatest } from './rating-session.ts';
import type { RatingSession, Step } from './rating-session.ts';
import { sessionOrder } from './session-order.ts';

/** A CSV that waits for its scale to be named. */
export interface PendingCsv {
  readonly name: string;
  readonly text: string;
  readonly guess: LabelRange;
}

/** Labels of all raters and imports, and what is being done with them. */
export interface LabelsState {
  readonly sessions: readonly RatingSession[];
  readonly imports: readonly LabelImport[];
  /** The session on the rating screen. */
  readonly ratingId: string | null;
  readonly pendingCsv: PendingCsv | null;
  /** What became of the latest CSV, or why it was refused. */
  readonly imported: ImportSummary | null;
  readonly refused: string | null;
  /** Why storage does not take what it should, one sentence. */
  readonly problem: string | null;
  /** Sessions and imports that storage has not taken yet; they live as long as the page. */
  readonly unkept: number;
  /** Reads the labels of earlier visits. */
  readonly load: () => Promise<void>;
  /** Begins a session over the given clips and opens the rating screen. */
  readonly startRating: (rater: string, clips: readonly string[], breakEvery: number) => void;
  readonly continueRating: (id: string) => void;
  readonly closeRating: () => void;
  readonly answer: (place: number, step: Step | null) => void;
  readonly undo: () => void;
  /** Takes a CSV; when its numbers are on another scale than 1–5, it waits for {@link LabelsState.importPending}. */
  readonly openCsv: (name: string, text: string, files: readonly string[]) => void;
  readonly importPending: (range: LabelRange, files: readonly string[]) => void;
  readonly dropPending: () => void;
  /** Forgets sessions and imports. */
  readonly remove: (ids: readonly string[]) => void;
}

export type LabelsStore = StoreApi<LabelsState>;

/** Labels, kept in `storage` as they are given. */
export function createLabelsStore(storage: LabelStorage): LabelsStore {
  return createStore<LabelsState>()((set, get) => {
    const writes = createPendingWrites((unkept, refusal) => set({ unkept, problem: unkept === 0 ? null : messages.labels.notKept(storageSentence(refusal)) }));

    function change(id: string | null, next: (session: RatingSession) => RatingSession): void {
      const session = get().sessions.find((each) => each.id === id);
      if (session === undefined) return;
      const changed = next(session);
      set(({ sessions }) => ({ sessions: sessions.map((each) => (each.id === id ? changed : each)) }));
      void writes.keep(changed.id, () => storage.keepSession(changed));
    }

    function take(name: string, text: string, range: LabelRange, files: readonly string[]): void {
      const summary = importLabels(name, text, range, files);
      set({ imported: summary, refused: null, pendingCsv: null });
      if (summary.labels.length === 0) return;
      // The same file twice is one opinion, not two.
      const same = get().imports.find((each) => each.name === name && JSON.stringify(each.labels) === JSON.stringify(summary.labels));
      if (same !== undefined) return;
      const added: LabelImport = { id: crypto.randomUUID(), name, importedAt: Date.now(), labels: summary.labels };
      set(({ imports }) => ({ imports: [...imports, added] }));
      void writes.keep(added.id, () => storage.keepImport(added));
    }

    return {
      sessions: [],
      imports: [],
      ratingId: null,
      pendingCsv: null,
      imported: null,
      refused: null,
      problem: null,
      unkept: 0,

      async load() {
        try {
          const { sessions, imports, unreadable } = await storage.load();
          set((now) => ({
            // What was given before storage answered stays.
            sessions: [...[...sessions].sort((a, b) => a.startedAt - b.startedAt), ...now.sessions],
            imports: [...imports, ...now.imports],
            problem: unreadable > 0 ? messages.storage.unreadable(unreadable) : null,
          }));
        } catch (error) {
          set({ problem: messages.labels.notKept(storageSentence(error)) });
        }
      },

      startRating(rater, clips, breakEvery) {
        const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
        const session: RatingSession = {
          id: crypto.randomUUID(), rater, seed, startedAt: Date.now(), breakEvery, order: sessionOrder(clips, seed), answers: [],
        };
        set(({ sessions }) => ({ sessions: [...sessions, session], ratingId: session.id }));
        void writes.keep(session.id, () => storage.keepSession(session));
      },

      continueRating: (id) => set({ ratingId: id }),

      closeRating() {
        const { ratingId, sessions } = get();
        set({ ratingId: null });
        // A session without an answer is nothing to come back to.
        if (sessions.some(({ id, answers }) => id === ratingId && answers.length === 0) && ratingId !== null) get().remove([ratingId]);
      },

      answer: (place, step) => change(get().ratingId, (session) => withAnswer(session, { place, step })),

      undo: () => change(get().ratingId, withoutLatest),

      openCsv(name, text, files) {
        set({ imported: null, refused: null, pendingCsv: null });
        try {
          const guess = guessRange(text);
          if (guess === MOS_RANGE) take(name, text, MOS_RANGE, files);
          else set({ pendingCsv: { name, text, guess } });
        } catch (error) {
          if (!(error instanceof LabelsError)) throw error;
          set({ refused: error.message });
        }
      },

      importPending(range, files) {
        const { pendingCsv } = get();
        if (pendingCsv !== null) take(pendingCsv.name, pendingCsv.text, range, files);
      },

      dropPending: () => set({ pendingCsv: null }),

      remove(ids) {
        const gone = new Set(ids);
        for (const id of ids) writes.forget(id);
        set(({ sessions, imports }) => ({ sessions: sessions.filter(({ id }) => !gone.has(id)), imports: imports.filter(({ id }) => !gone.has(id)) }));
        storage.remove(ids).catch((error: unknown) => set({ problem: storageSentence(error) }));
      },
    };
  });
}
