import { Chart, Filler, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { ChartData, ChartOptions, Plugin } from 'chart.js';
import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { Line } from 'react-chartjs-2';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { curveLine } from '../curve/curve-points.ts';
import type { CurvePoint } from '../curve/curve-points.ts';
import { useThemeColours } from '../curve/theme-colours.ts';
import { timeTickStepS } from '../curve/time-ticks.ts';
import { formatTime } from '../format/duration.ts';
import { formatMos } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { chunkAt } from '../player/saliency-timeline.ts';
import { MOS_WORDS } from '../results/mos-word.ts';
import { useStores } from '../store/stores.tsx';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler);

interface CompareChartProps {
  readonly a: readonly ChunkScore[];
  readonly b: readonly ChunkScore[];
  readonly durationS: number;
}

function spoken(chunks: readonly ChunkScore[], timeS: number): string {
  const chunk = chunkAt(chunks, timeS);
  return chunk === null ? messages.compare.notScored : formatMos(chunk.mos);
}

/** Both curves over one time axis, which is a slider as well. B is dashed, so that colour does not stand alone. */
export function CompareChart({ a, b, durationS }: CompareChartProps) {
  const { playhead } = useStores();
  const colour = useThemeColours();
  const chart = useRef<Chart<'line', CurvePoint[]>>(null);
  const slider = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);

  const data = useMemo<ChartData<'line', CurvePoint[]>>(() => {
    const band = (chunks: readonly ChunkScore[], background: string): ChartData<'line', CurvePoint[]>['datasets'] => [
      { data: curveLine(chunks, ({ low }) => low), borderWidth: 0, pointRadius: 0 },
      { data: curveLine(chunks, ({ high }) => high), borderWidth: 0, pointRadius: 0, fill: '-1', backgroundColor: colour(background) },
    ];
    return {
      datasets: [
        ...band(a, '--compare-a-band'),
        ...band(b, '--compare-b-band'),
        { data: curveLine(a, ({ mos }) => mos), borderColor: colour('--compare-a'), borderWidth: 2.25, pointRadius: 0 },
        { data: curveLine(b, ({ mos }) => mos), borderColor: colour('--compare-b'), borderWidth: 2.25, borderDash: [6, 3], pointRadius: 0 },
      ],
    };
  }, [a, b, colour]);

  const options = useMemo<ChartOptions<'line'>>(() => {
    const stepSize = timeTickStepS(durationS);
    const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
    const ticks = { color: colour('--ink-soft'), font };
    return {
      animation: false, parsing: false, normalized: true, maintainAspectRatio: false, events: [],
      layout: { padding: { top: 6, right: 4 } },
      scales: {
        x: {
          type: 'linear', min: 0, max: durationS, grid: { display: false }, border: { color: colour('--line') },
          ticks: { ...ticks, stepSize, includeBounds: false, maxRotation: 0, autoSkipPadding: 16, callback: (value) => formatTime(Number(value), stepSize < 1) },
        },
        y: {
          min: 1, max: 5, grid: { color: colour('--line'), tickLength: 0 }, border: { display: false },
          ticks: {
            ...ticks, stepSize: 1, padding: 10,
            callback(value) {
              const word = MOS_WORDS[Number(value) - 1];
              return word === undefined ? '' : messages.curve.axis(Number(value), messages.words[word]);
            },
          },
        },
      },
    };
  }, [durationS, colour]);

  const place = useMemo(
    () => (): void => {
      const scale = chart.current?.scales['x'];
      const { timeS } = playhead.getState();
      if (scale === undefined || line.current === null || slider.current === null) return;
      line.current.style.transform = `translateX(${scale.getPixelForValue(Math.min(timeS, durationS))}px)`;
      slider.current.setAttribute('aria-valuenow', timeS.toFixed(2));
      slider.current.setAttribute('aria-valuetext', messages.compare.at(formatTime(timeS, true), spoken(a, timeS), spoken(b, timeS)));
    },
    [a, b, durationS, playhead],
  );

  useEffect(() => {
    place();
    return playhead.subscribe(place);
  }, [place, playhead]);

  const follow = useMemo<Plugin<'line'>>(() => ({ id: 'compare-playhead', afterRender: () => requestAnimationFrame(place) }), [place]);

  function seekTo(event: PointerEvent<HTMLDivElement>): void {
    const value = chart.current?.scales['x']?.getValueForPixel(event.clientX - event.currentTarget.getBoundingClientRect().left);
    if (value !== undefined) playhead.getState().seek(Math.min(Math.max(0, value), durationS));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { timeS, seek } = playhead.getState();
    const at = a.findIndex(({ endS }) => timeS < endS - 1e-6);
    const now = at < 0 ? a.length - 1 : at;
    const target = { ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, Home: 0, End: a.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const chunk = a[Math.min(a.length - 1, Math.max(0, target))];
    if (chunk !== undefined) seek(chunk.startS);
  }

  return (
    <div
      ref={slider}
      className="compare__chart"
      role="slider"
      tabIndex={0}
      aria-label={messages.compare.curvesLabel}
      aria-valuemin={0}
      aria-valuemax={durationS}
      aria-valuenow={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) seekTo(event);
      }}
      onKeyDown={onKeyDown}
    >
      <Line ref={chart} data={data} options={options} plugins={[follow]} aria-hidden="true" />
      <div ref={line} className="compare__playhead" aria-hidden="true" />
    </div>
  );
}
