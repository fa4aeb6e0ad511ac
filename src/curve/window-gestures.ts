import { useEffect } from 'react';
import type { RefObject } from 'react';

/** What fingers and wheels do to the part of the video that is shown. */
export interface WindowGestures {
  /** @param factor of the window's length. @param x place that stays, px from the left of the element. */
  readonly zoom: (factor: number, x: number) => void;
  /** @param share of the window's length; positive goes later. */
  readonly pan: (share: number) => void;
}

/** A turn of the wheel by this many px doubles or halves the window. */
const WHEEL_PX = 240;

/**
 * Ctrl or Cmd and the wheel zoom, which is also what a pinch on a track pad sends; turning sideways pans. The plain wheel
 * stays the page's. Two fingers on a touch screen zoom and pan.
 */
export function useWindowGestures(element: RefObject<HTMLElement | null>, gestures: RefObject<WindowGestures>): void {
  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const stop = new AbortController();
    const fingers = new Map<number, number>();
    const left = (): number => box.getBoundingClientRect().left;

    const onWheel = (event: WheelEvent): void => {
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) gestures.current.zoom(2 ** (event.deltaY / WHEEL_PX), event.clientX - left());
      else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) gestures.current.pan(sideways / box.clientWidth);
      else return;
      event.preventDefault();
    };
    const onMove = (event: PointerEvent): void => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      fingers.set(event.pointerId, event.clientX);
      if (fingers.size !== 2) return;
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1] ?? before;
      const apart = Math.abs(event.clientX - other);
      if (apart > 0) gestures.current.zoom(Math.abs(before - other) / apart, (event.clientX + other) / 2 - left());
      gestures.current.pan(-(event.clientX - before) / 2 / box.clientWidth);
    };
    const onDown = (event: PointerEvent): void => {
      if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientX);
    };
    const onUp = ({ pointerId }: PointerEvent): void => void fingers.delete(pointerId);

    const { signal } = stop;
    // React's own wheel listeners are passive and could not keep the page from zooming.
    box.addEventListener('wheel', onWheel, { signal, passive: false });
    box.addEventListener('pointerdown', onDown, { signal });
    box.addEventListener('pointermove', onMove, { signal });
    box.addEventListener('pointerup', onUp, { signal });
    box.addEventListener('pointercancel', onUp, { signal });
    return () => stop.abort();
  }, [element, gestures]);
}
