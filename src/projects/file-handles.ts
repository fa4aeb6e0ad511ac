/** What TypeScript's DOM library lacks of the File System Access API. */
interface PermittedHandle extends FileSystemFileHandle {
  queryPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
}

interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** The way back to a dropped file. Must be asked for inside the event; null where the browser gives none. */
export function droppedHandle(item: DataTransferItem): Promise<FileSystemFileHandle | null> {
  const asked = (item as HandleItem).getAsFileSystemHandle?.();
  if (asked === undefined) return Promise.resolve(null);
  return asked.then(
    (handle) => (handle instanceof FileSystemFileHandle ? handle : null),
    () => null,
  );
}

/**
 * The file behind a handle, or null where it is gone or may not be read.
 * @param ask whether the browser may ask the user, which it only does after a click.
 */
export async function openHandle(handle: PermittedHandle, ask: boolean): Promise<File | null> {
  try {
    const permission = await (ask ? handle.requestPermission?.({ mode: 'read' }) : handle.queryPermission?.({ mode: 'read' }));
    return permission === undefined || permission === 'granted' ? await handle.getFile() : null;
  } catch {
    return null;
  }
}
