import { BlobSource, CanvasSink, Input, MATROSKA, MP4, MPEG_TS, QTFF, WEBM } from 'mediabunny';

/** Width of a thumbnail, px. */
export const THUMBNAIL_WIDTH = 192;
/** Pictures kept: a few megabytes at most. */
const KEPT = 80;

/** Small pictures of a video, decoded beside the player, which stays where it is. */
export class FrameThumbnails {
  private readonly input: Input;
  private readonly kept = new Map<number, HTMLCanvasElement | OffscreenCanvas>();
  private readonly sink: Promise<CanvasSink | null>;
  private work: Promise<unknown> = Promise.resolve();
  private latest = 0;
  private disposed = false;

  /** @param firstTimestampS what the video's own clock says at the first frame. */
  constructor(file: File, private readonly firstTimestampS: number) {
    this.input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] });
    this.sink = this.open().catch(() => null);
  }

  /**
   * The frame at a moment, in seconds from the first frame. Only the latest wish is served: a pointer that moves on makes
   * the earlier ones pointless, and decoding them all would fall behind.
   * @returns null for a wish that was overtaken, or a video that the browser cannot decode.
   */
  async at(timeS: number): Promise<HTMLCanvasElement | OffscreenCanvas | null> {
    const known = this.kept.get(timeS);
    if (known !== undefined) return known;
    this.latest += 1;
    const wish = this.latest;
    const picture = this.work.then(() => (wish === this.latest && !this.disposed ? this.decode(timeS) : null)).catch(() => null);
    this.work = picture;
    return picture;
  }

  /** Closes the file and forgets the pictures. */
  dispose(): void {
    this.disposed = true;
    this.kept.clear();
    // A decoder in the middle of a frame must not lose its input.
    void this.work.then(() => this.input.dispose());
  }

  private async open(): Promise<CanvasSink | null> {
    const track = await this.input.getPrimaryVideoTrack();
    if (track === null || !(await track.canDecode())) return null;
    return new CanvasSink(track, { width: THUMBNAIL_WIDTH });
  }

  private async decode(timeS: number): Promise<HTMLCanvasElement | OffscreenCanvas | null> {
    const sink = await this.sink;
    const wrapped = sink === null ? null : await sink.getCanvas(this.firstTimestampS + timeS);
    if (wrapped === null || this.disposed) return null;
    const [oldest] = this.kept.keys();
    if (this.kept.size >= KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(timeS, wrapped.canvas);
    return wrapped.canvas;
  }
}
