/**
 * What the built page and its workers may load and run (Content Security Policy Level 3). A page takes its policy from its headers and its meta
 * element, a worker only from the headers of its own script, so each kind of script has a policy of its own.
 */

type Policy = Readonly<Record<string, readonly string[]>>;

/** Where the CLIP weights lie; the hub answers with redirects to its storage hosts. */
export const HUB_HOSTS: readonly string[] = ['https://huggingface.co', 'https://*.huggingface.co', 'https://hf.co', 'https://*.hf.co'];

const CLOSED: Policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'connect-src': ["'self'", 'blob:'],
  // The scoring worker starts the media worker.
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

const PAGE: Policy = {
  ...CLOSED,
  'manifest-src': ["'self'"],
  // Sheets draw small marks from data addresses; files are shown from blob addresses.
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['default'],
};

/** mediabunny merges colour and alpha of transparent video in workers that it builds from its own source text. */
const MEDIA_WORKER: Policy = { ...CLOSED, 'worker-src': ['blob:'] };

/** The only script that may reach another host. onnxruntime imports its glue code from a blob address. */
const CLIP_WORKER: Policy = {
  ...CLOSED,
  'script-src': ["'self'", "'wasm-unsafe-eval'", 'blob:'],
  'worker-src': ["'self'", 'blob:'],
  'connect-src': ["'self'", 'blob:', ...HUB_HOSTS],
};

function text(policy: Policy): string {
  return Object.entries(policy).map(([directive, sources]) => [directive, ...sources].join(' ')).join('; ');
}

/** The page's policy as its meta element carries it, for servers that send no headers of ours. */
export function pageMetaPolicy(): string {
  return text(PAGE);
}

/**
 * The policy for the `Content-Security-Policy` header of a file of the build.
 * @param path inside the build, with `/` between folders.
 */
export function headerPolicy(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^media-worker\b.*\.js$/.test(name)) return text(MEDIA_WORKER);
  if (/^clip-worker\b.*\.js$/.test(name)) return text(CLIP_WORKER);
  if (name.endsWith('.js')) return text(CLOSED);
  // A meta element cannot say who may show the page in a frame.
  return text({ ...PAGE, 'frame-ancestors': ["'none'"] });
}
