import { useMemo } from 'react';
import './score-panel.css';
import type { VideoScore } from '../../workers/scoring-types.ts';
import { DimensionBars } from '../explain/dimension-bars.tsx';
import { explain, type Explanation } from '../explain/explanation.ts';
import { explanationSentence } from '../explain/sentence.ts';
import { comparableFiles } from '../compare/comparable-files.ts';
import { CompareButton } from '../compare/compare-button.tsx';
import { formatMos } from '../format/mos.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { modelLabel } from '../store/entry.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { FileFacts } from './file-facts.tsx';
import { MosScale } from './mos-scale.tsx';
import { mosWord } from './mos-word.ts';
import { ScoringProgress } from './scoring-progress.tsx';

/** What is known of the file being shown: its score, or how far it is, or why there is none. */
export function ScorePanel({ entry }: { readonly entry: Entry }) {
  const { result, error } = entry;
  const score = result?.score ?? null;
  const explanation = useMemo(() => (result === null ? null : explain(result)), [result]);
  return (
    <section className="panel score-panel" aria-label={messages.score.heading}>
      <h2 className="score-panel__name" title={entry.name}>
        {entry.name}
      </h2>
      {result !== null && score !== null && <Verdict score={score} explanation={explanation} />}
      {entry.status === 'scoring' && <ScoringProgress entry={entry} />}
      {entry.status === 'queued' && <Waiting entry={entry} />}
      {entry.status === 'cancelled' && <Cancelled entry={entry} />}
      {error !== null && (
        <div className="notice-danger score-panel__error">
          <Icon name="warning" />
          <div>
            {score === null && <p className="score-panel__error-title">{messages.score.noScore}</p>}
            <p>{error}</p>
            {score === null && entry.chunks.length > 0 && <p>{messages.score.partly}</p>}
          </div>
        </div>
      )}
      {result !== null && result.notes.length > 0 && (
        <ul className="score-panel__notes" aria-label={messages.score.notes}>
          {result.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {score !== null && <DimensionBars dimensions={score.dimensions} causes={explanation?.causes ?? []} />}
      {score !== null && <CompareWith entry={entry} />}
      <FileFacts entry={entry} />
      <ScoredWith entry={entry} />
    </section>
  );
}

function Verdict({ score, explanation }: { readonly score: VideoScore; readonly explanation: Explanation | null }) {
  const level = useQueue(({ engine }) => (engine.kind === 'ready' ? engine.info.model.intervalLevel : 0.9));
  const word = mosWord(score.mos);
  return (
    <div className="verdict">
      <p className="verdict__line">
        <span className="visually-hidden">{messages.score.mosLabel(formatMos(score.mos), messages.words[word])}</span>
        <span className="verdict__mos" aria-hidden="true">
          {formatMos(score.mos)}
        </span>
        <span className={`verdict__word word--${word}`} aria-hidden="true">
          {messages.words[word]}
        </span>
      </p>
      <p className="verdict__interval">{messages.score.interval(level, formatMos(score.low), formatMos(score.high))}</p>
      <MosScale mos={score.mos} low={score.low} high={score.high} />
      {explanation !== null && <p className="verdict__why">{explanationSentence(explanation)}</p>}
    </div>
  );
}

/** Nothing to compare with is no reason for a dead button. */
function CompareWith({ entry }: { readonly entry: Entry }) {
  const enough = useQueue(({ entries }) => comparableFiles(entries).length > 1);
  if (!enough) return null;
  return (
    <div className="score-panel__part">
      <CompareButton id={entry.id} label={messages.compare.openWith} />
    </div>
  );
}

function Waiting({ entry }: { readonly entry: Entry }) {
  const cancel = useQueue((queue) => queue.cancel);
  const paused = useQueue((queue) => queue.paused);
  return (
    <div className="score-panel__state">
      <p>{paused ? messages.files.paused : messages.score.queued}</p>
      <button type="button" className="button" onClick={() => cancel(entry.id)}>
        {messages.score.cancel}
      </button>
    </div>
  );
}

function Cancelled({ entry }: { readonly entry: Entry }) {
  const retry = useQueue((queue) => queue.retry);
  return (
    <div className="score-panel__state">
      <p>{entry.done > 0 ? messages.score.cancelledWith(entry.done, entry.total) : messages.score.cancelled}</p>
      <button type="button" className="button" onClick={() => retry(entry.id)}>
        <Icon name="again" size={16} />
        {messages.score.again}
      </button>
    </div>
  );
}

function ScoredWith({ entry }: { readonly entry: Entry }) {
  const engine = useQueue((queue) => queue.engine);
  const settings = useQueue((queue) => queue.settings);
  const retry = useQueue((queue) => queue.retry);
  const { result } = entry;
  if (result === null || (result.score === null && result.chunks.length === 0 && entry.error !== messages.errors.workerStopped)) return null;
  const { chunkSeconds, coverage } = result.settings;
  const now = engine.kind === 'ready' ? engine.info : null;
  const stale =
    chunkSeconds !== settings.chunkSeconds || coverage !== settings.coverage ||
    (now !== null && (modelLabel(now) !== (result.standsInFor ?? result.model) || now.backend !== result.backend));
  const stopped = entry.error === messages.errors.workerStopped;
  return (
    <div className="score-panel__part score-panel__with">
      <h3 className="heading">{messages.score.scoredWith}</h3>
      <p>
        {[
          messages.header.engine(result.model, result.backend),
          messages.score.chunkLength(chunkSeconds),
          coverage === 'all' ? messages.score.coverageAll : messages.score.coverageSome(coverage),
          ...(result.elapsedS >= 0.1 && result.score !== null ? [messages.score.elapsed(result.elapsedS.toFixed(1))] : []),
        ].join(' · ')}
      </p>
      {stale && <p>{messages.score.stale}</p>}
      {(stale || stopped) && (
        <button type="button" className="button" onClick={() => retry(entry.id)}>
          <Icon name="again" size={16} />
          {messages.score.again}
        </button>
      )}
    </div>
  );
}
