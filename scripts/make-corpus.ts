import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { corpusFiles } from './corpus/clips.ts';

/** Writes the corpus of damaged and odd files into a folder: `tsx scripts/make-corpus.ts FOLDER`. */
const folder = resolve(process.env['INIT_CWD'] ?? '.', process.argv[2] ?? 'data/corpus');
await mkdir(folder, { recursive: true });
let count = 0;
for await (const { name, bytes } of corpusFiles(folder)) {
  await writeFile(join(folder, name), bytes);
  count += 1;
}
console.log(`${count} files in ${folder}`);
