import { useEffect, useState } from 'react';
import { messages } from '../messages.ts';
import type { Side } from './compare-pane.tsx';

/** Twice a second: differences jump out, and it stays below the three flashes a second that WCAG 2.3.1 allows. */
const SWITCH_MS = 500;

interface FlickerControlsProps {
  readonly shown: Side;
  readonly onSwitch: () => void;
}

/** Shows A and B in turn, by itself or by hand. Whoever asked for less motion switches by hand. */
export function FlickerControls({ shown, onSwitch }: FlickerControlsProps) {
  const [automatic, setAutomatic] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);

  useEffect(() => {
    if (!automatic) return;
    const timer = setInterval(onSwitch, SWITCH_MS);
    return () => clearInterval(timer);
  }, [automatic, onSwitch]);

  return (
    <div className="compare__flicker">
      <button
        type="button"
        className="button"
        aria-keyshortcuts="x"
        onClick={() => {
          setAutomatic(false);
          onSwitch();
        }}
      >
        {messages.compare.change}
      </button>
      <span className="compare__shown" aria-live={automatic ? 'off' : 'polite'}>
        {messages.compare.shown(shown)}
      </span>
      <label className="choice">
        <input type="checkbox" checked={automatic} onChange={(event) => setAutomatic(event.target.checked)} />
        {messages.compare.automatic}
      </label>
    </div>
  );
}
