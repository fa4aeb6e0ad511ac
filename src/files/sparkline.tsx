import { memo } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';

const WIDTH = 96;
const HEIGHT = 24;
// More points than this cannot be told apart at this width.
const POINTS = 96;

/** The scores of a file over time, without axes. A decoration beside the numbers. */
export const Sparkline = memo(function Sparkline({ chunks, durationS }: { readonly chunks: readonly ChunkScore[]; readonly durationS: number }) {
  if (chunks.length < 2 || durationS <= 0) return null;
  const every = Math.max(1, Math.floor(chunks.length / POINTS));
  const shown = chunks.filter((_, i) => i % every === 0);
  const path = shown
    .map(({ startS, endS, mos }, i) => {
      const y = (HEIGHT - 2 - ((mos - 1) / 4) * (HEIGHT - 4)).toFixed(1);
      return `${i === 0 ? 'M' : 'L'}${((startS / durationS) * WIDTH).toFixed(1)} ${y}H${((endS / durationS) * WIDTH).toFixed(1)}`;
    })
    .join('');
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
});
