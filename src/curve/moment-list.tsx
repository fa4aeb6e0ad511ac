import { memo, useMemo } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatTime } from '../format/duration.ts';
import { formatMos } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import { usePlayhead } from '../store/stores.tsx';
import { worstMoments } from './worst-moments.ts';

const MOST = 5;

/** The worst moments, lowest first; each takes the playhead there. */
export const MomentList = memo(function MomentList({ chunks }: { readonly chunks: readonly ChunkScore[] }) {
  const seek = usePlayhead((state) => state.seek);
  const moments = useMemo(() => worstMoments(chunks, MOST), [chunks]);
  return (
    <div className="worst-moments">
      <h3 id="moments-heading" className="heading">
        {messages.curve.moments}
      </h3>
      {moments.length === 0 ? (
        <p className="worst-moments__none">{messages.curve.noMoments}</p>
      ) : (
        <ol className="worst-moments__list" aria-labelledby="moments-heading">
          {moments.map(({ startS, endS, mos }) => (
            <li key={startS}>
              <button type="button" className="worst-moments__jump" onClick={() => seek(startS)}>
                <span className={`worst-moments__mos word--${mosWord(mos)}`}>
                  {formatMos(mos)} {messages.words[mosWord(mos)]}
                </span>
                <span>
                  {formatTime(startS, true)}–{formatTime(endS, true)}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
});
