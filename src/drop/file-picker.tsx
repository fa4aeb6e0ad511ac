import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { itemsFromFiles } from './dropped-items.ts';
import { FileButton } from './file-button.tsx';
import { useTakeFiles } from './take-files.ts';

// Containers without a MIME type of their own are named, so that the system's dialog offers them.
const ACCEPT = 'video/*,image/png,image/jpeg,image/webp,.mkv,.ts,.m2ts,.mts,.webm,.mov,.mp4,.m4v';

/** The way to files for those who do not drop them. */
export function FilePicker({ label, large = false }: { readonly label: string; readonly large?: boolean }) {
  const take = useTakeFiles();
  return (
    <FileButton
      buttonClass={large ? 'button button--primary button--large' : 'button'}
      inputLabel={messages.drop.input}
      inputClass="file-picker"
      accept={ACCEPT}
      multiple
      onFiles={(files) => take(itemsFromFiles(files))}
    >
      {!large && <Icon name="plus" size={16} />}
      {label}
    </FileButton>
  );
}
