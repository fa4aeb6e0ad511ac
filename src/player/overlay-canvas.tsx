import { useEffect, useRef } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { mapAt } from './map-at.ts';
import type { KeptMaps } from '../maps/kept-maps.ts';
import { messages } from '../messages.ts';
import { useStores, useView } from '../store/stores.tsx';
import { paintOverlay } from './overlay-picture.ts';
import { placeAt } from './saliency-timeline.ts';

// Four times the nets' map: smooth when stretched over the picture, and cheap enough for every frame.
const SIZE = 224;

interface OverlayCanvasProps {
  readonly chunks: readonly ChunkScore[];
  readonly maps: KeptMaps;
}

/** The map over the picture, redrawn whenever the playhead moves. Maps that are not in memory are read, and drawn when they are there. */
export function OverlayCanvas({ chunks, maps }: OverlayCanvasProps) {
  const overlay = useView((view) => view.overlay);
  const opacity = useView((view) => view.opacity);
  const colours = useView((view) => view.colours);
  const { playhead } = useStores();
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    const image = context.createImageData(SIZE, SIZE);
    let drawnAt: number | null = null;

    const draw = (timeS: number, read = false): void => {
      if (timeS === drawnAt && !read) return;
      drawnAt = timeS;
      const place = overlay === 'off' ? -1 : placeAt(chunks, timeS);
      const reading = place < 0 || read ? null : maps.ready(place);
      void reading?.then(() => {
        if (drawnAt === timeS) draw(timeS, true);
      }).catch(() => undefined);
      const map = overlay === 'off' ? null : mapAt(overlay, chunks, maps, timeS);
      if (map === null) {
        context.clearRect(0, 0, SIZE, SIZE);
        return;
      }
      paintOverlay(image.data, SIZE, map, colours, opacity);
      context.putImageData(image, 0, 0);
    };

    draw(playhead.getState().timeS);
    const unsubscribe = playhead.subscribe(({ timeS }) => draw(timeS));
    return () => {
      unsubscribe();
      drawnAt = null;
    };
  }, [chunks, maps, overlay, opacity, colours, playhead]);

  return <canvas ref={canvas} className="player__overlay" width={SIZE} height={SIZE} hidden={overlay === 'off'} role="img" aria-label={messages.overlay.canvas} />;
}
