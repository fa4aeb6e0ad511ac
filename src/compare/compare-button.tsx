import { ownWords } from '../files/source-name.ts';
import { Icon } from '../icons/icon.tsx';
import { useQueue, useStores } from '../store/stores.tsx';
import { comparableFiles, suggestedPair } from './comparable-files.ts';

interface CompareButtonProps {
  /** The file to start from; the one being shown where it is left out. */
  readonly id?: number;
  readonly label: string;
}

/** Opens the comparison, as soon as two files have scores. */
export function CompareButton({ id, label }: CompareButtonProps) {
  const { queue, view } = useStores();
  const enough = useQueue(({ entries }) => comparableFiles(entries).length > 1);
  return (
    <button
      type="button"
      className="button"
      disabled={!enough}
      onClick={() => {
        const { entries, selectedId } = queue.getState();
        const { ignoredWords, compare } = view.getState();
        compare(suggestedPair(entries, id ?? selectedId, ownWords(ignoredWords)));
      }}
    >
      <Icon name="compare" size={16} />
      {label}
    </button>
  );
}
