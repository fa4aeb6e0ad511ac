import { useState } from 'react';
import type { ReactNode } from 'react';
import './data-table.css';

interface DisclosureProps {
  readonly className: string;
  readonly summary: string;
  readonly children: () => ReactNode;
}

/** What is only made when somebody opens it: thousands of rows cost time that most visits can spare. */
export function Disclosure({ className, summary, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={`disclosure ${className}`} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children()}
    </details>
  );
}
