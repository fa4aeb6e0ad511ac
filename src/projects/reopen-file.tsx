import { useState } from 'react';
import { useStore } from 'zustand';
import './projects-panel.css';
import { FileButton } from '../drop/file-button.tsx';
import { filesWithHandles, MEDIA_ACCEPT } from '../drop/file-dialog.ts';
import { formatBytes } from '../format/bytes.ts';
import { messages } from '../messages.ts';
import type { Entry } from '../store/entry.ts';
import { useStores } from '../store/stores.tsx';
import { openHandle } from './file-handles.ts';

/** In the player's place while a restored entry lacks its file: the browser is asked for it, or the user chooses it again. */
export function ReopenFile({ entry }: { readonly entry: Entry }) {
  const { projects } = useStores();
  const known = useStore(projects, ({ reopenable }) => reopenable.get(entry.id));
  const [problem, setProblem] = useState<string | null>(null);
  const handle = known?.handle ?? null;
  const sizeBytes = known?.sizeBytes ?? null;

  function take(file: File, way: FileSystemFileHandle | null): void {
    // The name may have changed since; the bytes may not.
    if (sizeBytes !== null && file.size !== sizeBytes) setProblem(messages.projects.otherFile(entry.name, formatBytes(sizeBytes)));
    else projects.getState().attach(entry.id, file, way);
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
                else take(file, null);
              });
            }}
          >
            {messages.projects.reopen}
          </button>
        )}
        <FileButton
          inputLabel={messages.projects.chooseInput(entry.name)}
          inputClass="reopen-input"
          accept={MEDIA_ACCEPT}
          onFiles={([file]) => file !== undefined && take(file, null)}
          ask={async () => {
            const items = await filesWithHandles(false);
            const chosen = items?.[0];
            if (chosen?.kind === 'file') take(chosen.file, (await chosen.handle) ?? null);
            return items !== null;
          }}
        >
          {messages.projects.chooseAgain}
        </FileButton>
      </div>
    </div>
  );
}
