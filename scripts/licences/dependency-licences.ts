import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One installed package as the lock file and its own manifest name it. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
  /** SPDX expression; empty where none is named. */
  readonly licence: string;
  /** Whether it only builds or tests, and is in nothing that is given away. */
  readonly development: boolean;
}

const packageSchema = z.object({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional(), link: z.boolean().optional(), optional: z.boolean().optional() });
const lockSchema = z.object({ packages: z.record(z.string(), packageSchema) });
const manifestSchema = z.object({ license: z.union([z.string(), z.object({ type: z.string() })]).optional() });

/** Licences that a program under MIT may be linked with and given away with. MPL-2.0 binds its own files only, which are used unchanged. */
const COMPATIBLE: ReadonlySet<string> = new Set(['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'Zlib', 'Python-2.0', 'MPL-2.0']);
/** Data that build tools read and that goes nowhere. */
const COMPATIBLE_FOR_TOOLS: ReadonlySet<string> = new Set(['CC-BY-4.0', 'CC-BY-3.0']);

/** Whether an SPDX expression leaves a way to use the package in a program under MIT: any branch of an OR, all parts of an AND. */
export function isCompatible({ licence, development }: Pick<Dependency, 'licence' | 'development'>): boolean {
  const part = (text: string): boolean => COMPATIBLE.has(text) || (development && COMPATIBLE_FOR_TOOLS.has(text));
  return licence.replace(/[()]/g, ' ').split(/\s+OR\s+/).some((way) => way.split(/\s+AND\s+/).every((text) => part(text.trim())));
}

/** All packages of the lock file, by name. @param root of the project. */
export function dependencyLicences(root: string): Dependency[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const found = Object.entries(packages).flatMap(([path, { version, license, dev, link }]): Dependency[] => {
    if (path === '' || link === true || version === undefined) return [];
    return [{ name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version, licence: license ?? ownLicence(join(root, path)), development: dev === true }];
  });
  const unique = new Map(found.map((dependency) => [`${dependency.name} ${dependency.version} ${dependency.development}`, dependency]));
  return [...unique.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** Older packages have no licence in the lock file. */
function ownLicence(folder: string): string {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return '';
  const { license } = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return typeof license === 'object' ? license.type : (license ?? '');
}

/** `docs/licences.md`. */
export function licencesPage(dependencies: readonly Dependency[]): string {
  const counts = new Map<string, number>();
  for (const { licence } of dependencies) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const table = (of: readonly Dependency[]): string[] => ['| package | version | licence |', '|---|---|---|', ...of.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)];
  return [
    '# Licences of the dependencies',
    '',
    'Written by `npm run licences` from the lock file; a test holds it to the lock file and every licence to what a program under MIT may be given away with.',
    '',
    '| licence | packages |',
    '|---|---:|',
    ...[...counts].sort(([, a], [, b]) => b - a).map(([licence, count]) => `| ${licence} | ${count} |`),
    '',
    'MPL-2.0 (mediabunny) binds its own files: they are used unchanged, and their source is what the package registry holds.',
    '',
    '## What the page and the command line are made of',
    '',
    ...table(dependencies.filter(({ development }) => !development)),
    '',
    '## What only builds and tests',
    '',
    ...table(dependencies.filter(({ development }) => development)),
    '',
  ].join('\n');
}
