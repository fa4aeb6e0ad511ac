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

/** Space, arrows, comma, full stop, 1–3 and X, unless the focused control needs them itself. */
export function listenToCompareKeys(actions: CompareActions, playhead: PlayheadStore): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    // A list of files takes letters to find one.
    if (event.ctrlKey || event.metaKey || event.altKey || target?.closest('select') != null) return;
    const { timeS, seek } = playhead.getState();
    const mode = COMPARE_MODES[Number(event.key) - 1];
    if (mode !== undefined) actions.setMode(mode);
    else if (event.key === ' ') {
      if (target?.closest('button, a, summary, input') != null) return;
      actions.toggle();
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (target?.closest('input, [role="slider"]') != null) return;
      seek(timeS + (event.key === 'ArrowLeft' ? -1 : 1));
    } else if (event.key === ',') actions.stepFrames(-1);
    else if (event.key === '.') actions.stepFrames(1);
    else if (event.key.toLowerCase() === 'x') actions.switchPicture();
    else return;
    event.preventDefault();
    // The player under the screen hears the same keys.
    event.stopPropagation();
  };
  document.addEventListener('keydown', onKey, { capture: true });
  return () => document.removeEventListener('keydown', onKey, { capture: true });
}
