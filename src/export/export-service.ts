import type { ChunkScore } from '../../workers/scoring-types.ts';
import type { StoredMaps } from '../maps/kept-maps.ts';
import type { MappedFile } from './maps-archive.ts';
import type { OverlayStyle } from './overlay-painter.ts';

/** A picture of one moment. */
export interface FrameRequest {
  readonly file: File;
  /** Seconds from the first frame. */
  readonly timeS: number;
  /** Subtracted from the file's times in results. */
  readonly firstTimestampS: number;
  readonly still: boolean;
  readonly chunks: readonly ChunkScore[];
  readonly maps: StoredMaps;
  /** Null draws the frame alone. */
  readonly overlay: OverlayStyle | null;
  /** The picture is scaled down to this width; null keeps its size. */
  readonly mostWidth: number | null;
  readonly type: 'image/png' | 'image/jpeg';
}

/** A whole video with the map burnt in. */
export interface OverlayVideoRequest {
  readonly file: File;
  readonly firstTimestampS: number;
  readonly chunks: readonly ChunkScore[];
  readonly maps: StoredMaps;
  readonly overlay: OverlayStyle;
}

/** A finished video. */
export interface OverlayVideo {
  readonly bytes: ArrayBuffer;
  readonly type: 'video/mp4' | 'video/webm';
}

/** What the export worker does: everything that decodes, encodes or packs. */
export interface ExportService {
  /** @throws Error with one sentence. */
  frame(request: FrameRequest): Promise<Blob>;
  /** @throws Error with one sentence. */
  archive(files: readonly MappedFile[]): Promise<ArrayBuffer>;
  /** @param onProgress is told the share that is done, 0–1. @throws Error with one sentence; an abort error after {@link ExportService.cancel}. */
  overlayVideo(request: OverlayVideoRequest, onProgress: (share: number) => void): Promise<OverlayVideo>;
  /** Stops the video in work. */
  cancel(): Promise<void>;
}
