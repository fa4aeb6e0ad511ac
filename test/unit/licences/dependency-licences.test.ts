import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { dependencyLicences, isCompatible, licencesPage } from '../../../scripts/licences/dependency-licences.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('every dependency has a licence that goes with MIT', () => {
  const dependencies = dependencyLicences(root);
  expect(dependencies.length).toBeGreaterThan(100);
  expect(dependencies.filter((dependency) => !isCompatible(dependency))).toEqual([]);
});

test('the list of licences is that of the lock file: run `npm run licences` when it is not', () => {
  expect(readFileSync(`${root}/docs/licences.md`, 'utf8')).toBe(licencesPage(dependencyLicences(root)));
});

test.each([
  ['MIT', true], ['(MIT OR GPL-3.0-only)', true], ['GPL-3.0-only', false], ['AGPL-3.0-or-later', false], ['LGPL-3.0-or-later', false], ['MIT AND GPL-2.0-only', false],
  ['Apache-2.0 AND MIT', true], ['', false], ['UNLICENSED', false], ['SEE LICENSE IN LICENSE.txt', false], ['CC-BY-4.0', false],
])('%s: %s', (licence, compatible) => {
  expect(isCompatible({ licence, development: false })).toBe(compatible);
});

test('versions in package.json are exact', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.-]+)?$/)]);
});
