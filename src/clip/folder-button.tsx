import { useRef } from 'react';
import { messages } from '../messages.ts';
import { useClip } from '../store/stores.tsx';

/** Picks a folder with CLIP's files. */
export function FolderButton() {
  const input = useRef<HTMLInputElement>(null);
  const turnOnFolder = useClip((clip) => clip.turnOnFolder);
  const { panel } = messages.clip;
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {panel.folder}
      </button>
      <input
        ref={input}
        className="clip-folder visually-hidden"
        type="file"
        // Not in React's types; every browser with WebCodecs has it.
        {...{ webkitdirectory: '' }}
        tabIndex={-1}
        aria-label={panel.folderInput}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])].map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }));
          // The same folder may be chosen again after it was mended.
          target.value = '';
          if (files.length > 0) void turnOnFolder(files);
        }}
      />
    </>
  );
}
