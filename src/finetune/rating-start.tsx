import { useState } from 'react';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import { useLabels, useQueue } from '../store/stores.tsx';
import { usePageClips } from './clips-on-page.ts';
import { raterScores } from './label-book.ts';
import { isUnfinished } from './rating-session.ts';

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
  const unfinished = sessions.find((session) => session.rater === name && isUnfinished(session)) ?? null;
  const open = unfinished === null ? [] : unfinished.order.filter((_, place) => !unfinished.answers.some((answer) => answer.place === place));
  const openHere = open.filter(({ clip }) => onPage.has(clip));

  return (
    <form
      className="teach__way"
      onSubmit={(event) => {
        event.preventDefault();
        // Asks the browser not to clear the labels when space runs short; a refusal changes nothing.
        void navigator.storage.persist().catch(() => false);
        if (unfinished !== null && openHere.length > 0) continueRating(unfinished.id);
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
      {open.length > openHere.length && <p className="teach__soft">{messages.labels.elsewhere(open.length - openHere.length)}</p>}
      {busy && clips.length > 0 && <p className="teach__soft">{messages.labels.busy}</p>}
      <div className="teach__buttons">
        <button type="submit" className="button button--primary" disabled={name === '' || clips.length === 0}>
          {openHere.length > 0
            ? messages.labels.goOn(openHere.length)
            : left.length > 0 || clips.length === 0
              ? messages.labels.start(wanted.length)
              : messages.labels.startAgain(wanted.length)}
        </button>
      </div>
    </form>
  );
}
