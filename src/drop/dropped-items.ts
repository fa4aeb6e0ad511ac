import { droppedHandle } from '../projects/file-handles.ts';

/** A thing that was dropped or picked: a file, or a folder, which gets its sentence. */
export type DroppedItem =
  /** `handle` is the way back to it on the next visit, where the browser gives one. */
  | { readonly kind: 'file'; readonly file: File; readonly handle?: Promise<FileSystemFileHandle | null> }
  | { readonly kind: 'folder'; readonly name: string };

/** Asking for a handle takes a quarter of a millisecond, and all must be asked for inside the event: of a large drop the first files get one. */
const MOST_HANDLES = 100;

/** Files and folders of a drop. Must be called inside the event: the list is emptied right after. */
export function itemsFromTransfer(transfer: DataTransfer): DroppedItem[] {
  const items: DroppedItem[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const file = item.getAsFile();
    // What has a media type by its name is hardly a folder, and asking is slow.
    const entry = file === null || file.type === '' ? item.webkitGetAsEntry() : null;
    if (entry?.isDirectory === true) items.push({ kind: 'folder', name: entry.name });
    else if (file !== null) items.push(items.length < MOST_HANDLES ? { kind: 'file', file, handle: droppedHandle(item) } : { kind: 'file', file });
  }
  return items;
}

/** Files from a picker. */
export function itemsFromFiles(files: Iterable<File>): DroppedItem[] {
  return [...files].map((file) => ({ kind: 'file', file }));
}
