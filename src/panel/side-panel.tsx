import { useId } from 'react';
import type { ReactNode } from 'react';
import './side-panel.css';
import { Icon } from '../icons/icon.tsx';
import type { PanelName } from '../store/view-store.ts';
import { useView } from '../store/stores.tsx';
import { useDialog } from './use-dialog.ts';

interface SidePanelProps {
  readonly name: PanelName;
  readonly heading: string;
  readonly closeLabel: string;
  /** For tables and plots. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog at the side of the page. The browser keeps the focus inside and closes it on Escape. */
export function SidePanel({ name, heading, closeLabel, wide = false, children }: SidePanelProps) {
  const open = useView((view) => view.panel === name);
  const openPanel = useView((view) => view.openPanel);
  const dialog = useDialog(open);
  const headingId = useId();

  return (
    <dialog
      ref={dialog}
      className={wide ? 'side-panel side-panel--wide' : 'side-panel'}
      aria-labelledby={headingId}
      onClose={() => {
        if (open) openPanel(null);
      }}
      onClick={(event) => {
        // Only the backdrop is the dialog itself; everything else lies in its box.
        if (event.target === event.currentTarget) openPanel(null);
      }}
    >
      <div className="side-panel__box">
        <div className="side-panel__head">
          <h2 id={headingId} className="side-panel__heading">
            {heading}
          </h2>
          <button type="button" className="button button--quiet button--icon" aria-label={closeLabel} onClick={() => openPanel(null)}>
            <Icon name="close" />
          </button>
        </div>
        {/* Words alone have nothing to focus: the keyboard scrolls the panel itself. */}
        <div className="side-panel__body" role="group" aria-labelledby={headingId} tabIndex={0}>
          {open && children}
        </div>
      </div>
    </dialog>
  );
}
