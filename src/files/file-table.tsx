import { memo, useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import './file-table.css';
import { CompareButton } from '../compare/compare-button.tsx';
import { FilePicker } from '../drop/file-picker.tsx';
import { ExportButtons } from '../export/export-buttons.tsx';
import { formatTime } from '../format/duration.ts';
import { formatMosFine } from '../format/mos.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { orderedFiles } from './file-order.ts';
import type { FileOrder, SortColumn } from './file-order.ts';
import { mosWord } from '../results/mos-word.ts';
import { Sparkline } from './sparkline.tsx';

interface Column {
  readonly id: string;
  readonly label: string;
  readonly sort: SortColumn | null;
}

const COLUMNS: readonly Column[] = [
  { id: 'name', label: messages.files.name, sort: 'name' },
  { id: 'mos', label: messages.files.mos, sort: 'mos' },
  { id: 'interval', label: messages.files.interval, sort: null },
  { id: 'curve', label: messages.files.curve, sort: null },
  { id: 'duration', label: messages.files.duration, sort: 'duration' },
  { id: 'size', label: messages.files.size, sort: 'size' },
  { id: 'codec', label: messages.files.codec, sort: 'codec' },
  { id: 'status', label: messages.files.status, sort: 'status' },
];

/** All files with their scores; the one that is shown is marked. */
export function FileTable() {
  const entries = useQueue((queue) => queue.entries);
  const selectedId = useQueue((queue) => queue.selectedId);
  const cancelAll = useQueue((queue) => queue.cancelAll);
  const clear = useQueue((queue) => queue.clear);
  const [order, setOrder] = useState<FileOrder | null>(null);
  const shown = useMemo(() => orderedFiles(entries, order), [entries, order]);
  const done = entries.filter(isFinished).length;

  function sortBy(column: SortColumn): void {
    // Third time back to the order of arrival.
    setOrder((now) => (now?.column !== column ? { column, ascending: true } : now.ascending ? { column, ascending: false } : null));
  }

  return (
    <section className="panel files" aria-labelledby="files-heading">
      <div className="files__head">
        <h2 id="files-heading" className="heading">
          {messages.files.heading}
          <span className="files__count">{messages.files.scoredOf(done, entries.length)}</span>
        </h2>
        <div className="files__tools">
          <FilePicker label={messages.files.add} />
          <CompareButton label={messages.compare.open} />
          <ExportButtons />
          {done < entries.length ? (
            <button type="button" className="button button--quiet" onClick={cancelAll}>
              {messages.files.cancelAll}
            </button>
          ) : (
            <button type="button" className="button button--quiet" onClick={clear}>
              {messages.files.clear}
            </button>
          )}
        </div>
      </div>
      <div className="files__scroll">
        <table className="files__table" onKeyDown={moveBetweenRows}>
          <caption className="visually-hidden">{messages.files.caption}</caption>
          <thead>
            <tr>
              {COLUMNS.map(({ id, label, sort }) => (
                <th
                  key={id}
                  scope="col"
                  className={`files__${id}`}
                  aria-sort={sort === null ? undefined : order?.column !== sort ? 'none' : order.ascending ? 'ascending' : 'descending'}
                >
                  {sort === null ? (
                    label
                  ) : (
                    <button type="button" className="files__sort" title={messages.files.sortBy(label)} onClick={() => sortBy(sort)}>
                      {label}
                    </button>
                  )}
                </th>
              ))}
              <th scope="col" className="files__actions">
                <span className="visually-hidden">{messages.files.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <FileRow key={entry.id} entry={entry} selected={entry.id === selectedId} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button.files__pick')];
  const row = (event.target as HTMLElement).closest('tr');
  const at = rows.findIndex((button) => row?.contains(button));
  const next = rows[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}

function showStudio(): void {
  const player = document.querySelector('.player');
  if (player !== null && player.getBoundingClientRect().bottom < innerHeight / 2) player.scrollIntoView({ block: 'center', behavior: 'smooth' });
}

interface FileRowProps {
  readonly entry: Entry;
  readonly selected: boolean;
}

const FileRow = memo(function FileRow({ entry, selected }: FileRowProps) {
  const select = useQueue((queue) => queue.select);
  const { media } = entry;
  const score = entry.result?.score ?? null;
  const word = score === null ? null : mosWord(score.mos);
  const length = media === null ? '' : media.still ? messages.files.still : formatTime(media.durationS);
  const size = media === null ? '' : `${media.width} × ${media.height}`;
  return (
    <tr
      className={selected ? 'files__row files__row--selected' : 'files__row'}
      onClick={(event) => {
        select(entry.id);
        // A click with the mouse asks to see the file; arrow keys go through the list and stay there.
        if (event.detail > 0) showStudio();
      }}
    >
      <th scope="row" className="files__name">
        <button type="button" className="files__pick" aria-label={messages.files.select(entry.name)} aria-current={selected} title={entry.name}>
          {entry.name}
        </button>
        {entry.error !== null && <span className="files__error">{entry.error}</span>}
        {media !== null && <span className="files__facts">{[length, size, media.codec].join(' · ')}</span>}
      </th>
      <td className="files__mos">
        {score === null || word === null ? (
          <span className="files__status-narrow" aria-hidden="true">
            {entry.status === 'scoring' ? messages.files.scoring(entry.percent) : messages.files[entry.status]}
          </span>
        ) : (
          <>
            <span className="files__number">{formatMosFine(score.mos)}</span> <span className={`word--${word}`}>{messages.words[word]}</span>
          </>
        )}
      </td>
      <td className="files__interval">{score !== null && `${formatMosFine(score.low)}–${formatMosFine(score.high)}`}</td>
      <td className="files__curve">
        <Sparkline chunks={entry.chunks} durationS={media?.durationS ?? 0} />
      </td>
      <td className="files__duration">{length}</td>
      <td className="files__size">{size}</td>
      <td className="files__codec">{media?.codec}</td>
      <td className="files__status">
        <Status entry={entry} />
      </td>
      <td className="files__actions">
        <Actions entry={entry} />
      </td>
    </tr>
  );
});

function Status({ entry }: { readonly entry: Entry }) {
  if (entry.status === 'scoring') {
    return (
      <span className="files__progress">
        <span className="bar" aria-hidden="true">
          <span className="bar__fill" style={{ transform: `scaleX(${entry.percent / 100})` }} />
        </span>
        {messages.files.scoring(entry.percent)}
      </span>
    );
  }
  const partly = entry.status === 'failed' && entry.result?.score != null;
  return <span className={`files__state files__state--${entry.status}`}>{partly ? messages.files.partly : messages.files[entry.status]}</span>;
}

function Actions({ entry }: { readonly entry: Entry }) {
  const cancel = useQueue((queue) => queue.cancel);
  const retry = useQueue((queue) => queue.retry);
  const remove = useQueue((queue) => queue.remove);
  return (
    <span className="files__buttons" onClick={(event) => event.stopPropagation()}>
      {isFinished(entry) ? (
        <>
          {entry.file !== null && (entry.status !== 'ok') && (
            <button type="button" className="button button--quiet button--icon" aria-label={messages.files.retry(entry.name)} title={messages.files.retry(entry.name)} onClick={() => retry(entry.id)}>
              <Icon name="again" size={16} />
            </button>
          )}
          <button type="button" className="button button--quiet button--icon" aria-label={messages.files.remove(entry.name)} title={messages.files.remove(entry.name)} onClick={() => remove(entry.id)}>
            <Icon name="close" size={16} />
          </button>
        </>
      ) : (
        <button type="button" className="button button--quiet button--icon" aria-label={messages.files.cancel(entry.name)} title={messages.files.cancel(entry.name)} onClick={() => cancel(entry.id)}>
          <Icon name="stop" size={16} />
        </button>
      )}
    </span>
  );
}
