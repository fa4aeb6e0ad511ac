import { z } from 'zod';
import type { Estimate, FinetuneReport } from '../../workers/finetune-service.ts';

/** A model beside the shipped one. Its file is kept apart, so that a list of models does not load them all. */
export interface KeptModel {
  readonly id: string;
  readonly name: string;
  /** Name and version, as results carry it. */
  readonly label: string;
  readonly origin: 'trained' | 'imported';
  /** False for a trained model that waits for a decision. */
  readonly kept: boolean;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** Hex SHA-256 of the file. */
  readonly fileHash: string;
  readonly bytes: number;
  /** The model it was tuned from: null for the shipped one. */
  readonly parentId: string | null;
  /** Name and version of the parent, null where there is none. */
  readonly parentLabel: string | null;
  readonly report: FinetuneReport | null;
  /** Names the CLIP that it is fused with, null for a model without. */
  readonly clip: string | null;
}

// Figures that are not defined, a correlation of two clips for instance, are NaN.
const figure = z.number().or(z.nan());
const estimateSchema: z.ZodType<Estimate> = z.object({ value: figure, low: figure, high: figure });
const agreementSchema = z.object({ n: z.number(), srcc: estimateSchema, krcc: estimateSchema, plcc: estimateSchema, rmse: estimateSchema, rmseMapped: estimateSchema });

const verdictSchema = z.enum(['likely', 'unclear', 'no', 'unknown']);

const reportSchema: z.ZodType<FinetuneReport> = z.object({
  clips: z.array(z.object({ name: z.string(), label: figure, before: figure, after: figure })),
  folds: z.number(),
  seed: z.number(),
  // Reports kept before the encoder could be trained say nothing of it.
  deep: z.boolean().default(false),
  steps: z.number().nullable(),
  before: agreementSchema,
  after: agreementSchema,
  verdict: verdictSchema,
  // Reports kept before CLIP could be fused have none.
  fusion: z
    .object({
      clip: z.string(), pairs: z.number(), predicted: z.array(figure), fused: agreementSchema, verdict: verdictSchema,
      // Before fused networks were kept none was trained to the end.
      steps: z.number().nullable().default(null),
    })
    .nullable()
    .default(null),
});

/** Checks what comes back from storage. */
export const keptModelSchema: z.ZodType<KeptModel> = z.object({
  id: z.string().min(1),
  name: z.string(),
  label: z.string(),
  origin: z.enum(['trained', 'imported']),
  kept: z.boolean(),
  addedAt: z.number(),
  fileHash: z.string(),
  bytes: z.number(),
  parentId: z.string().nullable(),
  parentLabel: z.string().nullable(),
  report: reportSchema.nullable(),
  // Models kept before there were fused ones.
  clip: z.string().nullable().default(null),
});

/** Models among stored values, oldest first, and how many values were no models. */
export function readModels(values: readonly unknown[]): { readonly models: readonly KeptModel[]; readonly unreadable: number } {
  const models = values.flatMap((value) => {
    const parsed = keptModelSchema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  return { models: models.sort((a, b) => a.addedAt - b.addedAt), unreadable: values.length - models.length };
}

/** A name that no other model has: the wish itself, or with a number behind it. */
export function freeName(wish: string, taken: readonly string[]): string {
  const names = new Set(taken);
  if (!names.has(wish)) return wish;
  let number = 2;
  while (names.has(`${wish} ${number}`)) number += 1;
  return `${wish} ${number}`;
}
