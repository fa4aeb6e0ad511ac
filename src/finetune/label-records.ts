import { z } from 'zod';
import type { LabelImport } from './label-book.ts';
import type { RatingSession, Step } from './rating-session.ts';

/** What is read back from storage is checked like anything that comes from outside: another version of the page may have written it. */

const stepSchema: z.ZodType<Step> = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

const sessionSchema: z.ZodType<RatingSession> = z
  .object({
    id: z.string().min(1),
    rater: z.string().min(1),
    seed: z.number(),
    startedAt: z.number(),
    breakEvery: z.number().int().positive(),
    order: z.array(z.object({ clip: z.string(), repeat: z.boolean() })),
    answers: z.array(z.object({ place: z.number().int().nonnegative(), step: stepSchema.nullable() })),
  })
  .refine(({ order, answers }) => answers.every(({ place }) => place < order.length));

const importSchema: z.ZodType<LabelImport> = z.object({
  id: z.string().min(1),
  name: z.string(),
  importedAt: z.number(),
  labels: z.array(
    z.object({ file: z.string().min(1), mos: z.number().min(1).max(5), deviation: z.number().nonnegative(), count: z.number().int().positive() }),
  ),
});

/** Records that were understood, and how many were not. */
export interface ReadRecords<T> {
  readonly records: readonly T[];
  readonly unreadable: number;
}

/** Keeps the records that follow the schema. */
export function readRecords<T>(schema: z.ZodType<T>, values: readonly unknown[]): ReadRecords<T> {
  const records = values.flatMap((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  return { records, unreadable: values.length - records.length };
}

/** Rating sessions among stored values. */
export function readSessions(values: readonly unknown[]): ReadRecords<RatingSession> {
  return readRecords(sessionSchema, values);
}

/** Imported labels among stored values. */
export function readImports(values: readonly unknown[]): ReadRecords<LabelImport> {
  return readRecords(importSchema, values);
}
