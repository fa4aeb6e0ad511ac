import { expect, test } from 'vitest';
import { packProject, unpackProject } from '../../../src/projects/project-file.ts';
import { PROJECT_FORMAT, readProjectFile, readProjects, withFile, withoutFile } from '../../../src/projects/project-records.ts';
import type { Project, ProjectFile } from '../../../src/projects/project-records.ts';
import { messages } from '../../../src/messages.ts';
import { withoutMaps } from '../../../src/export/wire-result.ts';
import { KeptMaps } from '../../../src/maps/kept-maps.ts';
import { chunk, ok } from '../export/sample-results.ts';

const project: Project = { format: PROJECT_FORMAT, id: 'p', name: 'Trailer', createdAt: 1, changedAt: 2, files: [] };
const file: ProjectFile = { format: PROJECT_FORMAT, key: 'f', projectId: 'p', name: 'a.mp4', sizeBytes: 7, ...withoutMaps({ ...ok, clip: 'clip-1' }), handle: null };

test('what another version wrote is left out and counted', () => {
  const { projects, unreadable } = readProjects([project, { ...project, id: 'q', changedAt: 3 }, { ...project, format: 3 }, 'nothing', null]);
  expect(projects.map(({ id }) => id)).toEqual(['q', 'p']);
  expect(unreadable).toBe(3);
  expect(readProjectFile(file)).toEqual(file);
  expect(readProjectFile({ ...file, result: { ...ok, chunks: [{}] } })).toBeNull();
});

test('what 0.4.0 wrote is read with its maps', async () => {
  expect(readProjects([{ ...project, format: 1 }])).toEqual({ projects: [project], unreadable: 0 });
  const read = readProjectFile({ format: 1, key: 'f', projectId: 'p', name: 'a.mp4', sizeBytes: 7, result: ok, handle: null });
  expect(read).toMatchObject({ format: PROJECT_FORMAT, key: 'f', result: withoutMaps(ok).result });
  expect(read?.result.chunks[0]).not.toHaveProperty('saliency');
  const { saliency, cells } = chunk(1, 3.3);
  expect(await (read === null ? null : KeptMaps.from(read.maps).load(1))).toEqual({ saliency, cells });
});

test('a file is added once, changed in its place, and taken out', () => {
  const once = withFile(project, file, 10);
  expect(once).toMatchObject({ changedAt: 10, files: [{ key: 'f', name: 'a.mp4', mos: 3.4 }] });
  const twice = withFile(withFile(once, { ...file, key: 'g' }, 11), { ...file, result: { ...ok, score: null } }, 12);
  expect(twice.files.map(({ key, mos }) => [key, mos])).toEqual([['f', null], ['g', 3.4]]);
  expect(withoutFile(twice, 'f', 13).files.map(({ key }) => key)).toEqual(['g']);
});

test('a project goes through a file on disk with its maps', async () => {
  const read = await unpackProject(await packProject('Trailer', 1, [{ ...file, ...withoutMaps(ok) }]));
  expect(read).toEqual({ kind: 'fovea-project', format: 1, name: 'Trailer', createdAt: 1, files: [{ name: 'a.mp4', sizeBytes: 7, result: ok }] });
  expect(read.files[0]?.result.chunks[0]?.saliency.maps[0]).toEqual(Uint8Array.of(255));
});

test('what CLIP has seen of its files goes with it, to the bit', async () => {
  // A view into a larger memory, as workers hand features over.
  const features = new Float32Array([9, 0.1, -1 / 3, 1e-20]).subarray(1);
  const looked = { ...ok, clip: 'clip-1', fusedWith: 'clip-1', chunks: ok.chunks.map((chunk) => ({ ...chunk, clip: features })) };
  const { files } = await unpackProject(await packProject('Trailer', 1, [{ ...file, ...withoutMaps(looked) }]));
  expect(files[0]?.result).toMatchObject({ clip: 'clip-1', fusedWith: 'clip-1' });
  expect(files[0]?.result.chunks.map(({ clip }) => clip)).toEqual([Float32Array.of(0.1, -1 / 3, 1e-20), Float32Array.of(0.1, -1 / 3, 1e-20)]);
  expect(readProjectFile({ ...file, ...withoutMaps(looked) })?.result.chunks[0]?.clip).toEqual(Float32Array.of(0.1, -1 / 3, 1e-20));
});

async function gzipped(content: unknown): Promise<Blob> {
  return new Response(new Blob([JSON.stringify(content)]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
}

test('other files and newer projects get their sentence', async () => {
  await expect(unpackProject(new Blob(['no gzip']))).rejects.toThrow(messages.projects.notProject);
  await expect(unpackProject(await gzipped({ kind: 'fovea-project', format: 1 }))).rejects.toThrow(messages.projects.notProject);
  await expect(unpackProject(await gzipped({ kind: 'fovea-project', format: 2 }))).rejects.toThrow(messages.projects.newer);
});
