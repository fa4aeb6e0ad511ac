import { Chart } from 'chart.js';
import type { ChartArea, ChartData, ChartOptions } from 'chart.js';
import Annotation from 'chartjs-plugin-annotation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatTime } from '../format/duration.ts';
import { formatMos, formatMosFine } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { chunkAt } from '../player/saliency-timeline.ts';
import { mosWord } from '../results/mos-word.ts';
import { usePlayhead, useStores } from '../store/stores.tsx';
import { curveLine } from './curve-points.ts';
import type { CurvePoint } from './curve-points.ts';
import { HoverThumbnail } from './hover-thumbnail.tsx';
import type { ThumbnailSource } from './hover-thumbnail.tsx';
import { useThemeColours } from './theme-colours.ts';
import { ThresholdLines } from './threshold-lines.tsx';
import { mosAxis, timeAxis, TIME_CHART } from './time-axis.ts';
import { TimeSlider } from './time-slider.tsx';
import type { SliderPlace, TimeChart } from './time-slider.tsx';
import { pannedWindow, windowShowing, within, zoomedWindow } from './time-window.ts';
import type { TimeWindow } from './time-window.ts';
import { useWindowGestures } from './window-gestures.ts';
import type { WindowGestures } from './window-gestures.ts';

Chart.register(Annotation);

interface CurveChartProps {
  readonly chunks: readonly ChunkScore[];
  readonly durationS: number;
  /** Quality dimensions drawn beside the score, with the custom property of their colour. */
  readonly lines: readonly { readonly name: string; readonly colour: string }[];
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

/** The curve itself: a slider over time whose track is the score, with the thresholds over it. */
export function CurveChart({ chunks, durationS, lines, window: shown, setWindow, thumbnails }: CurveChartProps) {
  const { playhead } = useStores();
  const loop = usePlayhead((state) => state.loop);
  const colour = useThemeColours();
  const chart = useRef<TimeChart>(null);
  const slider = useRef<HTMLDivElement>(null);
  const plot = useRef<HTMLDivElement>(null);
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

  const options = useMemo<ChartOptions<'line'>>(
    () => ({
      ...TIME_CHART,
      plugins: {
        annotation: {
          annotations: loop === null ? [] : [{ type: 'box', xMin: loop.startS, xMax: loop.endS, backgroundColor: colour('--curve-band'), borderColor: colour('--curve'), borderWidth: 1 }],
        },
      },
      scales: { x: timeAxis(colour, fromS, toS), y: mosAxis(colour) },
    }),
    [fromS, toS, loop, colour],
  );

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

  const spoken = useCallback(
    (timeS: number): string => {
      const chunk = chunkAt(chunks, timeS);
      const time = formatTime(timeS, true);
      return chunk === null ? messages.curve.noScoreAt(time) : messages.curve.at(time, formatMos(chunk.mos), messages.words[mosWord(chunk.mos)]);
    },
    [chunks],
  );

  // Without rendering: the thresholds are laid over the curve by CSS.
  const onDrawn = useCallback(({ top, bottom, left }: ChartArea) => {
    for (const [name, px] of Object.entries({ '--plot-top': top, '--plot-height': bottom - top, '--plot-left': left })) plot.current?.style.setProperty(name, `${px}px`);
  }, []);

  function onHover(place: SliderPlace | null): void {
    const chunk = place === null ? null : chunkAt(chunks, place.timeS);
    if (place === null || chunk === null) {
      setHover(null);
      return;
    }
    const step = (toS - fromS) / THUMBNAIL_STEPS;
    // At the sides the bubble would stick out of the page.
    setHover({ chunk, timeS: Math.round(place.timeS / step) * step, x: Math.min(Math.max(HOVER_REACH, place.x), Math.max(HOVER_REACH, place.width - HOVER_REACH)) });
  }

  function onKey(key: string): boolean {
    const factor = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP, '0': Infinity }[key];
    if (factor !== undefined) setWindow((now) => zoomedWindow(now, durationS, factor, playhead.getState().timeS));
    return factor !== undefined;
  }

  return (
    <div ref={plot} className="curve__plot">
      <TimeSlider
        className="curve__chart"
        label={messages.curve.slider}
        description={messages.curve.keys}
        chunks={chunks}
        durationS={durationS}
        data={data}
        options={options}
        chart={chart}
        slider={slider}
        spoken={spoken}
        onDrawn={onDrawn}
        onHover={onHover}
        onKey={onKey}
      >
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
      </TimeSlider>
      <ThresholdLines chart={chart} slider={slider} />
    </div>
  );
}
