import { useEffect, useState } from 'react';
import { formatMos } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import type { Entry } from '../store/entry.ts';
import type { QueueState } from '../store/queue-store.ts';
import { useStores } from '../store/stores.tsx';
import { mosWord } from './mos-word.ts';

// Every percent would drown out everything else that a screen reader says.
const STEP = 25;

function announcement(entry: Entry, before: Entry | undefined): string | null {
  if (entry.status === 'ok' && before?.status !== 'ok' && entry.result?.score != null) {
    const { mos } = entry.result.score;
    return messages.live.scored(entry.name, formatMos(mos), messages.words[mosWord(mos)]);
  }
  if (entry.status === 'failed' && before?.status !== 'failed') return messages.live.failed(entry.name, entry.error ?? '');
  if (entry.status === 'scoring' && before !== undefined && Math.floor(entry.percent / STEP) > Math.floor(before.percent / STEP)) {
    return messages.live.progress(entry.name, entry.percent);
  }
  return null;
}

/** Says progress and results to those who do not see them. */
export function LiveRegion() {
  const [text, setText] = useState('');
  const { queue } = useStores();
  useEffect(
    () =>
      queue.subscribe(({ entries }: QueueState, before: QueueState) => {
        if (entries === before.entries) return;
        const known = new Map(before.entries.map((entry) => [entry.id, entry]));
        const news = entries.map((entry) => (known.get(entry.id) === entry ? null : announcement(entry, known.get(entry.id)))).filter((line) => line !== null);
        if (news.length === 0) return;
        const done = entries.length > 1 && entries.every(isFinished) ? [messages.live.allDone(entries.length)] : [];
        setText([...news, ...done].join('. '));
      }),
    [queue],
  );
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}
