import type { PlayheadStore } from '../store/playhead-store.ts';

const SECOND = 1;

/** What can be done to the player. */
export interface PlayerActions {
  readonly toggle: () => void;
  readonly stepFrames: (count: number) => void;
  readonly setSpeed: (speed: number) => void;
  readonly setMuted: (muted: boolean) => void;
}

function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea, [role="slider"], [contenteditable], dialog[open]') !== null;
}

/** Space, arrows, comma and full stop, wherever the focus is, unless the focused control needs them itself. */
export function listenToPlayerKeys(actions: PlayerActions, playhead: PlayheadStore): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target)) return;
    const { timeS, seek } = playhead.getState();
    switch (event.key) {
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
