/** Plain data that crosses from the scoring worker to whoever drives it. Nothing here holds a tensor or a frame. */

import type { BackendName } from '../models/backend-name.ts';

export { BACKEND_NAMES, type BackendName } from '../models/backend-name.ts';

/** What a person may choose before scoring; all of it is part of the result. */
export interface ScoringSettings {
  readonly backend: 'auto' | BackendName;
  /** Length of a chunk in seconds, 0.5–4. */
  readonly chunkSeconds: number;
  /** Every chunk, or this many spread evenly over the video. */
  readonly coverage: 'all' | number;
}

export const DEFAULT_SETTINGS: ScoringSettings = { backend: 'auto', chunkSeconds: 1, coverage: 'all' };

/** What is known of a video before its first frame is decoded. */
export interface MediaInfo {
  /** Last presented end minus first timestamp, seconds; 0 for a still. */
  readonly durationS: number;
  /** Displayed size: rotation and pixel aspect applied. */
  readonly width: number;
  readonly height: number;
  /** Clockwise quarter turns needed to show the coded picture upright, in degrees. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Mean frame rate over the timestamps; 0 for a still. */
  readonly fps: number;
  /** Short lower-case codec name: avc, hevc, vp8, vp9, av1, png, jpeg, webp. */
  readonly codec: string;
  /** Container: mp4, mov, mkv, webm, ts, or the image format. */
  readonly container: string;
  readonly hdr: boolean;
  readonly still: boolean;
  readonly frameCount: number;
  /** Mean bit rate of the video track in kbit/s, 0 where unknown. */
  readonly kbps: number;
  /** Subtracted from every time in results, so that they start at 0. Seconds. */
  readonly firstTimestampS: number;
}

/** Where the eye goes: one distribution per time step, as 8-bit maps whose maximum is 255. */
export interface SaliencyMaps {
  readonly width: number;
  readonly height: number;
  /** Presentation time of each map in seconds from the start of the video. */
  readonly timesS: readonly number[];
  readonly maps: readonly Uint8Array[];
}

export interface ChunkScore {
  readonly index: number;
  readonly startS: number;
  readonly endS: number;
  readonly mos: number;
  /** Ends of the interval at the model's level (90%). */
  readonly low: number;
  readonly high: number;
  /** 1–5 by dimension name; empty where the model has none. */
  readonly dimensions: Readonly<Record<string, number>>;
  /** CLIP's features of one of the chunk's frames, unit length; only where CLIP was on. */
  readonly clip?: Float32Array;
}

/** What is shown over the picture while a chunk is on the screen: twenty times the rest of its score. */
export interface ChunkMaps {
  readonly saliency: SaliencyMaps;
  /** 7×7 share of each cell in the score, row by row; they add up to the unclipped MOS. */
  readonly cells: readonly number[];
}

/** A chunk as the worker tells it. */
export interface MappedChunk extends ChunkScore, ChunkMaps {}

export interface VideoScore {
  readonly mos: number;
  readonly low: number;
  readonly high: number;
  readonly dimensions: Readonly<Record<string, number>>;
}

/** What the worker says of a file at its end; its chunks were told one by one before. */
export interface ScoredFile {
  readonly status: 'ok' | 'failed';
  readonly media: MediaInfo | null;
  readonly score: VideoScore | null;
  /** One sentence, null when status is ok. */
  readonly error: string | null;
  /** Things to know beside the number, one sentence each (HDR tone-mapped, partly scored, …). */
  readonly notes: readonly string[];
  /** Label of the model whose score it is: name and version. */
  readonly model: string;
  /** Names the CLIP that is fused into the score; absent where the score is Fovea's alone. */
  readonly fusedWith?: string;
  /** Label of the model in use where its parent has scored in its stead: one that is fused with CLIP, for a file that CLIP has not seen to its end. */
  readonly standsInFor?: string;
  readonly backend: BackendName;
  readonly settings: ScoringSettings;
  /** Names the features of this file, for fine-tuning and for other models, which decode it again where storage has not kept them; null where it cannot take part. */
  readonly featureKey: string | null;
  /** Names the CLIP that looked at the chunks; absent where none did. */
  readonly clip?: string;
  /** Wall time of the scoring in seconds. */
  readonly elapsedS: number;
}

/** What happened to one file, but for the maps of its chunks. A failed file may still hold the chunks scored before it failed. */
export interface FileResult extends ScoredFile {
  readonly chunks: readonly ChunkScore[];
}

/** What the video's score needs of a chunk; with it a new worker goes on after a crash. */
export interface PooledChunk {
  /** The net's output and its σ in raw units. */
  readonly raw: number;
  readonly spread: number;
  /** Weight in the pooling: its length in seconds, 1 for a still. */
  readonly durationS: number;
  readonly dimensions: ChunkScore['dimensions'];
  /** Whether CLIP is fused into `raw`. */
  readonly fused?: true;
}

interface OpenedEvent {
  readonly kind: 'opened';
  readonly media: MediaInfo;
  readonly chunkCount: number;
}

interface ChunkEvent {
  readonly kind: 'chunk';
  readonly done: number;
  readonly total: number;
}

/** What was told of the file's chunks no longer counts: it is scored from its beginning. */
interface AgainEvent {
  readonly kind: 'again';
}

/** The nets run somewhere else than was said when they were prepared. */
interface EngineEvent {
  readonly kind: 'engine';
  readonly engine: EngineInfo;
}

/** What the page hears while a file is scored; its maps are kept apart from its scores. */
export type ScoringEvent = OpenedEvent | (ChunkEvent & { readonly chunk: ChunkScore; readonly maps: ChunkMaps }) | AgainEvent | EngineEvent;

/** Events as the worker sends them. */
export type WorkerEvent = OpenedEvent | (ChunkEvent & { readonly chunk: MappedChunk; readonly pooled: PooledChunk }) | AgainEvent | EngineEvent;

/** The nets' home and why it was chosen, for the page to show. */
export interface EngineInfo {
  readonly backend: BackendName;
  /** One sentence: why this backend, and why not the faster ones. */
  readonly reason: string;
  /** Names the encoders, and so whose features can be used again. */
  readonly trunk: string;
  readonly model: ModelInfo;
}

export interface ModelInfo {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Hex SHA-256 of the weights. */
  readonly sha256: string;
  readonly parent: string | null;
  /** The CLIP that it is fused with and its prompts; null for a model without. */
  readonly clip: { readonly id: string; readonly pairs: readonly { readonly name: string; readonly positive: string; readonly negative: string }[] } | null;
  readonly dimensions: readonly string[];
  readonly parameters: number;
  readonly bytes: number;
  readonly intervalLevel: number;
  readonly provenance: Readonly<Record<string, unknown>>;
  readonly metrics: readonly MetricFigure[];
}

/** One published figure: what, on what, how much, with a 95% interval where there is one. */
export interface MetricFigure {
  readonly name: string;
  readonly data: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** For leak tests. */
export interface ResourceCounts {
  readonly tensors: number;
  readonly tensorBytes: number;
  readonly openFrames: number;
  readonly openMedia: number;
}
