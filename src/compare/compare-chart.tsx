import type { ChartData, ChartOptions } from 'chart.js';
import { useCallback, useMemo, useRef } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { curveLine } from '../curve/curve-points.ts';
import type { CurvePoint } from '../curve/curve-points.ts';
import { useThemeColours } from '../curve/theme-colours.ts';
import { mosAxis, timeAxis, TIME_CHART } from '../curve/time-axis.ts';
import { TimeSlider } from '../curve/time-slider.tsx';
import type { TimeChart } from '../curve/time-slider.tsx';
import { formatTime } from '../format/duration.ts';
import { formatMos } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { chunkAt } from '../player/saliency-timeline.ts';

interface CompareChartProps {
  readonly a: readonly ChunkScore[];
  readonly b: readonly ChunkScore[];
  readonly durationS: number;
}

function spokenScore(chunks: readonly ChunkScore[], timeS: number): string {
  const chunk = chunkAt(chunks, timeS);
  return chunk === null ? messages.compare.notScored : formatMos(chunk.mos);
}

/** Both curves over one time axis, which is a slider as well. B is dashed, so that colour does not stand alone. */
export function CompareChart({ a, b, durationS }: CompareChartProps) {
  const colour = useThemeColours();
  const chart = useRef<TimeChart>(null);

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

  const options = useMemo<ChartOptions<'line'>>(() => ({ ...TIME_CHART, scales: { x: timeAxis(colour, 0, durationS), y: mosAxis(colour) } }), [durationS, colour]);
  const spoken = useCallback((timeS: number) => messages.compare.at(formatTime(timeS, true), spokenScore(a, timeS), spokenScore(b, timeS)), [a, b]);
  const longer = (b.at(-1)?.endS ?? 0) > (a.at(-1)?.endS ?? 0) ? b : a;
  return <TimeSlider className="compare__chart" label={messages.compare.curvesLabel} chunks={longer} durationS={durationS} data={data} options={options} chart={chart} spoken={spoken} />;
}
