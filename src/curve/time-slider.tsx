import { Chart, Filler, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { ChartArea, ChartData, ChartOptions, Plugin } from 'chart.js';
import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode, RefObject } from 'react';
import { Line } from 'react-chartjs-2';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { useStores } from '../store/stores.tsx';
import { chunkByKey } from './chunk-steps.ts';
import type { CurvePoint } from './curve-points.ts';
import './time-slider.css';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler);

/** A chart whose x axis is time in seconds. */
export type TimeChart = Chart<'line', CurvePoint[]>;

/** A place on the slider. */
export interface SliderPlace {
  readonly timeS: number;
  /** px from the left. */
  readonly x: number;
  /** Of the slider, px. */
  readonly width: number;
}

interface TimeSliderProps {
  readonly className: string;
  readonly label: string;
  readonly description?: string;
  /** Keys go from one to the next. */
  readonly chunks: readonly ChunkScore[];
  readonly durationS: number;
  readonly data: ChartData<'line', CurvePoint[]>;
  readonly options: ChartOptions<'line'>;
  readonly chart: RefObject<TimeChart | null>;
  readonly slider?: RefObject<HTMLDivElement | null>;
  /** What there is at a moment, in words. */
  readonly spoken: (timeS: number) => string;
  /** Told where the curves lie, px in the slider, whenever they were drawn. */
  readonly onDrawn?: (area: ChartArea) => void;
  /** Null when the pointer has left. */
  readonly onHover?: (place: SliderPlace | null) => void;
  /** Keys of the chart's own. @returns false for those that are not. */
  readonly onKey?: (key: string) => boolean;
  readonly children?: ReactNode;
}

/** A chart over time that is a slider as well: pressing, dragging and keys move the playhead, which is drawn as a line. */
export function TimeSlider({ className, label, description, chunks, durationS, data, options, chart, slider, spoken, onDrawn, onHover, onKey, children }: TimeSliderProps) {
  const { playhead } = useStores();
  const own = useRef<HTMLDivElement>(null);
  const box = slider ?? own;
  const line = useRef<HTMLDivElement>(null);

  const place = useMemo(
    () => (): void => {
      const scale = chart.current?.scales['x'];
      const { timeS } = playhead.getState();
      if (scale === undefined || line.current === null || box.current === null) return;
      const atS = Math.min(timeS, durationS);
      line.current.style.transform = `translateX(${scale.getPixelForValue(atS)}px)`;
      line.current.hidden = atS < scale.min - 1e-3 || atS > scale.max + 1e-3;
      box.current.setAttribute('aria-valuenow', timeS.toFixed(2));
      box.current.setAttribute('aria-valuetext', spoken(timeS));
    },
    [chart, box, durationS, playhead, spoken],
  );

  useEffect(() => {
    place();
    return playhead.subscribe(place);
  }, [place, playhead]);

  // The chart keeps the plugins that it was made with.
  const drawn = useRef({ place, onDrawn });
  useEffect(() => {
    drawn.current = { place, onDrawn };
  }, [place, onDrawn]);
  const follow = useMemo<Plugin<'line'>>(
    () => ({
      id: 'time-slider',
      afterRender: ({ chartArea }) => {
        drawn.current.onDrawn?.(chartArea);
        requestAnimationFrame(() => drawn.current.place());
      },
    }),
    [],
  );

  function placeOf({ clientX, currentTarget }: PointerEvent<HTMLDivElement>): SliderPlace | null {
    const scale = chart.current?.scales['x'];
    const { left, width } = currentTarget.getBoundingClientRect();
    const value = scale?.getValueForPixel(clientX - left);
    return scale === undefined || value === undefined ? null : { timeS: Math.min(Math.max(scale.min, value), scale.max), x: clientX - left, width };
  }

  function seekTo(at: SliderPlace | null): void {
    if (at !== null) playhead.getState().seek(at.timeS);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (onKey?.(event.key) !== true) {
      const { timeS, seek } = playhead.getState();
      const chunk = chunkByKey(event.key, chunks, timeS);
      if (chunk === null) return;
      seek(chunk.startS);
    }
    event.preventDefault();
    // The player hears the same keys.
    event.stopPropagation();
  }

  return (
    <div
      ref={box}
      className={`time-slider ${className}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-description={description}
      aria-valuemin={0}
      aria-valuemax={durationS}
      aria-valuenow={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(placeOf(event));
      }}
      onPointerMove={(event) => {
        const at = placeOf(event);
        if (event.buttons === 1) seekTo(at);
        onHover?.(at);
      }}
      onPointerLeave={() => onHover?.(null)}
      onKeyDown={onKeyDown}
    >
      <Line ref={chart} data={data} options={options} plugins={[follow]} aria-hidden="true" />
      <div ref={line} className="playhead-line" aria-hidden="true" />
      {children}
    </div>
  );
}
