import { useEffect, useMemo, useRef } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { messages } from '../messages.ts';
import { useStores, useView } from '../store/stores.tsx';
import { cellPicture, largestCell } from './cell-picture.ts';
import { paintOverlay } from './overlay-picture.ts';
import { chunkAt, SaliencyTimeline } from './saliency-timeline.ts';

// Four times the nets' map: smooth when stretched over the picture, and cheap enough for every frame.
const SIZE = 224;

/** The map over the picture, redrawn whenever the playhead moves. */
export function OverlayCanvas({ chunks }: { readonly chunks: readonly ChunkScore[] }) {
  const overlay = useView((view) => view.overlay);
  const opacity = useView((view) => view.opacity);
  const colours = useView((view) => view.colours);
  const { playhead } = useStores();
  const canvas = useRef<HTMLCanvasElement>(null);
  const timeline = useMemo(() => new SaliencyTimeline(chunks), [chunks]);
  // Looking through every cell of a long video is only worth it where they are shown.
  const largest = useMemo(() => (overlay === 'cells' ? largestCell(chunks) : 0), [chunks, overlay]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    const image = context.createImageData(SIZE, SIZE);
    let drawnAt: number | null = null;

    const draw = (timeS: number): void => {
      if (timeS === drawnAt) return;
      drawnAt = timeS;
      const chunk = overlay === 'cells' ? chunkAt(chunks, timeS) : null;
      const map = overlay === 'saliency' ? timeline.at(timeS) : chunk === null ? null : cellPicture(chunk, largest);
      if (map === null) {
        context.clearRect(0, 0, SIZE, SIZE);
        return;
      }
      paintOverlay(image.data, SIZE, map, colours, opacity);
      context.putImageData(image, 0, 0);
    };

    draw(playhead.getState().timeS);
    return playhead.subscribe(({ timeS }) => draw(timeS));
  }, [chunks, timeline, largest, overlay, opacity, colours, playhead]);

  return <canvas ref={canvas} className="player__overlay" width={SIZE} height={SIZE} hidden={overlay === 'off'} role="img" aria-label={messages.overlay.canvas} />;
}
