import { z } from 'zod';
import { BACKEND_NAMES } from '../../workers/scoring-types.ts';
import type { FileResult } from '../../workers/scoring-types.ts';
import type { StoredMaps } from '../maps/kept-maps.ts';
import type { MappedResult } from './exported-result.ts';

const backendSchema = z.enum(BACKEND_NAMES);

/** What a person may choose before scoring. */
export const scoringSettingsSchema = z.object({
  backend: z.union([z.literal('auto'), backendSchema]),
  chunkSeconds: z.number().min(0.5).max(4),
  coverage: z.union([z.literal('all'), z.number().int().positive()]),
});

const dimensionsSchema = z.record(z.string(), z.number());

const mediaSchema = z.object({
  durationS: z.number(),
  width: z.number(),
  height: z.number(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  fps: z.number(),
  codec: z.string(),
  container: z.string(),
  hdr: z.boolean(),
  still: z.boolean(),
  frameCount: z.number(),
  kbps: z.number(),
  firstTimestampS: z.number(),
});

function bytesFromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function featuresFromBase64(text: string): Float32Array {
  const bytes = bytesFromBase64(text);
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / Float32Array.BYTES_PER_ELEMENT));
}

/** What a chunk's score holds; CLIP's features are read by `features`. */
function chunkSchema<Features extends z.ZodType<Float32Array>>(features: Features) {
  return z.object({
    index: z.number().int().nonnegative(),
    startS: z.number(),
    endS: z.number(),
    mos: z.number(),
    low: z.number(),
    high: z.number(),
    dimensions: dimensionsSchema,
    clip: z.exactOptional(features),
  });
}

/** A chunk with its maps, which are read by `map`. */
function mappedChunkSchema<Map extends z.ZodType<Uint8Array>, Features extends z.ZodType<Float32Array>>(map: Map, features: Features) {
  return chunkSchema(features).extend({
    saliency: z.object({ width: z.number().int().nonnegative(), height: z.number().int().nonnegative(), timesS: z.array(z.number()), maps: z.array(map) }),
    cells: z.array(z.number()),
  });
}

function resultSchema<Chunk extends z.ZodType>(chunk: Chunk) {
  return z.object({
    status: z.enum(['ok', 'failed']),
    media: mediaSchema.nullable(),
    score: z.object({ mos: z.number(), low: z.number(), high: z.number(), dimensions: dimensionsSchema }).nullable(),
    chunks: z.array(chunk),
    error: z.string().nullable(),
    notes: z.array(z.string()),
    model: z.string(),
    fusedWith: z.exactOptional(z.string()),
    standsInFor: z.exactOptional(z.string()),
    backend: backendSchema,
    settings: scoringSettingsSchema,
    featureKey: z.string().nullable(),
    clip: z.exactOptional(z.string()),
    elapsedS: z.number(),
  });
}

/**
 * A {@link MappedResult} as it leaves the driver: plain JSON, maps and CLIP's features as base64.
 * Parsing gives the result back with its maps as bytes and the features as numbers.
 */
export const fileResultSchema = resultSchema(mappedChunkSchema(z.base64().transform(bytesFromBase64), z.base64().transform(featuresFromBase64))) satisfies z.ZodType<MappedResult>;

/** A {@link FileResult} as it comes back from the browser's storage. */
export const storedResultSchema = resultSchema(chunkSchema(z.instanceof(Float32Array))) satisfies z.ZodType<FileResult>;

/** Its maps, beside it. */
export const storedMapsSchema = z.object({ blocks: z.array(z.instanceof(Blob)), largestCell: z.number() }) satisfies z.ZodType<StoredMaps>;

/** A result as versions up to 0.4.0 stored it, with the maps in its chunks. */
export const storedWithMapsSchema = resultSchema(mappedChunkSchema(z.instanceof(Uint8Array), z.instanceof(Float32Array))) satisfies z.ZodType<MappedResult>;

/** A result on the wire, before parsing. */
export type WireFileResult = z.input<typeof fileResultSchema>;

/** The engine as the driver reports it. */
export const engineInfoSchema = z.object({
  backend: backendSchema,
  reason: z.string(),
  model: z.object({ name: z.string(), version: z.string(), sha256: z.string() }).loose(),
});

/** What the driver calls `foveaProgress` with. */
export const driverEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), index: z.number().int(), name: z.string(), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal('training'), share: z.number() }),
  z.object({ kind: z.literal('result'), index: z.number().int(), name: z.string(), result: fileResultSchema }),
]);
