import type { ReactNode } from 'react';
import './data-table.css';

interface DataTableProps {
  /** Says what the figures are; heard, not seen. */
  readonly caption: string;
  /** What heads the columns, in their order. */
  readonly head: readonly string[];
  /** The rows, each with a cell that heads it. */
  readonly children: ReactNode;
}

/** The figures of a chart. A long table scrolls by itself, by keys too. */
export function DataTable({ caption, head, children }: DataTableProps) {
  return (
    <div className="data-table__scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
