import { Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { ChartData, ChartOptions } from 'chart.js';
import { useEffect, useMemo, useRef } from 'react';
import { Line } from 'react-chartjs-2';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { curveLine } from '../curve/curve-points.ts';
import type { CurvePoint } from '../curve/curve-points.ts';
import { useThemeColours } from '../curve/theme-colours.ts';
import { tickStyle, timeAxis, TIME_CHART } from '../curve/time-axis.ts';
import { messages } from '../messages.ts';
import { useStores } from '../store/stores.tsx';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** A pair over time. */
export interface AffinityLine {
  readonly name: string;
  /** Custom property of its colour. */
  readonly colour: string;
  readonly value: (chunk: ChunkScore) => number | undefined;
}

interface AffinityChartProps {
  readonly chunks: readonly ChunkScore[];
  readonly durationS: number;
  readonly lines: readonly AffinityLine[];
}

/** Affinities over time, on an axis of their own from 0 to 1, with the playhead of the curve. */
export function AffinityChart({ chunks, durationS, lines }: AffinityChartProps) {
  const { playhead } = useStores();
  const colour = useThemeColours();
  const chart = useRef<Chart<'line', CurvePoint[]>>(null);
  const line = useRef<HTMLDivElement>(null);

  const data = useMemo<ChartData<'line', CurvePoint[]>>(
    () => ({ datasets: lines.map(({ colour: property, value }) => ({ data: curveLine(chunks, value), borderColor: colour(property), borderWidth: 1.75, pointRadius: 0, clip: 3 })) }),
    [chunks, lines, colour],
  );

  const options = useMemo<ChartOptions<'line'>>(
    () => ({
      ...TIME_CHART,
      scales: {
        x: timeAxis(colour, 0, durationS),
        y: { min: 0, max: 1, grid: { color: colour('--line'), tickLength: 0 }, border: { display: false }, ticks: { ...tickStyle(colour), stepSize: 0.5, padding: 10 } },
      },
    }),
    [durationS, colour],
  );

  useEffect(() => {
    const place = (): void => {
      const scale = chart.current?.scales['x'];
      if (scale === undefined || line.current === null) return;
      line.current.style.transform = `translateX(${scale.getPixelForValue(Math.min(playhead.getState().timeS, durationS))}px)`;
    };
    // The scale has its size one frame after the chart was made.
    const first = requestAnimationFrame(place);
    const observer = new ResizeObserver(place);
    if (line.current?.parentElement != null) observer.observe(line.current.parentElement);
    const unsubscribe = playhead.subscribe(place);
    return () => {
      cancelAnimationFrame(first);
      observer.disconnect();
      unsubscribe();
    };
  }, [durationS, playhead]);

  return (
    <div className="affinities__chart">
      <Line ref={chart} data={data} options={options} role="img" aria-label={messages.clip.chart(lines.map(({ name }) => name).join(', '))} />
      <div ref={line} className="playhead-line" />
    </div>
  );
}
