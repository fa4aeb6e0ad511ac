import { useRef } from 'react';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { itemsFromFiles } from './dropped-items.ts';
import { useTakeFiles } from './take-files.ts';

// Containers without a MIME type of their own are named, so that the system's dialog offers them.
const ACCEPT = 'video/*,image/png,image/jpeg,image/webp,.mkv,.ts,.m2ts,.mts,.webm,.mov,.mp4,.m4v';

/** A button that opens the system's file dialog. */
export function FilePicker({ label, large = false }: { readonly label: string; readonly large?: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const take = useTakeFiles();
  return (
    <>
      <button type="button" className={large ? 'button button--primary button--large' : 'button'} onClick={() => input.current?.click()}>
        {!large && <Icon name="plus" size={16} />}
        {label}
      </button>
      <input
        ref={input}
        className="file-picker"
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        aria-label={messages.drop.input}
        onChange={(event) => {
          take(itemsFromFiles(event.target.files ?? []));
          // So that the same file can be picked again.
          event.target.value = '';
        }}
      />
    </>
  );
}
