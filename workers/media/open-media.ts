import { MediaError, type OpenMedia } from '../media.ts';
import { readHead } from './check-file.ts';
import { signatureOf } from './signatures.ts';
import { openStillPicture } from './still-picture.ts';
import { openVideoFile, type VideoOptions } from './video-file.ts';

/**
 * Opens a video or a picture; the format is told by its bytes, never by its name.
 * @param signal stops the walk over the packets of a long file.
 * @throws MediaError with the one sentence to show; the signal's reason when it fires.
 */
export async function openMediaFile(file: File, options: VideoOptions, signal?: AbortSignal): Promise<OpenMedia> {
  const signature = signatureOf(await readHead(file));
  signal?.throwIfAborted();
  if (signature === null) return openVideoFile(file, options, signal);
  if (signature.kind === 'still') return openStillPicture(file, signature.name, options.picture ?? false);
  throw new MediaError('unreadable', `${signature.name} files cannot be read in a browser: convert the video to MP4, MKV or WebM.`);
}
