import { readdir, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';

/** Ends of names that a folder is searched for; a file named by itself is tried whatever it is called. */
const MEDIA_ENDINGS = new Set([
  '.mp4', '.m4v', '.mov', '.mkv', '.webm', '.ts', '.mts', '.m2ts', '.avi', '.3gp', '.ogv', '.png', '.jpg', '.jpeg', '.webp',
]);

/** One thing to score, or the sentence that says why it cannot be. */
export interface InputFile {
  /** As the user wrote it, for the CSV. */
  readonly label: string;
  readonly path: string;
  readonly fault: string | null;
}

/**
 * Expands files and folders, folders recursively and by name, in the order given.
 * @param base what relative paths are relative to.
 */
export async function inputFiles(inputs: readonly string[], base: string): Promise<InputFile[]> {
  const found: InputFile[] = [];
  for (const input of inputs) {
    const path = resolve(base, input);
    const entry = await stat(path).catch(() => null);
    if (entry === null) {
      found.push({ label: input, path, fault: 'There is no such file.' });
    } else if (entry.isDirectory()) {
      const names = (await readdir(path, { recursive: true })).filter((name) => MEDIA_ENDINGS.has(extname(name).toLowerCase())).sort();
      if (names.length === 0) found.push({ label: input, path, fault: 'This folder holds no video or picture.' });
      for (const name of names) found.push({ label: join(input, name), path: join(path, name), fault: null });
    } else {
      found.push({ label: input, path, fault: null });
    }
  }
  return found;
}
