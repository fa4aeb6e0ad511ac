import type { PlayheadStore } from '../store/playhead-store.ts';
import type { ZoomActions } from './use-picture-zoom.ts';

const SECOND = 1;

/** What can be done to the player. */
export interface PlayerActions {
  readonly toggle: () => void;
  readonly stepFrames: (count: number) => void;
  readonly setSpeed: (speed: number) => void;
  readonly setMuted: (muted: boolean) => void;
  /** Plays the chunk under the playhead over and over, or no longer; absent where nothing is looped. */
  readonly toggleLoop?: () => void;
}

const ZOOM_STEP = 2;
/** Part of the picture's place that an arrow moves it by. */
const PAN_STEP = 0.2;

/** What a key does to the enlarged picture. @returns false for other keys. */
export function zoomByKey({ key, shiftKey }: KeyboardEvent, zoom: ZoomActions): boolean {
  const pan = ({ ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] } as const)[key];
  if (key === '+' || key === '=') zoom.zoomBy(ZOOM_STEP);
  else if (key === '-') zoom.zoomBy(1 / ZOOM_STEP);
  else if (key === '0') zoom.showWhole();
  else if (shiftKey && pan !== undefined) zoom.panBy(pan[0] * PAN_STEP, pan[1] * PAN_STEP);
  else return false;
  return true;
}

function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea, [role="slider"], [contenteditable], dialog[open]') !== null;
}

/**
 * The player's keys, wherever the focus is, unless the focused control needs them itself.
 * @param actions null for a still picture, which can only be enlarged.
 */
export function listenToPlayerKeys(actions: PlayerActions | null, zoom: ZoomActions, playhead: PlayheadStore): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target)) return;
    if (zoomByKey(event, zoom)) {
      event.preventDefault();
      return;
    }
    if (actions === null) return;
    const { timeS, seek } = playhead.getState();
    switch (event.key) {
      case 'l':
      case 'L':
        actions.toggleLoop?.();
        break;
      case ' ':
        if (event.target instanceof Element && event.target.closest('button, a, summary') !== null) return;
        actions.toggle();
        break;
      case 'ArrowLeft':
        seek(timeS - SECOND);
        break;
      case 'ArrowRight':
        seek(timeS + SECOND);
        break;
      case ',':
        actions.stepFrames(-1);
        break;
      case '.':
        actions.stepFrames(1);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
