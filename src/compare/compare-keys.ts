import { zoomByKey } from '../player/player-keys.ts';
import type { ZoomActions } from '../player/use-picture-zoom.ts';
import type { PlayheadStore } from '../store/playhead-store.ts';

/** How two pictures are shown. */
export type CompareMode = 'side' | 'split' | 'flicker';

export const COMPARE_MODES: readonly CompareMode[] = ['side', 'split', 'flicker'];

/** What keys do on the comparison screen. */
export interface CompareActions {
  readonly toggle: () => void;
  readonly stepFrames: (count: number) => void;
  readonly setMode: (mode: CompareMode) => void;
  readonly switchPicture: () => void;
}

/** What a key does. @returns false for keys that are left to the focused control or mean nothing here. */
function act(event: KeyboardEvent, actions: CompareActions, zoom: ZoomActions, playhead: PlayheadStore): boolean {
  const target = event.target instanceof Element ? event.target : null;
  // A list of files takes letters to find one.
  if (event.ctrlKey || event.metaKey || event.altKey || target?.closest('select') != null) return false;
  const mode = COMPARE_MODES[Number(event.key) - 1];
  if (mode !== undefined) {
    actions.setMode(mode);
    return true;
  }
  const slides = target?.closest('input, [role="slider"]') != null;
  if (!slides && zoomByKey(event, zoom)) return true;
  const { timeS, seek } = playhead.getState();
  switch (event.key) {
    case ' ':
      if (target?.closest('button, a, summary, input') != null) return false;
      actions.toggle();
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      if (slides) return false;
      seek(timeS + (event.key === 'ArrowLeft' ? -1 : 1));
      return true;
    case ',':
      actions.stepFrames(-1);
      return true;
    case '.':
      actions.stepFrames(1);
      return true;
    case 'x':
    case 'X':
      actions.switchPicture();
      return true;
    default:
      return false;
  }
}

/** Space, arrows, comma, full stop, 1–3 and X, and the player's keys for the enlarged picture, unless the focused control needs them itself. */
export function listenToCompareKeys(actions: CompareActions, zoom: ZoomActions, playhead: PlayheadStore): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (!act(event, actions, zoom, playhead)) return;
    event.preventDefault();
    // The player under the screen hears the same keys.
    event.stopPropagation();
  };
  document.addEventListener('keydown', onKey, { capture: true });
  return () => document.removeEventListener('keydown', onKey, { capture: true });
}
