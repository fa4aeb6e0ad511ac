import { Chart, LinearScale, LineController, LineElement, PointElement, ScatterController } from 'chart.js';
import type { ChartData, ChartOptions } from 'chart.js';
import { useMemo } from 'react';
import { Scatter } from 'react-chartjs-2';
import { useThemeColours } from '../curve/theme-colours.ts';
import { messages } from '../messages.ts';

Chart.register(ScatterController, LineController, LineElement, PointElement, LinearScale);

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Custom properties that the points may have the colour of. */
type PointColour = '--curve' | '--line-strong' | '--dimension-1';

interface ScatterPlotProps {
  readonly name: string;
  readonly points: readonly { readonly label: number; readonly predicted: number }[];
  readonly colour: PointColour;
}

/** Predictions against labels with the line on which they would agree. */
export function ScatterPlot({ name, points, colour: property }: ScatterPlotProps) {
  const colour = useThemeColours();
  const data = useMemo<ChartData<'scatter', Point[]>>(
    () => ({
      datasets: [
        { data: points.map(({ label, predicted }) => ({ x: label, y: predicted })), backgroundColor: colour(property), borderColor: colour('--surface'), pointRadius: 4, clip: false },
        { data: [{ x: 1, y: 1 }, { x: 5, y: 5 }], showLine: true, pointRadius: 0, borderColor: colour('--line-strong'), borderWidth: 1, borderDash: [4, 4] },
      ],
    }),
    [points, colour, property],
  );
  const options = useMemo<ChartOptions<'scatter'>>(() => {
    const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
    const axis = (text: string) => ({
      type: 'linear' as const,
      min: 1,
      max: 5,
      grid: { color: colour('--line'), tickLength: 0 },
      border: { color: colour('--line') },
      ticks: { stepSize: 1, padding: 6, color: colour('--ink-soft'), font, maxRotation: 0 },
      title: { display: true, text, color: colour('--ink-soft'), font },
    });
    // Square, so that the identity line has its 45 degrees.
    return { animation: false, aspectRatio: 1, events: [], scales: { x: axis(messages.report.label), y: axis(messages.report.predicted) } };
  }, [colour]);
  return (
    <figure className="teach__chart">
      <figcaption>{name}</figcaption>
      <div className="report__plot">
        <Scatter data={data} options={options} role="img" aria-label={messages.report.scatter(name)} />
      </div>
    </figure>
  );
}
