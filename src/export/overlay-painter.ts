import type { ChunkScore } from '../../workers/scoring-types.ts';
import { KeptMaps } from '../maps/kept-maps.ts';
import type { StoredMaps } from '../maps/kept-maps.ts';
import type { ColourMapName } from '../player/colour-maps.ts';
import { paintOverlay } from '../player/overlay-picture.ts';
import { mapAt } from '../player/map-at.ts';
import { placeAt } from '../player/saliency-timeline.ts';

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
  private readonly maps: KeptMaps;
  private readonly canvas = new OffscreenCanvas(SIZE, SIZE);
  private readonly image = new ImageData(SIZE, SIZE);

  constructor(
    private readonly chunks: readonly ChunkScore[],
    maps: StoredMaps,
    private readonly style: OverlayStyle,
  ) {
    this.maps = KeptMaps.from(maps);
  }

  /** Draws the map of a moment over the whole canvas; nothing where nothing was scored. @throws Error with one sentence where storage has lost the map. */
  async paint(context: OffscreenCanvasRenderingContext2D, timeS: number): Promise<void> {
    const { kind, colours, opacity } = this.style;
    const place = placeAt(this.chunks, timeS);
    if (place < 0) return;
    await this.maps.ready(place);
    const map = mapAt(kind, this.chunks, this.maps, timeS);
    if (map === null) return;
    paintOverlay(this.image.data, SIZE, map, colours, opacity);
    this.canvas.getContext('2d')?.putImageData(this.image, 0, 0);
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.canvas, 0, 0, context.canvas.width, context.canvas.height);
  }
}
