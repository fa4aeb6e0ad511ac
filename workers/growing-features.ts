import { readJournal, writeJournal, type JournalEntry } from './chunk-journal.ts';
import type { CachedChunk } from './feature-cache.ts';

/** The features of a file that is being scored: in the journal, where they outlive a crash, and in memory only what storage does not take. Half an hour has 45 MB. */
export class GrowingFeatures {
  readonly #key: string;
  readonly #inMemory: CachedChunk[] = [];
  #inJournal: number;
  #journalled: boolean;

  /** @param before how many chunks the journal has already. @param total of the file: one of a single chunk is finished with it and needs no journal. */
  constructor(key: string, before: number, total: number) {
    this.#key = key;
    this.#inJournal = before;
    this.#journalled = total > 1;
  }

  get length(): number {
    return this.#inJournal + this.#inMemory.length;
  }

  /** Adds the next chunk. @param clip what CLIP said of it. */
  async add(chunk: CachedChunk, clip: JournalEntry['clip']): Promise<void> {
    this.#journalled &&= await writeJournal(this.#key, this.length, chunk, clip);
    if (this.#journalled) this.#inJournal += 1;
    else this.#inMemory.push(chunk);
  }

  /** All chunks in their order, or null where storage has lost some. */
  async whole(): Promise<readonly CachedChunk[] | null> {
    const stored = this.#inJournal === 0 ? [] : await readJournal(this.#key, null);
    if (stored.length < this.#inJournal) return null;
    return [...stored.slice(0, this.#inJournal).map(({ chunk }) => chunk), ...this.#inMemory];
  }
}
