import { useState } from 'react';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import { useLabels, useQueue } from '../store/stores.tsx';
import { usePageClips } from './clips-on-page.ts';
import { raterScores } from './label-book.ts';
import { openClips } from './rating-session.ts';

const BREAKS = [10, 20, 40] as const;

/** Begins a rating session, or goes on with one that was left. */
export function RatingStart() {
  const sessions = useLabels((labels) => labels.sessions);
  const startRating = useLabels((labels) => labels.startRating);
  const continueRating = useLabels((labels) => labels.continueRating);
  const busy = useQueue(({ entries }) => !entries.every(isFinished));
  const clips = usePageClips();
  const [typed, setTyped] = useState<string | null>(null);
  const [breakEvery, setBreakEvery] = useState<number>(20);

  const rater = typed ?? sessions.at(-1)?.rater ?? messages.labels.raterDefault;
  const name = rater.trim();
  const rated = raterScores(sessions, name);
  const onPage = new Set(clips.map((clip) => clip.name));
  const left = clips.filter((clip) => !rated.has(clip.name));
  const wanted = left.length > 0 ? left : clips;
  const unfinished = sessions.filter((session) => session.rater === name).map((session) => {
    const open = openClips(session);
    return { id: session.id, here: open.filter((clip) => onPage.has(clip)).length, all: open.length };
  });
  const resumable = unfinished.find(({ here }) => here > 0) ?? null;
  const elsewhere = unfinished.reduce((sum, { all, here }) => sum + all - here, 0);

  return (
    <form
      className="teach__way"
      onSubmit={(event) => {
        event.preventDefault();
        // Asks the browser not to clear the labels when space runs short; a refusal changes nothing.
        void navigator.storage.persist().catch(() => false);
        if (resumable !== null) continueRating(resumable.id);
        else startRating(name, wanted.map((clip) => clip.name), breakEvery);
      }}
    >
      <h4>{messages.labels.rate}</h4>
      <p className="teach__soft">{messages.labels.rateHint}</p>
      <div className="teach__fields">
        <label className="teach__field">
          {messages.labels.rater}
          <input className="field" required maxLength={40} value={rater} onChange={({ target }) => setTyped(target.value)} />
        </label>
        <label className="teach__field">
          {messages.labels.breakEvery}
          <select className="select" value={breakEvery} onChange={({ target }) => setBreakEvery(Number(target.value))}>
            {BREAKS.map((count) => (
              <option key={count} value={count}>
                {messages.labels.clips(count)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {clips.length === 0 && <p className="teach__soft">{messages.labels.noClips}</p>}
      {elsewhere > 0 && <p className="teach__soft">{messages.labels.elsewhere(elsewhere)}</p>}
      {busy && clips.length > 0 && <p className="teach__soft">{messages.labels.busy}</p>}
      <div className="teach__buttons">
        <button type="submit" className="button button--primary" disabled={name === '' || clips.length === 0}>
          {resumable !== null
            ? messages.labels.goOn(resumable.here)
            : left.length > 0 || clips.length === 0
              ? messages.labels.start(wanted.length)
              : messages.labels.startAgain(wanted.length)}
        </button>
      </div>
    </form>
  );
}
