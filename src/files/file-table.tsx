import { useMemo, useState } from 'react';
import './file-table.css';
import { messages } from '../messages.ts';
import { useQueue, useView } from '../store/stores.tsx';
import { FileFilters } from './file-filters.tsx';
import { filteredFiles, isFiltering, NO_FILTER } from './file-filter.ts';
import type { FileFilter } from './file-filter.ts';
import { FileLines } from './file-lines.tsx';
import { orderedFiles } from './file-order.ts';
import type { FileOrder } from './file-order.ts';
import { FilesHead } from './files-head.tsx';
import { ownWords } from './source-name.ts';
import { tableLines } from './table-lines.ts';

/** All files with their scores; the one that is shown is marked. */
export function FileTable() {
  const entries = useQueue((queue) => queue.entries);
  const grouped = useView((view) => view.grouped);
  const ignoredWords = useView((view) => view.ignoredWords);
  const [order, setOrder] = useState<FileOrder | null>(null);
  const [filter, setFilter] = useState<FileFilter>(NO_FILTER);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const own = useMemo(() => ownWords(ignoredWords), [ignoredWords]);
  const shown = useMemo(() => orderedFiles(filteredFiles(entries, filter), order), [entries, filter, order]);
  const lines = useMemo(() => tableLines(shown, grouped ? { own, folded } : null), [shown, grouped, own, folded]);

  return (
    <section className="panel files" aria-labelledby="files-heading">
      <FilesHead />
      {entries.length > 1 && <FileFilters filter={filter} setFilter={setFilter} shown={shown} />}
      <FileLines
        lines={lines}
        order={order}
        setOrder={setOrder}
        movable={order === null && !grouped && !isFiltering(filter)}
        fold={(key) => setFolded((now) => (now.has(key) ? new Set([...now].filter((each) => each !== key)) : new Set([...now, key])))}
      />
      {lines.length === 0 && <p className="files__none">{messages.files.noMatch}</p>}
    </section>
  );
}
