/** Why CLIP cannot be used; the message is one sentence for the page. Scoring goes on without it. */
export class ClipError extends Error {
  override readonly name = 'ClipError';
}

// onnxruntime speaks through C++ exceptions and Emscripten aborts; a browser through RangeError.
const MEMORY = /bad_alloc|out of memory|failed to allocate|allocation failed|memory access out of bounds|Aborted\(OOM|cannot enlarge memory/i;

/** The files are not what they should be: kept, they would fail for ever. */
export class DamagedClip extends ClipError {}

/** Any failure of loading or running CLIP as a {@link ClipError}. */
export function clipFault(cause: unknown): ClipError {
  if (cause instanceof ClipError) return cause;
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  if (MEMORY.test(text)) return new ClipError('There is too little memory for CLIP on this machine.', { cause });
  return new DamagedClip('CLIP could not be started: its files are damaged, or not made for transformers.js.', { cause });
}

export const hubOutOfReach = (): ClipError => new ClipError('The model hub huggingface.co cannot be reached. Try again later, or choose a folder that holds the files.');

export const hubAnswered = (status: number, file: string): ClipError => new ClipError(`The model hub does not give out ${file}: it answered ${status}.`);

/** Somebody between here and the hub answers in its stead: a login page of a hotel, a filter of a company. */
export const hubImitated = (file: string): ClipError => new ClipError(`Something answers in the place of huggingface.co: instead of ${file} came a web page.`);

export const wrongFolder = (missing: readonly string[]): ClipError =>
  new ClipError(`This folder does not hold a CLIP for transformers.js: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);

export const notClip = (): ClipError => new ClipError('This folder holds another model: its config.json is not that of a CLIP.');
