import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { dependencyLicences, isCompatible, licencesPage } from './licences/dependency-licences.ts';

/** Writes docs/licences.md; exits with 1 when a licence does not go with MIT. */
const root = fileURLToPath(new URL('..', import.meta.url));
const dependencies = dependencyLicences(root);
await writeFile(`${root}/docs/licences.md`, licencesPage(dependencies));
const refused = dependencies.filter((dependency) => !isCompatible(dependency));
console.log(`${dependencies.length} packages, ${refused.length} with a licence that does not go with MIT.`);
for (const { name, version, licence } of refused) console.log(`${name} ${version}: ${licence === '' ? 'none named' : licence}`);
process.exitCode = refused.length > 0 ? 1 : 0;
