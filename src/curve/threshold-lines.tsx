import { useRef, useState } from 'react';
import type { PointerEvent, RefObject } from 'react';
import { formatMosFine } from '../format/mos.ts';
import { useStores, useView } from '../store/stores.tsx';
import './threshold-lines.css';
import type { TimeChart } from './time-slider.tsx';

/** A pointer that moved less has clicked, px. */
const CLICK_PX = 3;
/** Finer than that nobody aims with a pointer; the fields below the curve take any score. */
const STEPS_PER_MOS = 20;

interface ThresholdLinesProps {
  readonly chart: RefObject<TimeChart | null>;
  /** What the chart lies in. */
  readonly slider: RefObject<HTMLDivElement | null>;
}

/** The thresholds over the curve, to be dragged up and down. The fields below the curve do the same by keys, so these are for the eye and the pointer alone. */
export function ThresholdLines({ chart, slider }: ThresholdLinesProps) {
  const { playhead } = useStores();
  const thresholds = useView((view) => view.thresholds);
  const setThresholds = useView((view) => view.setThresholds);
  const [held, setHeld] = useState<number | null>(null);
  const pressed = useRef<{ readonly y: number; readonly mos: number; readonly from: number; moved: boolean } | null>(null);

  /** Time and score at a place on the screen. */
  function valuesAt({ clientX, clientY }: PointerEvent): { readonly timeS: number; readonly mos: number } | null {
    const box = slider.current?.getBoundingClientRect();
    const { x, y } = chart.current?.scales ?? {};
    if (box === undefined || x === undefined || y === undefined) return null;
    return { timeS: x.getValueForPixel(clientX - box.left) ?? 0, mos: y.getValueForPixel(clientY - box.top) ?? 1 };
  }

  function onMove(event: PointerEvent, index: number): void {
    const { current } = pressed;
    const at = valuesAt(event);
    if (current === null || at === null || held !== index) return;
    current.moved ||= Math.abs(event.clientY - current.y) > CLICK_PX;
    // It moves as far as the pointer: wherever the line was caught, it does not jump there.
    const mos = Math.min(5, Math.max(1, Math.round((current.from + at.mos - current.mos) * STEPS_PER_MOS) / STEPS_PER_MOS));
    if (current.moved && mos !== thresholds[index]) setThresholds(thresholds.map((each, i) => (i === index ? mos : each)));
  }

  function onUp(event: PointerEvent): void {
    // Who clicks on the line means the curve under it.
    const timeS = pressed.current?.moved === false ? valuesAt(event)?.timeS : undefined;
    if (timeS !== undefined) playhead.getState().seek(timeS);
    pressed.current = null;
    setHeld(null);
  }

  return thresholds.map((value, i) => (
    <div
      key={i}
      className={held === i ? 'threshold-line threshold-line--held' : 'threshold-line'}
      style={{ ['--mos' as string]: value }}
      aria-hidden="true"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = { y: event.clientY, mos: valuesAt(event)?.mos ?? value, from: value, moved: false };
        setHeld(i);
      }}
      onPointerMove={(event) => onMove(event, i)}
      onPointerUp={onUp}
      onPointerCancel={onUp}
    >
      <span className="threshold-line__grip">{formatMosFine(value)}</span>
    </div>
  ));
}
