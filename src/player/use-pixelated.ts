import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { PictureZoom } from './picture-zoom.ts';

/** Screen pixels per pixel of the video from which they are drawn as squares. */
const PIXELATED_FROM = 2;

/**
 * Marks `box` with `data-pixelated` while a picture in it is enlarged so far that its pixels are drawn as squares. A small video that merely fits the page is
 * shown as players show it.
 * @param box what the picture fills while it is whole.
 * @param pixelsAcross of the picture itself; 0 while it is not known.
 */
export function usePixelated(zoom: PictureZoom, box: RefObject<HTMLElement | null>, pixelsAcross: number): void {
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const shownAcross = element.clientWidth * zoom.scale;
    element.toggleAttribute('data-pixelated', zoom.scale > 1 && pixelsAcross > 0 && shownAcross / pixelsAcross >= PIXELATED_FROM);
  }, [zoom, box, pixelsAcross]);
}
