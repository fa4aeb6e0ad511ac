import { MediaError } from '../media.ts';

/** Bytes that tell formats apart. */
const HEAD_BYTES = 32;

/**
 * Reads the beginning of a file.
 * @throws MediaError for an empty file, a folder, a file that has gone.
 */
export async function readHead(file: File): Promise<Uint8Array> {
  if (file.size === 0) {
    // Browsers on some systems give a dropped folder a size of 0; then only its name can tell it.
    if (looksLikeFolder(file)) throw new MediaError('empty', 'This is an empty file or a folder.');
    throw new MediaError('empty', 'The file is empty.');
  }
  try {
    return new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  } catch (cause) {
    // Chromium rejects reads from a dropped folder as from a file that has gone.
    if (looksLikeFolder(file)) throw new MediaError('folder', 'This is a folder, not a video.', { cause });
    throw unreadable(cause);
  }
}

/** The fault of a file that was there when it was chosen and no longer can be read. */
export function unreadable(cause: unknown): MediaError {
  return new MediaError('unreadable', 'The file cannot be read: it has been moved, changed or locked since it was chosen.', { cause });
}

/** Whether an error comes from reading the file and not from what is in it. */
export function isReadError(error: unknown): boolean {
  return error instanceof DOMException && ['NotFoundError', 'NotReadableError', 'SecurityError'].includes(error.name);
}

function looksLikeFolder(file: File): boolean {
  return file.type === '' && !/\.[a-z0-9]{1,5}$/i.test(file.name);
}
