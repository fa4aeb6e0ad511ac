import { droppedHandle } from '../projects/file-handles.ts';

/** A thing that was dropped or picked: a file, or a folder, which gets its sentence. */
export type DroppedItem =
  /** `handle` is the way back to it on the next visit, where the browser gives one. */
  | { readonly kind: 'file'; readonly file: File; readonly handle?: Promise<FileSystemFileHandle | null> }
  | { readonly kind: 'folder'; readonly name: string };

/** Files and folders of a drop. Must be called inside the event: the list is emptied right after. */
export function itemsFromTransfer(transfer: DataTransfer): DroppedItem[] {
  const items: DroppedItem[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory === true) {
      items.push({ kind: 'folder', name: entry.name });
      continue;
    }
    const file = item.getAsFile();
    if (file !== null) items.push({ kind: 'file', file, handle: droppedHandle(item) });
  }
  return items;
}

/** Files from a picker. */
export function itemsFromFiles(files: Iterable<File>): DroppedItem[] {
  return [...files].map((file) => ({ kind: 'file', file }));
}
