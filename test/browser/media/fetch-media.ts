import { openMediaFile } from '../../../workers/media/open-media.ts';
import type { ChunkViews } from '../../../workers/media.ts';
import type { MediaName } from '../../fixtures/media-path.ts';

/** One of the clips that test/fixtures/make-media.ts makes. */
export async function mediaFile(name: MediaName): Promise<File> {
  const response = await fetch(`/media/${name}`);
  if (!response.ok) throw new Error(`The clip ${name} was not served.`);
  return new File([await response.arrayBuffer()], name);
}

/** What came of reading a file to its end. */
export interface Outcome {
  readonly chunks: readonly ChunkViews[];
  /** The error, if any, as `fault: sentence`. */
  readonly error: string | null;
}

/** Opens a file and takes all its chunks. */
export async function readAll(file: File, coverage: 'all' | number = 'all', chunkSeconds = 1): Promise<Outcome> {
  const chunks: ChunkViews[] = [];
  try {
    const media = await openMediaFile(file, { chunkSeconds, coverage });
    try {
      for await (const chunk of media.views(new AbortController().signal)) chunks.push(chunk);
    } finally {
      media.close();
    }
    return { chunks, error: null };
  } catch (error) {
    return { chunks, error: error instanceof Error ? `${'fault' in error ? String(error.fault) : error.name}: ${error.message}` : String(error) };
  }
}
