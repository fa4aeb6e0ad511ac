import { Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { ChartData, ChartOptions } from 'chart.js';
import { useMemo } from 'react';
import { Line } from 'react-chartjs-2';
import { useThemeColours } from '../curve/theme-colours.ts';
import { messages } from '../messages.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale);

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Training looks at its curves every so many steps. */
const STEPS_PER_CHECK = 10;

interface TrainingChartProps {
  readonly name: string;
  /** Check of the first value: validation is looked at before the first step, too. */
  readonly first: number;
  readonly runs: readonly (readonly number[])[];
}

/** Curves of the trainings so far, one line each. */
export function TrainingChart({ name, first, runs }: TrainingChartProps) {
  const colour = useThemeColours();
  const data = useMemo<ChartData<'line', Point[]>>(
    () => ({
      datasets: runs.map((values, run) => ({
        data: values.map((y, i) => ({ x: (i + first) * STEPS_PER_CHECK, y })),
        borderColor: colour(run === runs.length - 1 ? '--curve' : '--line-strong'),
        borderWidth: run === runs.length - 1 ? 2.25 : 0.75,
        pointRadius: 0,
        // The latest lies on top.
        order: runs.length - run,
      })),
    }),
    [runs, first, colour],
  );
  const options = useMemo<ChartOptions<'line'>>(() => {
    const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
    const ticks = { color: colour('--ink-soft'), font, maxTicksLimit: 5, maxRotation: 0 };
    return {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      events: [],
      scales: {
        x: { type: 'linear', min: 0, grid: { display: false }, border: { color: colour('--line') }, ticks, title: { display: true, text: messages.training.step, color: colour('--ink-soft'), font } },
        y: { beginAtZero: true, grid: { color: colour('--line'), tickLength: 0 }, border: { display: false }, ticks: { ...ticks, padding: 8 } },
      },
    };
  }, [colour]);
  return (
    <figure className="teach__chart">
      <figcaption>{name}</figcaption>
      <div className="teach__canvas">
        <Line data={data} options={options} role="img" aria-label={messages.training.curvesLabel(name, runs.length)} />
      </div>
    </figure>
  );
}
