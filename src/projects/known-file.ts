import { contentHash } from '../../workers/content-hash.ts';
import { contentOfKey } from '../../workers/feature-key.ts';

/** What is kept of a file whose bytes are not. */
export interface KnownFile {
  readonly name: string;
  readonly sizeBytes: number | null;
  /** Names its content; null where nothing could be scored. */
  readonly featureKey: string | null;
}

/**
 * Which of the kept files this one is: the one of the same size and content, under whatever name; where the content is not known, of the same size and name.
 * The file is read only if one has its size.
 * @returns its place among `known`, -1 where it is none of them.
 */
export async function knownFileIndex(file: File, known: readonly KnownFile[]): Promise<number> {
  const sameSize = known.map((each) => each.sizeBytes === null || each.sizeBytes === file.size);
  const unread = known.findIndex((each, i) => sameSize[i] === true && each.featureKey === null && each.name === file.name);
  if (!known.some((each, i) => sameSize[i] === true && each.featureKey !== null)) return unread;
  // Where the browser cannot read it, scoring says so.
  const content = await contentHash(file).catch(() => null);
  const read = known.findIndex((each, i) => sameSize[i] === true && each.featureKey !== null && contentOfKey(each.featureKey) === content);
  return read < 0 ? unread : read;
}
