import { useEffect, useState } from 'react';
import { messages } from '../messages.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { timeLeftS } from './time-left.ts';

function useNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How far a file is, how long it will take, and the way out. */
export function ScoringProgress({ entry }: { readonly entry: Entry }) {
  const now = useNow();
  const cancel = useQueue((queue) => queue.cancel);
  const preparing = useQueue(({ engine }) => engine.kind === 'preparing');
  const { startedAtMs, done, total, percent } = entry;
  const left = startedAtMs === null ? null : timeLeftS(startedAtMs, now, done, total);
  const what = startedAtMs !== null ? messages.score.chunks(done, total) : preparing ? messages.score.preparing : messages.score.opening;
  return (
    <div className="progress">
      <p className="progress__percent">
        {percent}
        <span>%</span>
      </p>
      <div
        className="bar"
        role="progressbar"
        aria-label={messages.files.progress(entry.name)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className="bar__fill" style={{ transform: `scaleX(${percent / 100})` }} />
      </div>
      <p className="progress__text">
        <span>{what}</span>
        {startedAtMs !== null && <span>{left === null ? messages.score.estimating : messages.score.timeLeft(left)}</span>}
      </p>
      <button type="button" className="button" onClick={() => cancel(entry.id)}>
        {messages.score.cancel}
      </button>
    </div>
  );
}
