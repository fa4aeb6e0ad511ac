import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file, with the folders it lies in. */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** Where relative paths start: npm runs scripts in the package's folder, but paths are meant from where the user stands. */
export function callersDirectory(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}
