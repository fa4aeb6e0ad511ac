import type { FileResult } from '../../workers/scoring-types.ts';
import { formatMos, formatMosFine, formatMosSigned } from '../format/mos.ts';
import { percentText } from '../messages/figures.ts';
import { messages } from '../messages.ts';
import { MosScale } from '../results/mos-scale.tsx';
import { mosWord } from '../results/mos-word.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import type { Side } from './compare-pane.tsx';
import { mosDifference, scoredAlike } from './mos-difference.ts';

interface DifferencePanelProps {
  readonly a: Entry;
  readonly b: Entry;
}

/** Which file is better, in words and figures, and how sure that is. */
export function DifferencePanel({ a, b }: DifferencePanelProps) {
  const level = useQueue(({ engine }) => (engine.kind === 'ready' ? engine.info.model.intervalLevel : 0.9));
  const difference = a.result === null || b.result === null ? null : mosDifference(a.result, b.result);
  if (difference === null || a.result === null || b.result === null) return null;
  const { verdict, low, high, shared, pairs } = difference;
  return (
    <section className="panel compare__verdict" aria-labelledby="compare-verdict">
      <div role="status">
        <h3 id="compare-verdict" className="compare__words">
          {messages.compare.verdicts[verdict]}
        </h3>
      </div>
      <dl className="compare__difference">
        <dt>{messages.compare.difference}</dt>
        <dd className="compare__signed">{messages.compare.signed(formatMosSigned(difference.difference))}</dd>
        <dd>{messages.compare.interval(percentText(level), formatMosSigned(low), formatMosSigned(high))}</dd>
      </dl>
      <p>{messages.compare.reasons[verdict === 'none' || verdict === 'unclear' ? verdict : 'likely']}</p>
      <p>{shared > 0 ? messages.compare.paired(pairs, Math.round(shared * 100)) : messages.compare.independent}</p>
      {!scoredAlike(a.result, b.result) && (
        <p className="notice-danger" role="alert">
          {messages.compare.unlike}
        </p>
      )}
      <Score side="A" name={a.name} result={a.result} />
      <Score side="B" name={b.name} result={b.result} />
    </section>
  );
}

function Score({ side, name, result }: { readonly side: Side; readonly name: string; readonly result: FileResult }) {
  const { score, media } = result;
  if (score === null) return null;
  const word = mosWord(score.mos);
  const facts = media === null ? [] : [`${media.width} × ${media.height}`, media.codec, ...(media.kbps > 0 ? [messages.score.kbps(media.kbps)] : [])];
  return (
    <div className={`compare__score compare__score--${side.toLowerCase()}`}>
      <p className="compare__score-name" title={name}>
        <strong className="compare__letter">{side}</strong> {name}
      </p>
      <p>
        <span className="compare__mos">{formatMosFine(score.mos)}</span> <span className={`word--${word}`}>{messages.words[word]}</span>{' '}
        <span className="compare__range">
          {formatMos(score.low)}–{formatMos(score.high)}
        </span>
      </p>
      <MosScale mos={score.mos} low={score.low} high={score.high} />
      <p className="compare__facts">{facts.join(' · ')}</p>
    </div>
  );
}
