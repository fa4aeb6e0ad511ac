import { useCallback, useState } from 'react';
import { messages } from '../messages.ts';
import type { Entry } from '../store/entry.ts';
import { useStores } from '../store/stores.tsx';

/** Where a waiting file is moved: by one place, or to be the next in turn. */
export type FileMove = 'earlier' | 'later' | 'next';

interface FileMoves {
  readonly move: (entry: Entry, by: FileMove) => void;
  /** What has happened, for those who do not see it. */
  readonly said: string;
}

/** Moves waiting files in the queue, one place at a time. */
export function useFileMoves(): FileMoves {
  const { queue } = useStores();
  const [said, setSaid] = useState('');
  const move = useCallback(
    ({ id, name, status }: Entry, by: FileMove) => {
      if (status !== 'queued') return;
      const { entries, move: put } = queue.getState();
      const at = entries.findIndex((entry) => entry.id === id);
      const before = by === 'later' ? entries[at + 2] : by === 'earlier' ? entries[at - 1] : entries.find((entry) => entry.status === 'queued');
      if ((by === 'later' && at === entries.length - 1) || (by === 'earlier' && before === undefined)) return;
      put(id, before?.id ?? null);
      const moved = queue.getState().entries;
      setSaid(messages.files.moved(name, moved.findIndex((entry) => entry.id === id) + 1, moved.length));
    },
    [queue],
  );
  return { move, said };
}
