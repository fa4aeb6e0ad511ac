import { z } from 'zod';
import type { FileResult } from '../../workers/scoring-types.ts';
import { storedMapsSchema, storedResultSchema, storedWithMapsSchema } from '../export/file-result-schema.ts';
import { withoutMaps } from '../export/wire-result.ts';
import type { StoredMaps } from '../maps/kept-maps.ts';

/** Of every kept record; a change that old pages cannot read raises it. 2 keeps the maps beside the result. */
export const PROJECT_FORMAT = 2;

/** Records up to version 0.4.0; what they hold is read as if it were of now. */
const FORMER_FORMAT = 1;

const formatSchema = z.union([z.literal(FORMER_FORMAT), z.literal(PROJECT_FORMAT)]).transform((): typeof PROJECT_FORMAT => PROJECT_FORMAT);

/** What is known of a project without reading its files. */
export interface Project {
  readonly format: typeof PROJECT_FORMAT;
  readonly id: string;
  /** Null for a session that nobody has named. */
  readonly name: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
  /** Its files in order. */
  readonly files: readonly { readonly key: string; readonly name: string; readonly mos: number | null }[];
}

/** A scored file of a project: everything about it but its bytes. */
export interface ProjectFile {
  readonly format: typeof PROJECT_FORMAT;
  readonly key: string;
  readonly projectId: string;
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly result: FileResult;
  readonly maps: StoredMaps;
  /** The way back to the file, where the browser gives one. */
  readonly handle: FileSystemFileHandle | null;
}

const projectSchema: z.ZodType<Project> = z.object({
  format: formatSchema,
  id: z.string().min(1),
  name: z.string().nullable(),
  createdAt: z.number(),
  changedAt: z.number(),
  files: z.array(z.object({ key: z.string().min(1), name: z.string(), mos: z.number().nullable() })),
});

const handleSchema = z.custom<FileSystemFileHandle>((value) => typeof FileSystemFileHandle !== 'undefined' && value instanceof FileSystemFileHandle).nullable();

const factsSchema = z.object({ key: z.string().min(1), projectId: z.string().min(1), name: z.string(), sizeBytes: z.number().nullable(), handle: handleSchema });

const projectFileSchema: z.ZodType<ProjectFile> = z.union([
  factsSchema.extend({ format: z.literal(PROJECT_FORMAT), result: storedResultSchema, maps: storedMapsSchema }),
  factsSchema.extend({ format: z.literal(FORMER_FORMAT), result: storedWithMapsSchema }).transform(({ result, ...facts }): ProjectFile => ({ ...facts, format: PROJECT_FORMAT, ...withoutMaps(result) })),
]);

/** Projects among stored values, the latest first, and how many values were none. */
export function readProjects(values: readonly unknown[]): { readonly projects: readonly Project[]; readonly unreadable: number } {
  const projects = values.flatMap((value) => projectSchema.safeParse(value).data ?? []);
  return { projects: projects.sort((a, b) => b.changedAt - a.changedAt), unreadable: values.length - projects.length };
}

/** A project's file, or null where the stored value is none. */
export function readProjectFile(value: unknown): ProjectFile | null {
  return projectFileSchema.safeParse(value).data ?? null;
}

/** The project with a file added, or in the place of the one with its key. */
export function withFile(project: Project, { key, name, result }: ProjectFile, now: number): Project {
  const file = { key, name, mos: result.score?.mos ?? null };
  const known = project.files.some((each) => each.key === key);
  return { ...project, changedAt: now, files: known ? project.files.map((each) => (each.key === key ? file : each)) : [...project.files, file] };
}

/** The project without a file. */
export function withoutFile(project: Project, key: string, now: number): Project {
  return { ...project, changedAt: now, files: project.files.filter((each) => each.key !== key) };
}
