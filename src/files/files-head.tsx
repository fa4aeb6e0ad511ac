import { CompareButton } from '../compare/compare-button.tsx';
import { FilePicker } from '../drop/file-picker.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';

/** How far the queue is, and what can be done with all files together. */
export function FilesHead() {
  const count = useQueue(({ entries }) => entries.length);
  const done = useQueue(({ entries }) => entries.filter(isFinished).length);
  const cancelAll = useQueue((queue) => queue.cancelAll);
  const clear = useQueue((queue) => queue.clear);
  return (
    <div className="files__head">
      <h2 id="files-heading" className="heading">
        {messages.files.heading}
        <span className="files__count">{messages.files.scoredOf(done, count)}</span>
      </h2>
      <div className="files__tools">
        <FilePicker label={messages.files.add} />
        <CompareButton label={messages.compare.open} />
        <ExportButton />
        {done < count ? (
          <span className="files__queue">
            <PauseButton />
            <button type="button" className="button button--quiet" onClick={cancelAll}>
              {messages.files.cancelAll}
            </button>
          </span>
        ) : (
          <button type="button" className="button button--quiet" onClick={clear}>
            {messages.files.clear}
          </button>
        )}
      </div>
    </div>
  );
}

function PauseButton() {
  const paused = useQueue((queue) => queue.paused);
  const setPaused = useQueue((queue) => queue.setPaused);
  return (
    <button type="button" className="button button--quiet" title={paused ? undefined : messages.files.pauseHint} onClick={() => setPaused(!paused)}>
      <Icon name={paused ? 'play' : 'pause'} size={16} />
      {paused ? messages.files.resume : messages.files.pause}
    </button>
  );
}
