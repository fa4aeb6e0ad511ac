import type { DroppedItem } from './dropped-items.ts';

/** What TypeScript's DOM library lacks of the File System Access API. */
interface DialogWindow {
  readonly showOpenFilePicker?: (options: {
    readonly multiple: boolean;
    readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
  }) => Promise<FileSystemFileHandle[]>;
}

// Containers without a MIME type of their own are named, so that the system's dialog offers them.
const VIDEOS = ['.mp4', '.m4v', '.mov', '.mkv', '.webm', '.ts', '.m2ts', '.mts'] as const;
const PICTURES = ['.png', '.jpg', '.jpeg', '.webp'] as const;

/** What file inputs offer. */
export const MEDIA_ACCEPT = ['video/*', 'image/png', 'image/jpeg', 'image/webp', ...VIDEOS].join();

/**
 * Asks for videos and pictures with the browser's dialog that tells the way back to them, so that a project finds them on the next visit.
 * @returns nothing chosen as an empty list; null where the browser has no such dialog or does not show it: a file input asks as well.
 */
export async function filesWithHandles(multiple: boolean): Promise<DroppedItem[] | null> {
  const browser = window as DialogWindow;
  if (browser.showOpenFilePicker === undefined) return null;
  try {
    const handles = await browser.showOpenFilePicker({ multiple, types: [{ accept: { 'video/*': VIDEOS, 'image/*': PICTURES } }] });
    return await Promise.all(handles.map(async (handle): Promise<DroppedItem> => ({ kind: 'file', file: await handle.getFile(), handle: Promise.resolve(handle) })));
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? [] : null;
  }
}
