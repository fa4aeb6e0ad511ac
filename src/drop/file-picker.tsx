import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { itemsFromFiles } from './dropped-items.ts';
import { FileButton } from './file-button.tsx';
import { filesWithHandles, MEDIA_ACCEPT } from './file-dialog.ts';
import { useTakeFiles } from './take-files.ts';

/** The way to files for those who do not drop them. */
export function FilePicker({ label, large = false }: { readonly label: string; readonly large?: boolean }) {
  const take = useTakeFiles();
  return (
    <FileButton
      buttonClass={large ? 'button button--primary button--large' : 'button'}
      inputLabel={messages.drop.input}
      inputClass="file-picker"
      accept={MEDIA_ACCEPT}
      multiple
      onFiles={(files) => take(itemsFromFiles(files))}
      ask={async () => {
        const items = await filesWithHandles(true);
        if (items !== null && items.length > 0) take(items);
        return items !== null;
      }}
    >
      {!large && <Icon name="plus" size={16} />}
      {label}
    </FileButton>
  );
}
