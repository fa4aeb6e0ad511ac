import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

describe('package-lock.json', () => {
  it('holds every optional package that one of its packages names', async () => {
    // npm install leaves out what the registry does not have for other platforms; npm ci then refuses the file.
    const { packages } = lockSchema.parse(JSON.parse(await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8')));
    const held = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
    const missing = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies)).filter((name) => !held.has(name));
    expect(missing).toEqual([]);
  });
});
