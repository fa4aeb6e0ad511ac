import { BarController, BarElement, Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { ChartData, ChartOptions } from 'chart.js';
import { memo, useMemo, useState } from 'react';
import { Chart as MixedChart } from 'react-chartjs-2';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { percentText } from '../messages/figures.ts';
import { formatMosFine } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { useQueue } from '../store/stores.tsx';
import { DataTable } from '../table/data-table.tsx';
import { Disclosure } from '../table/disclosure.tsx';
import { scoreDistribution } from './score-distribution.ts';
import type { DistributionStep } from './score-distribution.ts';
import { useThemeColours } from './theme-colours.ts';
import { tickStyle } from './time-axis.ts';

Chart.register(BarController, BarElement, LineController, LineElement, PointElement, LinearScale);

type Of = 'chunks' | 'files';
type Point = { readonly x: number; readonly y: number };

/** How scores are spread over the scale, of this file's chunks or of all files; made only when it is opened. */
export const Distribution = memo(function Distribution({ chunks }: { readonly chunks: readonly ChunkScore[] }) {
  return (
    <Disclosure className="curve__distribution" summary={messages.curve.distribution}>
      {() => <OpenDistribution chunks={chunks} />}
    </Disclosure>
  );
});

function OpenDistribution({ chunks }: { readonly chunks: readonly ChunkScore[] }) {
  const entries = useQueue((queue) => queue.entries);
  const [of, setOf] = useState<Of>('chunks');
  const scores = useMemo(() => (of === 'chunks' ? chunks.map(({ mos }) => mos) : entries.flatMap(({ result }) => (result?.score == null ? [] : [result.score.mos]))), [of, chunks, entries]);
  const steps = useMemo(() => scoreDistribution(scores), [scores]);
  return (
    <div className="distribution">
      <div className="segments" role="radiogroup" aria-label={messages.curve.distribution}>
        {(['chunks', 'files'] as const).map((each) => (
          <label key={each} className="segments__choice">
            <input type="radio" name="distribution" checked={of === each} onChange={() => setOf(each)} />
            <span>{each === 'chunks' ? messages.curve.ofChunks : messages.curve.ofFiles}</span>
          </label>
        ))}
      </div>
      <p className="legend">
        <span className="legend__key legend__key--share">{messages.curve.histogram}</span>
        <span className="legend__key legend__key--cumulative">{messages.curve.cumulative}</span>
      </p>
      <DistributionChart steps={steps} label={messages.curve.distributionOf(of === 'chunks' ? messages.curve.ofChunks : messages.curve.ofFiles, scores.length)} />
      <DistributionTable steps={steps} />
    </div>
  );
}

function DistributionChart({ steps, label }: { readonly steps: readonly DistributionStep[]; readonly label: string }) {
  const colour = useThemeColours();
  const data = useMemo<ChartData<'bar' | 'line', Point[]>>(
    () => ({
      datasets: [
        { type: 'line', data: [{ x: 1, y: 0 }, ...steps.map(({ to, cumulative }) => ({ x: to, y: cumulative }))], borderColor: colour('--dimension-2'), borderWidth: 2, pointRadius: 0 },
        { type: 'bar', data: steps.map(({ from, to, share }) => ({ x: (from + to) / 2, y: share })), backgroundColor: colour('--curve'), barPercentage: 1, categoryPercentage: 0.92 },
      ],
    }),
    [steps, colour],
  );
  const options = useMemo<ChartOptions<'bar' | 'line'>>(() => {
    const ticks = tickStyle(colour);
    return {
      animation: false,
      parsing: false,
      maintainAspectRatio: false,
      events: [],
      scales: {
        x: { type: 'linear', min: 1, max: 5, offset: false, grid: { display: false }, border: { color: colour('--line') }, ticks: { ...ticks, stepSize: 1 } },
        y: { min: 0, max: 1, grid: { color: colour('--line'), tickLength: 0 }, border: { display: false }, ticks: { ...ticks, padding: 10, stepSize: 0.25, callback: (value) => percentText(Number(value)) } },
      },
    };
  }, [colour]);
  return (
    <div className="distribution__chart" role="img" aria-label={label}>
      <MixedChart type="bar" data={data} options={options} aria-hidden="true" />
    </div>
  );
}

/** The steps that hold scores. */
function DistributionTable({ steps }: { readonly steps: readonly DistributionStep[] }) {
  const { distribution, step, count: counted, histogram, cumulative: below } = messages.curve;
  return (
    <DataTable caption={distribution} head={[step, counted, histogram, below]}>
      {steps
        .filter(({ count }) => count > 0)
        .map(({ from, to, count, share, cumulative }) => (
          <tr key={from}>
            <th scope="row">{messages.curve.stepRange(formatMosFine(from), formatMosFine(to))}</th>
            <td>{count}</td>
            <td>{percentText(share)}</td>
            <td>{percentText(cumulative)}</td>
          </tr>
        ))}
    </DataTable>
  );
}
