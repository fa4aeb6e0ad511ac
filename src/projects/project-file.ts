import { z } from 'zod';
import { fileResultSchema } from '../export/file-result-schema.ts';
import { wireResult } from '../export/wire-result.ts';
import { KeptMaps } from '../maps/kept-maps.ts';
import { messages } from '../messages.ts';
import type { ProjectFile } from './project-records.ts';

/** How a project's file on disk ends. */
export const PROJECT_EXTENSION = '.foveaproject';

const KIND = 'fovea-project';

/** Of the file on disk, which holds maps inside of their chunks. */
const FILE_FORMAT = 1;

const exportedSchema = z.object({
  kind: z.literal(KIND),
  format: z.literal(FILE_FORMAT),
  name: z.string(),
  createdAt: z.number(),
  files: z.array(z.object({ name: z.string(), sizeBytes: z.number().nullable(), result: fileResultSchema })),
});

/** A project as it comes from a file on disk. */
export type ImportedProject = z.output<typeof exportedSchema>;

async function through(content: Blob | string, stream: CompressionStream | DecompressionStream): Promise<Blob> {
  return new Response(new Blob([content]).stream().pipeThrough(stream)).blob();
}

/** A project as one file: gzipped JSON with results, maps, CLIP's features and facts. The videos are not in it. @throws Error with one sentence where storage has lost maps. */
export async function packProject(name: string, createdAt: number, files: readonly ProjectFile[]): Promise<Blob> {
  const exported: z.input<typeof exportedSchema> = {
    kind: KIND, format: FILE_FORMAT, name, createdAt,
    files: await Promise.all(
      files.map(async (file) => ({ name: file.name, sizeBytes: file.sizeBytes, result: await wireResult(file.result, KeptMaps.from(file.maps), { maps: true, clip: true }) })),
    ),
  };
  return through(JSON.stringify(exported), new CompressionStream('gzip'));
}

/** Reads what {@link packProject} wrote. @throws Error with one sentence. */
export async function unpackProject(file: Blob): Promise<ImportedProject> {
  let content: unknown;
  try {
    content = JSON.parse(await (await through(file, new DecompressionStream('gzip'))).text());
  } catch (cause) {
    throw new Error(messages.projects.notProject, { cause });
  }
  const parsed = exportedSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const newer = z.object({ kind: z.literal(KIND), format: z.number().gt(FILE_FORMAT) }).safeParse(content).success;
  throw new Error(newer ? messages.projects.newer : messages.projects.notProject, { cause: parsed.error });
}
