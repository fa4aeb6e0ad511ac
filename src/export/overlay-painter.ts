import type { ChunkScore } from '../../workers/scoring-types.ts';
import { cellPicture, largestCell } from '../player/cell-picture.ts';
import type { ColourMapName } from '../player/colour-maps.ts';
import { paintOverlay } from '../player/overlay-picture.ts';
import { chunkAt, SaliencyTimeline } from '../player/saliency-timeline.ts';

/** What is drawn over a picture, and how. */
export interface OverlayStyle {
  readonly kind: 'saliency' | 'cells';
  readonly colours: ColourMapName;
  /** 0–1. */
  readonly opacity: number;
}

/** As the player has it: four times the nets' map. */
const SIZE = 224;

/** Draws a video's map over its frames, as the player shows it. */
export class OverlayPainter {
  private readonly timeline: SaliencyTimeline;
  private readonly largest: number;
  private readonly canvas = new OffscreenCanvas(SIZE, SIZE);
  private readonly image = new ImageData(SIZE, SIZE);

  constructor(
    private readonly chunks: readonly ChunkScore[],
    private readonly style: OverlayStyle,
  ) {
    this.timeline = new SaliencyTimeline(chunks);
    this.largest = largestCell(chunks);
  }

  /** Draws the map of a moment over the whole canvas; nothing where nothing was scored. */
  paint(context: OffscreenCanvasRenderingContext2D, timeS: number): void {
    const { kind, colours, opacity } = this.style;
    const chunk = kind === 'cells' ? chunkAt(this.chunks, timeS) : null;
    const map = kind === 'saliency' ? this.timeline.at(timeS) : chunk === null ? null : cellPicture(chunk, this.largest);
    if (map === null) return;
    paintOverlay(this.image.data, SIZE, map, colours, opacity);
    this.canvas.getContext('2d')?.putImageData(this.image, 0, 0);
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.canvas, 0, 0, context.canvas.width, context.canvas.height);
  }
}
