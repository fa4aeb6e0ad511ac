import { useState } from 'react';
import { useStore } from 'zustand';
import './projects-panel.css';
import { FileButton } from '../drop/file-button.tsx';
import { formatBytes } from '../format/bytes.ts';
import { messages } from '../messages.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue, useStores } from '../store/stores.tsx';
import { openHandle } from './file-handles.ts';

/** In the player's place while a restored entry lacks its file: the browser is asked for it, or the user chooses it again. */
export function ReopenFile({ entry }: { readonly entry: Entry }) {
  const { projects } = useStores();
  const attach = useQueue((queue) => queue.attach);
  const known = useStore(projects, ({ reopenable }) => reopenable.get(entry.id));
  const [problem, setProblem] = useState<string | null>(null);
  const handle = known?.handle ?? null;
  const sizeBytes = known?.sizeBytes ?? null;

  function take(file: File): void {
    // The name may have changed since; the bytes may not.
    if (sizeBytes !== null && file.size !== sizeBytes) setProblem(messages.projects.otherFile(entry.name, formatBytes(sizeBytes)));
    else attach(entry.id, file);
  }

  return (
    <div className="reopen">
      <p role="status">{problem ?? messages.projects.fileGone}</p>
      <div className="reopen__choices">
        {handle !== null && (
          <button
            type="button"
            className="button"
            onClick={() => {
              void openHandle(handle, true).then((file) => {
                if (file === null) setProblem(messages.projects.refused);
                else take(file);
              });
            }}
          >
            {messages.projects.reopen}
          </button>
        )}
        <FileButton inputLabel={messages.projects.chooseInput(entry.name)} inputClass="reopen-input" accept="video/*,image/*,.mkv,.ts,.m2ts,.mts" onFiles={([file]) => file !== undefined && take(file)}>
          {messages.projects.chooseAgain}
        </FileButton>
      </div>
    </div>
  );
}
