import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { pannedPicture, WHOLE_PICTURE, zoomedPicture } from './picture-zoom.ts';
import type { PictureZoom } from './picture-zoom.ts';

/** What can be done to the enlarged picture. */
export interface ZoomActions {
  readonly zoomBy: (factor: number) => void;
  /** Shares of the picture's place on the screen. */
  readonly panBy: (x: number, y: number) => void;
  readonly showWhole: () => void;
}

/** A turn of the wheel by this many px doubles or halves the picture. */
const WHEEL_PX = 240;
/** A pointer that moved less has clicked, px. */
const CLICK_PX = 4;

interface Pointer {
  readonly x: number;
  readonly y: number;
}

/**
 * Enlarges a picture by wheel (with Ctrl or Cmd, or in full screen), double click and two fingers, and moves it by dragging.
 * Presses on buttons and on what is marked with `data-drags` are left to these.
 * @param stage takes the gestures.
 * @param boxAt the element under a place on the screen that the picture fills while it is whole; must stay the same function.
 */
export function usePictureZoom(stage: RefObject<HTMLElement | null>, boxAt: (x: number, y: number) => HTMLElement | null): { readonly zoom: PictureZoom; readonly actions: ZoomActions } {
  const [zoom, setZoom] = useState<PictureZoom>(WHOLE_PICTURE);
  const zoomed = useRef(false);
  useEffect(() => {
    zoomed.current = zoom.scale > 1;
  }, [zoom]);

  const actions = useMemo<ZoomActions>(
    () => ({
      zoomBy: (factor) => setZoom((now) => zoomedPicture(now, factor)),
      panBy: (x, y) => setZoom((now) => pannedPicture(now, x, y)),
      showWhole: () => setZoom(WHOLE_PICTURE),
    }),
    [],
  );

  useEffect(() => {
    const target = stage.current;
    if (target === null) return;
    const pointers = new Map<number, Pointer>();
    let dragged = 0;
    const stop = new AbortController();
    const { signal } = stop;
    const place = (x: number, y: number): readonly [number, number] => {
      const { left, top, width, height } = (boxAt(x, y) ?? target).getBoundingClientRect();
      return [(x - left) / width, (y - top) / height];
    };
    const around = (factor: number, x: number, y: number): void => setZoom((now) => zoomedPicture(now, factor, ...place(x, y)));
    const onControls = (event: Event): boolean => event.target instanceof Element && event.target.closest('button, [data-drags]') !== null;

    target.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey && document.fullscreenElement === null) return;
        event.preventDefault();
        around(2 ** (-event.deltaY / WHEEL_PX), event.clientX, event.clientY);
      },
      { signal, passive: false },
    );
    target.addEventListener('dblclick', (event) => !onControls(event) && around(2, event.clientX, event.clientY), { signal });
    target.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 0 || onControls(event)) return;
        if (pointers.size === 0) dragged = 0;
        pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      { signal },
    );
    target.addEventListener(
      'pointermove',
      (event) => {
        const before = pointers.get(event.pointerId);
        if (before === undefined) return;
        const now = { x: event.clientX, y: event.clientY };
        pointers.set(event.pointerId, now);
        const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
        dragged += Math.hypot(now.x - before.x, now.y - before.y);
        if (other !== undefined) {
          const apart = Math.hypot(before.x - other.x, before.y - other.y);
          if (apart > 0) around(Math.hypot(now.x - other.x, now.y - other.y) / apart, (now.x + other.x) / 2, (now.y + other.y) / 2);
        }
        if (!zoomed.current && other === undefined) return;
        // Held from here on, so that the drag may leave the stage; not from the start, or the click would be the stage's.
        if (dragged > CLICK_PX) target.setPointerCapture(event.pointerId);
        const { width, height } = (boxAt(now.x, now.y) ?? target).getBoundingClientRect();
        const share = other === undefined ? 1 : 0.5;
        setZoom((current) => pannedPicture(current, (share * (now.x - before.x)) / width, (share * (now.y - before.y)) / height));
      },
      { signal },
    );
    const lift = (event: PointerEvent): void => void pointers.delete(event.pointerId);
    target.addEventListener('pointerup', lift, { signal });
    target.addEventListener('pointercancel', lift, { signal });
    target.addEventListener(
      'click',
      (event) => {
        // A drag that ends over the video is no wish to play it.
        if (dragged > CLICK_PX) event.stopPropagation();
        dragged = 0;
      },
      { signal, capture: true },
    );
    return () => stop.abort();
  }, [stage, boxAt]);

  return { zoom, actions };
}
