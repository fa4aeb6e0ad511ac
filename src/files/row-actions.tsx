import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import type { FileMove } from './use-file-moves.ts';

interface RowActionsProps {
  readonly entry: Entry;
  readonly tabbable: boolean;
  readonly move: ((entry: Entry, by: FileMove) => void) | null;
}

/** What can be done with one file. */
export function RowActions({ entry, tabbable, move }: RowActionsProps) {
  const retry = useQueue((queue) => queue.retry);
  const cancelOrRemove = useQueue((queue) => queue.cancelOrRemove);
  const finished = isFinished(entry);
  const button = (label: string, icon: IconName, onClick: () => void, small = false) => (
    <button type="button" className={small ? 'files__step' : 'button button--quiet button--icon'} aria-label={label} title={label} tabIndex={tabbable ? 0 : -1} onClick={onClick}>
      <Icon name={icon} size={16} />
    </button>
  );
  return (
    <span className="files__buttons" onClick={(event) => event.stopPropagation()}>
      {move !== null && (
        <span className="files__steps">
          {button(messages.files.up(entry.name), 'up', () => move(entry, 'earlier'), true)}
          {button(messages.files.down(entry.name), 'down', () => move(entry, 'later'), true)}
        </span>
      )}
      {finished && entry.file !== null && entry.status !== 'ok' && button(messages.files.retry(entry.name), 'again', () => retry(entry.id))}
      {button(finished ? messages.files.remove(entry.name) : messages.files.cancel(entry.name), finished ? 'close' : 'stop', () => cancelOrRemove(entry.id))}
    </span>
  );
}
