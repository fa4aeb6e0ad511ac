import './dimension-bars.css';
import type { VideoScore } from '../../workers/scoring-types.ts';
import { formatMos } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';

interface DimensionBarsProps {
  readonly dimensions: VideoScore['dimensions'];
  /** Names of the ones that hold the score down. */
  readonly causes: readonly string[];
}

/** The quality dimensions of a video as bars from 1 to 5; the ones that hold the score down are marked. The figures stand beside the bars as text. */
export function DimensionBars({ dimensions, causes }: DimensionBarsProps) {
  const names = Object.keys(dimensions);
  if (names.length === 0) return null;
  return (
    <div className="score-panel__part">
      <h3 className="heading">{messages.explain.dimensions}</h3>
      <dl className="dimension-bars">
        {names.map((name) => {
          const value = dimensions[name] ?? Number.NaN;
          const word = mosWord(value);
          const blamed = causes.includes(name);
          return (
            <div key={name} className={blamed ? 'dimension-bars__row dimension-bars__row--blamed' : 'dimension-bars__row'}>
              <dt>
                {messages.explain.dimension(name)}
                {blamed && <span className="visually-hidden">{messages.explain.blamed}</span>}
              </dt>
              <dd>
                <span className={`dimension-bars__track word--${word}`} aria-hidden="true">
                  <span className="dimension-bars__fill" style={{ width: `${Math.max(2, ((value - 1) / 4) * 100)}%` }} />
                </span>
                <span className="dimension-bars__value">{formatMos(value)}</span>
                <span className="visually-hidden">{messages.words[word]}</span>
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="dimension-bars__scale" aria-hidden="true">
        <span>{messages.explain.lowEnd}</span>
        <span>{messages.explain.highEnd}</span>
      </p>
    </div>
  );
}
