import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue, useView } from '../store/stores.tsx';
import { isFiltering, NO_FILTER, STATUS_FILTERS } from './file-filter.ts';
import type { FileFilter, StatusFilter } from './file-filter.ts';

interface FileFiltersProps {
  readonly filter: FileFilter;
  readonly setFilter: (filter: FileFilter) => void;
  /** The files that the filter lets through. */
  readonly shown: readonly Entry[];
}

/** Which files the table shows, and whether encodes of one source stand together. */
export function FileFilters({ filter, setFilter, shown }: FileFiltersProps) {
  const count = useQueue(({ entries }) => entries.length);
  const filtering = isFiltering(filter);
  return (
    <div className="files__filters" role="search" aria-label={messages.files.filter}>
      <input
        className="field files__search"
        type="search"
        aria-label={messages.files.filterText}
        placeholder={messages.files.filterText}
        value={filter.text}
        onChange={({ target }) => setFilter({ ...filter, text: target.value })}
      />
      <select
        className="select"
        aria-label={messages.files.filterStatus}
        value={filter.status}
        onChange={({ target }) => setFilter({ ...filter, status: target.value as StatusFilter })}
      >
        {STATUS_FILTERS.map((status) => (
          <option key={status} value={status}>
            {messages.files.statuses[status]}
          </option>
        ))}
      </select>
      <span className="files__range">
        {messages.files.filterMos}
        <MosField label={messages.files.lowest} value={filter.lowest} onChange={(lowest) => setFilter({ ...filter, lowest })} />
        –
        <MosField label={messages.files.highest} value={filter.highest} onChange={(highest) => setFilter({ ...filter, highest })} />
      </span>
      <GroupChoice />
      {filtering && (
        <span className="files__shown">
          <span role="status">{messages.files.shown(shown.length, count)}</span>
          <ScoreAgain shown={shown} filter={filter} />
          <button type="button" className="button button--quiet" onClick={() => setFilter(NO_FILTER)}>
            {messages.files.showAll}
          </button>
        </span>
      )}
    </div>
  );
}

interface MosFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function MosField({ label, value, onChange }: MosFieldProps) {
  return (
    <input
      className="field files__bound"
      type="number"
      min={1}
      max={5}
      step={0.1}
      aria-label={label}
      value={value ?? ''}
      onChange={({ target }) => onChange(Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber)}
    />
  );
}

/** Files that failed or were cancelled and are looked at together can be scored again together. */
function ScoreAgain({ shown, filter }: Pick<FileFiltersProps, 'shown' | 'filter'>) {
  const retry = useQueue((queue) => queue.retry);
  const again = shown.filter((entry) => entry.file !== null && isFinished(entry));
  if ((filter.status !== 'failed' && filter.status !== 'cancelled') || again.length === 0) return null;
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        for (const { id } of again) retry(id);
      }}
    >
      {messages.files.again(again.length)}
    </button>
  );
}

function GroupChoice() {
  const grouped = useView((view) => view.grouped);
  const setGrouped = useView((view) => view.setGrouped);
  const words = useView((view) => view.ignoredWords);
  const setWords = useView((view) => view.setIgnoredWords);
  return (
    <span className="files__grouping">
      <label className="files__group-choice" title={messages.files.groupHint}>
        <input type="checkbox" checked={grouped} onChange={({ target }) => setGrouped(target.checked)} />
        {messages.files.group}
      </label>
      {grouped && (
        <label className="files__ignore" title={messages.files.ignoreHint}>
          {messages.files.ignore}
          <input className="field" type="text" value={words} placeholder="take*, final" onChange={({ target }) => setWords(target.value)} />
        </label>
      )}
    </span>
  );
}
