import { z } from 'zod';
import { ARCHITECTURES, FUSED_SUFFIX, type Architecture } from './architecture.ts';
import { float16ToFloat32, float32ToFloat16 } from './float16.ts';

/**
 * The `.fovea` model file (docs/design.md): magic, header length, JSON header, float16 weights.
 * Model files come from outside: sizes are bounded before anything is allocated, every field is checked, weights are hashed.
 */

const MAGIC = [0x46, 0x4f, 0x56, 0x45, 0x41, 0, 0, 1] as const;
const PREFIX_BYTES = 12;
const MAX_HEADER_BYTES = 4 * 1024 * 1024;
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_TENSORS = 2000;
const ALIGNMENT = 16;

/** Refused model file; the message is one sentence for the user. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
}

const finite = z.number().refine(Number.isFinite, 'not finite');
const label = z.string().min(1).max(80).regex(/^[\p{L}\p{N} ._()+-]+$/u, 'has characters that a name may not have');

const metricSchema = z.object({
  name: z.string().max(200),
  data: z.string().max(200),
  value: finite,
  low: finite.nullable(),
  high: finite.nullable(),
  n: z.number().int().nonnegative(),
});

const tensorSchema = z.object({
  name: z.string().min(1).max(120),
  shape: z.array(z.number().int().positive().max(65536)).min(1).max(5),
  offset: z.number().int().nonnegative(),
});

const calibrationSchema = z.object({
  scale: finite.positive().max(1000),
  offset: finite.min(-1000).max(1000),
  pooling: z.object({ worstShare: finite.positive().max(1), worstWeight: finite.min(0).max(1) }),
  interval: z.object({ level: finite.gt(0).lt(1), chunkQuantile: finite.nonnegative().max(1000), videoQuantile: finite.nonnegative().max(1000) }),
});

const prompt = z.string().min(1).max(200);

const fusionSchema = z.object({
  /** Names the CLIP: its weights and their precision. */
  clip: z.string().min(1).max(200),
  /** Length of its features. */
  width: z.number().int().positive().max(4096),
  /** What its centred features are multiplied by. */
  scale: finite.positive(),
  pairs: z.array(z.object({ name: z.string().min(1).max(40), positive: prompt, negative: prompt })).max(64),
  /** The parent's, for what CLIP has not looked at. */
  parentCalibration: calibrationSchema,
});

/** What a model may be called. */
export const modelNameSchema = label;

export const modelHeaderSchema = z.object({
  format: z.literal(1),
  name: modelNameSchema,
  version: label,
  architecture: z.string().max(80),
  parent: z.object({ name: label, version: label, sha256: z.string().regex(/^[0-9a-f]{64}$/) }).nullable(),
  settings: z.object({
    chunkSeconds: finite.min(0.5).max(4),
    framesPerChunk: z.literal(8),
    globalFrames: z.array(z.number().int().min(0).max(7)).length(2),
    globalSize: z.literal(224),
    fragmentGrid: z.literal(7),
    fragmentSize: z.literal(32),
  }),
  calibration: calibrationSchema,
  /** Only of a model that is fused with CLIP. */
  fusion: z.exactOptional(fusionSchema),
  dimensions: z.array(z.object({ name: z.string().regex(/^[a-z][a-z ]{0,39}$/), scale: finite, offset: finite })).max(8),
  provenance: z.record(z.string(), z.unknown()),
  metrics: z.array(metricSchema).max(500),
  golden: z.object({
    input: z.object({ seed: z.number().int().nonnegative(), size: z.number().int().positive().max(224).multipleOf(32) }),
    raw: finite,
    spread: finite,
    saliency: z.array(finite).max(4096),
  }),
  tensors: z.array(tensorSchema).min(1).max(MAX_TENSORS),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type ModelHeader = z.infer<typeof modelHeaderSchema>;

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/** A checked model file in memory, weights widened to single precision. */
export interface ModelFile {
  readonly header: ModelHeader;
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  /** Bytes of the whole file. */
  readonly bytes: number;
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Of the nets, with a fusion or without; undefined for one that this page does not run. */
export function architectureOf({ architecture }: ModelHeader): Architecture | undefined {
  return ARCHITECTURES.find((known) => architecture === known || architecture === `${known}${FUSED_SUFFIX}`);
}

/** The checked header and where the weights begin. @throws ModelFileError with one sentence. */
function readHeader(buffer: ArrayBuffer): { readonly header: ModelHeader; readonly start: number } {
  if (buffer.byteLength > MAX_FILE_BYTES) throw new ModelFileError('This model file is larger than any Fovea model (64 MB).');
  const bytes = new Uint8Array(buffer);
  if (bytes.length < PREFIX_BYTES || MAGIC.slice(0, 5).some((byte, i) => bytes[i] !== byte)) throw new ModelFileError('This is not a Fovea model file.');
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw new ModelFileError('This model file was made for another version of Fovea.');
  const headerBytes = new DataView(buffer).getUint32(8, true);
  if (headerBytes > MAX_HEADER_BYTES || PREFIX_BYTES + headerBytes > bytes.length) throw new ModelFileError('This model file is cut off or damaged: its header is incomplete.');

  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerBytes)));
  } catch (cause) {
    throw new ModelFileError('This model file is damaged: its header cannot be read.', { cause });
  }
  const parsed = modelHeaderSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ModelFileError(`This model file is damaged: ${issue?.path.join('.') ?? 'its header'} is not as it should be.`, { cause: parsed.error });
  }
  const header = parsed.data;
  if (architectureOf(header) === undefined) throw new ModelFileError(`This model has the architecture ${header.architecture}; this Fovea runs ${ARCHITECTURES.join(' and ')}.`);
  if (header.architecture.endsWith(FUSED_SUFFIX) !== (header.fusion !== undefined && header.parent !== null)) {
    throw new ModelFileError('This model file is damaged: what it says of CLIP does not fit its architecture.');
  }

  return { header, start: Math.ceil((PREFIX_BYTES + headerBytes) / ALIGNMENT) * ALIGNMENT };
}

/**
 * Reads and checks a model file.
 * @throws ModelFileError with one sentence when it is foreign, damaged, or of another architecture.
 */
export async function readModelFile(buffer: ArrayBuffer): Promise<ModelFile> {
  const { header, start } = readHeader(buffer);
  const bytes = new Uint8Array(buffer);
  const total = header.tensors.reduce((end, { shape, offset }) => Math.max(end, offset + elements(shape)), 0);
  if (start + 2 * total !== bytes.length) throw new ModelFileError('This model file is cut off or damaged: its weights are incomplete.');
  const weights = bytes.subarray(start);
  if ((await sha256(weights)) !== header.sha256) throw new ModelFileError('This model file is damaged: its weights do not match their checksum.');

  const halves = new Uint16Array(buffer, start, total);
  const tensors = new Map<string, NamedTensor>();
  for (const { name, shape, offset } of header.tensors) {
    if (tensors.has(name)) throw new ModelFileError(`This model file is damaged: it holds ${name} twice.`);
    const values = float16ToFloat32(halves.subarray(offset, offset + elements(shape)));
    if (!values.every(Number.isFinite)) throw new ModelFileError(`This model file is damaged: ${name} holds values that are not numbers.`);
    tensors.set(name, { shape, values });
  }
  return { header, tensors, bytes: bytes.length };
}

/**
 * Writes a model file; offsets and hash of the header are computed here.
 * @param header everything but `tensors` and `sha256`.
 */
export async function writeModelFile(header: Omit<ModelHeader, 'tensors' | 'sha256'>, tensors: ReadonlyMap<string, NamedTensor>): Promise<ArrayBuffer> {
  const entries = [...tensors].map(([name, tensor]) => ({ name, ...tensor }));
  let offset = 0;
  const placed = entries.map(({ name, shape, values }) => {
    const entry = { name, shape: [...shape], offset };
    offset += values.length;
    return entry;
  });
  const halves = new Uint16Array(offset);
  placed.forEach((entry, i) => halves.set(float32ToFloat16(entries[i]?.values ?? []), entry.offset));
  const weights = new Uint8Array(halves.buffer);
  return assemble({ ...header, tensors: placed, sha256: await sha256(weights) }, weights);
}

/** The same model under another name; its weights are not looked at. @throws ModelFileError with one sentence. */
export function renameModelFile(buffer: ArrayBuffer, name: string): ArrayBuffer {
  const { header, start } = readHeader(buffer);
  return assemble({ ...header, name: modelNameSchema.parse(name) }, new Uint8Array(buffer, start));
}

function assemble(header: ModelHeader, weights: Uint8Array): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = Math.ceil((PREFIX_BYTES + text.length) / ALIGNMENT) * ALIGNMENT;
  const out = new Uint8Array(start + weights.length);
  out.set(MAGIC);
  new DataView(out.buffer).setUint32(8, text.length, true);
  out.set(text, PREFIX_BYTES);
  out.set(weights, start);
  return out.buffer;
}
