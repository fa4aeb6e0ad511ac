import type { ChunkMaps } from '../../workers/scoring-types.ts';
import { messages } from '../messages.ts';
import { packMaps, unpackMaps } from './maps-block.ts';

/**
 * The maps of a file's chunks, in the chunks' order. Only a few blocks of them are in memory, of all files together: an hour of video has 23 MB of maps,
 * and what is looked at is one moment.
 */

/** Chunks in a block: 420 kB, read in a few milliseconds. */
export const BLOCK_CHUNKS = 64;

/** Blocks that may lie in memory: around the playhead of each of two compared files, and what was just scored. */
const MOST_READ = 6;

/** So many chunks ahead of the playhead are in memory when they are due, at the fastest speed. */
const AHEAD = 24;

/** Maps outside of the page: what results carry to storage and to other workers. */
export interface StoredMaps {
  /** 64 chunks each, but for the last one. */
  readonly blocks: readonly Blob[];
  /** The largest share of any cell: the top of the contribution map's scale, the same for the whole file. */
  readonly largestCell: number;
}

/** Sees to it that bytes lie on disk rather than in memory, as far as the browser lets it. */
export type ToDisk = (blob: Blob) => Promise<Blob>;

interface Block {
  blob: Blob;
}

/** Blocks in memory, the latest one used last. */
const inMemory = new Map<Block, readonly ChunkMaps[]>();

function remember(block: Block, maps: readonly ChunkMaps[]): void {
  inMemory.delete(block);
  inMemory.set(block, maps);
  for (const [oldest] of inMemory) {
    if (inMemory.size <= MOST_READ) break;
    inMemory.delete(oldest);
  }
}

async function readBlock({ blob }: Block): Promise<readonly ChunkMaps[]> {
  try {
    return unpackMaps(await blob.arrayBuffer());
  } catch (cause) {
    throw new Error(messages.overlay.gone, { cause });
  }
}

/** How many chunks have their maps in memory as blocks that were read, of all files together. */
export function chunksInMemory(): number {
  return [...inMemory.values()].reduce((sum, { length }) => sum + length, 0);
}

export class KeptMaps {
  private readonly blocks: Block[] = [];
  /** What is not a whole block yet. */
  private growing: ChunkMaps[] = [];
  private largest = 0;
  private readonly reading = new Map<Block, Promise<void>>();

  /** @param toDisk where whole blocks go. */
  constructor(private readonly toDisk: ToDisk = (blob) => Promise.resolve(blob)) {}

  /** Maps that come from storage or from another thread. */
  static from({ blocks, largestCell }: StoredMaps): KeptMaps {
    const kept = new KeptMaps();
    kept.blocks.push(...blocks.map((blob) => ({ blob })));
    kept.largest = largestCell;
    return kept;
  }

  /** Maps that are all there, ready to be stored. */
  static of(chunks: Iterable<ChunkMaps>): KeptMaps {
    const kept = new KeptMaps();
    for (const maps of chunks) kept.append(maps);
    return kept;
  }

  get largestCell(): number {
    return this.largest;
  }

  /** Adds the maps of the next chunk. */
  append(maps: ChunkMaps): void {
    this.largest = maps.cells.reduce((most, share) => Math.max(most, share), this.largest);
    this.growing.push(maps);
    if (this.growing.length === BLOCK_CHUNKS) this.seal();
  }

  /** Nothing is added any more: what is left in memory goes to disk as well. */
  seal(): void {
    if (this.growing.length === 0) return;
    const block: Block = { blob: new Blob([packMaps(this.growing)]) };
    remember(block, this.growing);
    this.growing = [];
    this.blocks.push(block);
    void this.toDisk(block.blob).then((blob) => {
      block.blob = blob;
    });
  }

  /** The maps of a chunk that are in memory; null where they have to be read first, or where there are none. @param place in the list of chunks. */
  at(place: number): ChunkMaps | null {
    const block = this.blocks[Math.floor(place / BLOCK_CHUNKS)];
    const maps = block === undefined ? this.growing : inMemory.get(block);
    return maps?.[place % BLOCK_CHUNKS] ?? null;
  }

  /**
   * Reads what is wanted around a chunk: it and its neighbours, and, without waiting, what is played next.
   * @returns null where they are in memory. @throws Error with one sentence where storage has lost them.
   */
  ready(place: number): Promise<void> | null {
    // The last one is used latest.
    const ahead = this.read(place + AHEAD);
    ahead?.catch(() => undefined);
    const wanted = [place - 1, place + 1, place].map((each) => this.read(each)).filter((reading) => reading !== null);
    return wanted.length === 0 ? null : Promise.all(wanted).then(() => undefined);
  }

  private read(place: number): Promise<void> | null {
    const block = this.blocks[Math.floor(place / BLOCK_CHUNKS)];
    if (block === undefined) return null;
    const maps = inMemory.get(block);
    if (maps !== undefined) {
      remember(block, maps);
      return null;
    }
    const before = this.reading.get(block);
    if (before !== undefined) return before;
    const reading = readBlock(block)
      .then((read) => remember(block, read))
      .finally(() => this.reading.delete(block));
    this.reading.set(block, reading);
    return reading;
  }

  /** The maps of one chunk, null where there are none. @throws Error with one sentence where storage has lost them. */
  async load(place: number): Promise<ChunkMaps | null> {
    await this.read(place);
    return this.at(place);
  }

  /** All maps in order, one block in memory at a time. @throws Error with one sentence where storage has lost them. */
  async *all(): AsyncGenerator<ChunkMaps, void, undefined> {
    for (const block of this.blocks) yield* inMemory.get(block) ?? (await readBlock(block));
    yield* this.growing;
  }

  /** What is there by now, to be stored or handed to another thread. */
  stored(): StoredMaps {
    const blocks = this.blocks.map(({ blob }) => blob);
    return { blocks: this.growing.length === 0 ? blocks : [...blocks, new Blob([packMaps(this.growing)])], largestCell: this.largest };
  }
}
