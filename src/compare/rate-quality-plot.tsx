import { Chart, LinearScale, LineController, LineElement, PointElement, ScatterController } from 'chart.js';
import type { ChartData, ChartOptions } from 'chart.js';
import { useMemo } from 'react';
import { Scatter } from 'react-chartjs-2';
import { useThemeColours } from '../curve/theme-colours.ts';
import { tickStyle } from '../curve/time-axis.ts';
import { messages } from '../messages.ts';
import type { RatePoint } from './rate-quality.ts';

Chart.register(ScatterController, LineController, LineElement, PointElement, LinearScale);

interface RateQualityPlotProps {
  readonly points: readonly RatePoint[];
  readonly hull: readonly RatePoint[];
}

/** Bit rate against MOS; filled points lie on the hull. */
export function RateQualityPlot({ points, hull }: RateQualityPlotProps) {
  const colour = useThemeColours();
  const data = useMemo<ChartData<'scatter', { x: number; y: number }[]>>(() => {
    const place = ({ kbps, mos }: RatePoint): { x: number; y: number } => ({ x: kbps, y: mos });
    return {
      datasets: [
        { data: hull.map(place), showLine: true, borderColor: colour('--curve'), borderWidth: 2, backgroundColor: colour('--curve'), pointRadius: 5, clip: false },
        { data: points.filter((point) => !hull.includes(point)).map(place), borderColor: colour('--line-strong'), borderWidth: 2, backgroundColor: colour('--surface'), pointRadius: 5, clip: false },
      ],
    };
  }, [points, hull, colour]);
  const options = useMemo<ChartOptions<'scatter'>>(() => {
    const style = tickStyle(colour);
    const shared = { ticks: { ...style, padding: 6, maxRotation: 0 }, grid: { color: colour('--line'), tickLength: 0 }, border: { color: colour('--line') } };
    const title = (text: string) => ({ display: true, text, ...style });
    return {
      animation: false, maintainAspectRatio: false, events: [], layout: { padding: 8 },
      scales: {
        x: { type: 'linear', min: 0, ...shared, title: title(messages.compare.rateAxis) },
        y: { min: 1, max: 5, ...shared, ticks: { ...shared.ticks, stepSize: 1 }, title: title(messages.files.mos) },
      },
    };
  }, [colour]);
  return (
    <div className="compare__plot">
      <Scatter data={data} options={options} role="img" aria-label={messages.compare.ladderPlot(points.length)} />
    </div>
  );
}
