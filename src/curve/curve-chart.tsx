import { Chart, Filler, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { ChartData, ChartOptions, Plugin } from 'chart.js';
import Annotation from 'chartjs-plugin-annotation';
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { Line } from 'react-chartjs-2';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatTime } from '../format/duration.ts';
import { formatMos, formatMosFine } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { chunkAt } from '../player/saliency-timeline.ts';
import { MOS_WORDS, mosWord } from '../results/mos-word.ts';
import { usePlayhead, useStores } from '../store/stores.tsx';
import { curveLine } from './curve-points.ts';
import type { CurvePoint } from './curve-points.ts';
import { HoverThumbnail } from './hover-thumbnail.tsx';
import type { ThumbnailSource } from './hover-thumbnail.tsx';
import { useThemeColours } from './theme-colours.ts';
import { timeTickStepS } from './time-ticks.ts';
import { pannedWindow, windowShowing, within, zoomedWindow } from './time-window.ts';
import type { TimeWindow } from './time-window.ts';
import { useWindowGestures } from './window-gestures.ts';
import type { WindowGestures } from './window-gestures.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Annotation);

type CurveJs = Chart<'line', CurvePoint[]>;

interface CurveChartProps {
  readonly chunks: readonly ChunkScore[];
  readonly durationS: number;
  /** Quality dimensions drawn beside the score, with the custom property of their colour. */
  readonly lines: readonly { readonly name: string; readonly colour: string }[];
  readonly thresholds: readonly number[];
  /** The part that is shown; null for the whole video. */
  readonly window: TimeWindow | null;
  readonly setWindow: (change: (now: TimeWindow | null) => TimeWindow | null) => void;
  readonly thumbnails: ThumbnailSource;
}

interface Hover {
  readonly chunk: ChunkScore;
  readonly timeS: number;
  readonly x: number;
}

/** As many different thumbnails as there are places for them over the curve. */
const THUMBNAIL_STEPS = 160;
const ZOOM_STEP = 0.5;
/** Half the width of the bubble, px. */
const HOVER_REACH = 104;

/** The curve itself: a slider over time whose track is the score. */
export function CurveChart({ chunks, durationS, lines, thresholds, window: shown, setWindow, thumbnails }: CurveChartProps) {
  const { playhead } = useStores();
  const seek = usePlayhead((state) => state.seek);
  const loop = usePlayhead((state) => state.loop);
  const colour = useThemeColours();
  const chart = useRef<CurveJs>(null);
  const slider = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<Hover | null>(null);

  const drawn = useMemo(() => within(chunks, shown), [chunks, shown]);
  const fromS = shown?.fromS ?? 0;
  const toS = shown?.toS ?? durationS;

  const data = useMemo<ChartData<'line', CurvePoint[]>>(
    () => ({
      datasets: [
        { data: curveLine(drawn, ({ low }) => low), borderWidth: 0, pointRadius: 0 },
        { data: curveLine(drawn, ({ high }) => high), borderWidth: 0, pointRadius: 0, fill: '-1', backgroundColor: colour('--curve-band') },
        ...lines.map(({ name, colour: property }) => ({
          data: curveLine(drawn, ({ dimensions }) => dimensions[name]),
          borderColor: colour(property),
          borderWidth: 1.5,
          pointRadius: 0,
        })),
        { data: curveLine(drawn, ({ mos }) => mos), borderColor: colour('--curve'), borderWidth: 2.25, borderJoinStyle: 'round', pointRadius: 0 },
      ],
    }),
    [drawn, lines, colour],
  );

  const options = useMemo<ChartOptions<'line'>>(() => {
    const stepSize = timeTickStepS(toS - fromS);
    const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
    return {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: 6, right: 4 } },
      plugins: {
        annotation: {
          annotations: [
            ...thresholds.map(
              (value): AnnotationOptions<'line'> => ({ type: 'line', yMin: value, yMax: value, borderColor: colour('--threshold'), borderWidth: 1.5, borderDash: [6, 4] }),
            ),
            ...(loop === null ? [] : [{ type: 'box' as const, xMin: loop.startS, xMax: loop.endS, backgroundColor: colour('--curve-band'), borderColor: colour('--curve'), borderWidth: 1 }]),
          ],
        },
      },
      scales: {
        x: {
          type: 'linear',
          min: fromS,
          max: toS,
          grid: { display: false },
          border: { color: colour('--line') },
          ticks: { color: colour('--ink-soft'), font, stepSize, includeBounds: false, maxRotation: 0, autoSkipPadding: 16, callback: (value) => formatTime(Number(value), stepSize < 1) },
        },
        y: {
          min: 1,
          max: 5,
          grid: { color: colour('--line'), tickLength: 0 },
          border: { display: false },
          ticks: {
            stepSize: 1,
            padding: 10,
            color: colour('--ink-soft'),
            font,
            callback(value) {
              const word = MOS_WORDS[Number(value) - 1];
              return word === undefined ? '' : messages.curve.axis(Number(value), messages.words[word]);
            },
          },
        },
      },
    };
  }, [fromS, toS, thresholds, loop, colour]);

  const place = useMemo(() => {
    return (): void => {
      const scale = chart.current?.scales['x'];
      const { timeS } = playhead.getState();
      if (scale === undefined || line.current === null || slider.current === null) return;
      const atS = Math.min(timeS, durationS);
      line.current.style.transform = `translateX(${scale.getPixelForValue(atS)}px)`;
      line.current.hidden = atS < scale.min - 1e-3 || atS > scale.max + 1e-3;
      const chunk = chunkAt(chunks, timeS);
      const time = formatTime(timeS, true);
      slider.current.setAttribute('aria-valuenow', timeS.toFixed(2));
      slider.current.setAttribute(
        'aria-valuetext',
        chunk === null ? messages.curve.noScoreAt(time) : messages.curve.at(time, formatMos(chunk.mos), messages.words[mosWord(chunk.mos)]),
      );
    };
  }, [chunks, durationS, playhead]);

  useEffect(() => {
    place();
    return playhead.subscribe(place);
  }, [place, playhead]);

  useEffect(
    () =>
      playhead.subscribe(({ timeS }, before) => {
        // Whoever moves through the video wants to see where; whoever pans away while it stands still does not.
        if (timeS !== before.timeS) setWindow((now) => windowShowing(now, durationS, Math.min(timeS, durationS)));
      }),
    [playhead, setWindow, durationS],
  );

  const gestures = useRef<WindowGestures>({ zoom: () => undefined, pan: () => undefined });
  useEffect(() => {
    gestures.current = {
      zoom(factor, x) {
        const aroundS = chart.current?.scales['x']?.getValueForPixel(x) ?? 0;
        setWindow((now) => zoomedWindow(now, durationS, factor, aroundS));
      },
      pan: (share) => setWindow((now) => pannedWindow(now, durationS, share)),
    };
  }, [durationS, setWindow]);
  useWindowGestures(slider, gestures);

  const follow = useMemo<Plugin<'line'>>(() => ({ id: 'playhead', afterRender: () => requestAnimationFrame(place) }), [place]);

  function timeAt(event: PointerEvent<HTMLDivElement>): number | null {
    const scale = chart.current?.scales['x'];
    if (scale === undefined) return null;
    const value = scale.getValueForPixel(event.clientX - event.currentTarget.getBoundingClientRect().left);
    return value === undefined ? null : Math.min(Math.max(fromS, value), toS);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const timeS = timeAt(event);
    if (timeS === null) return;
    if (event.buttons === 1) seek(timeS);
    const chunk = chunkAt(chunks, timeS);
    const step = (toS - fromS) / THUMBNAIL_STEPS;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - left;
    // At the sides the bubble would stick out of the page.
    setHover(chunk === null ? null : { chunk, timeS: Math.round(timeS / step) * step, x: Math.min(Math.max(HOVER_REACH, x), Math.max(HOVER_REACH, width - HOVER_REACH)) });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { timeS } = playhead.getState();
    const factor = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP, '0': Infinity }[event.key];
    if (factor !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      setWindow((now) => zoomedWindow(now, durationS, factor, timeS));
      return;
    }
    const at = chunks.findIndex(({ endS }) => timeS < endS - 1e-6);
    const now = at < 0 ? chunks.length - 1 : at;
    const target = { ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, PageUp: now + 10, PageDown: now - 10, Home: 0, End: chunks.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const chunk = chunks[Math.min(chunks.length - 1, Math.max(0, target))];
    if (chunk !== undefined) seek(chunk.startS);
  }

  return (
    <div
      ref={slider}
      className="curve__chart"
      role="slider"
      tabIndex={0}
      aria-label={messages.curve.slider}
      aria-description={messages.curve.keys}
      aria-valuemin={0}
      aria-valuemax={durationS}
      aria-valuenow={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const timeS = timeAt(event);
        if (timeS !== null) seek(timeS);
      }}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHover(null)}
      onKeyDown={onKeyDown}
    >
      <Line ref={chart} data={data} options={options} plugins={[follow]} aria-hidden="true" />
      <div ref={line} className="curve__playhead" aria-hidden="true" />
      {hover !== null && (
        <p className="curve__hover" style={{ left: hover.x }} aria-hidden="true">
          <HoverThumbnail source={thumbnails} timeS={hover.timeS} />
          <span>
            {formatTime(hover.chunk.startS, true)}–{formatTime(hover.chunk.endS, true)}
          </span>
          <strong className={`word--${mosWord(hover.chunk.mos)}`}>
            {formatMosFine(hover.chunk.mos)} {messages.words[mosWord(hover.chunk.mos)]}
          </strong>
          <span>
            {formatMosFine(hover.chunk.low)}–{formatMosFine(hover.chunk.high)}
          </span>
        </p>
      )}
    </div>
  );
}
