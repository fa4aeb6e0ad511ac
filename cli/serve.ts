import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { headerPolicy } from '../src/security/content-policy.ts';

/** Serves the built page on the loopback interface, and nothing else. */

/** Where `vite build` leaves the page. */
export const BUILD_DIRECTORY = fileURLToPath(new URL('../dist', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.fovea': 'application/octet-stream',
};

/** Names of this machine. Any other in a request's Host means that somebody's domain was pointed here, to read what is served (DNS rebinding). */
const OWN_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

const HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), payment=()',
  'Cache-Control': 'no-cache',
};

export interface PageServer {
  /** Ends with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** The host of a request without its port, which a forwarded port changes. */
function hostName(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
}

async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refuse = (status: number, text: string): void => {
    response.writeHead(status, { ...HEADERS, 'Content-Security-Policy': "default-src 'none'", 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
  };
  if (!OWN_HOSTS.has(hostName(request))) {
    refuse(403, 'This server answers to this machine only.');
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(405, 'Only GET.');
    return;
  }
  let path: string;
  try {
    path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  } catch {
    refuse(400, 'Bad address.');
    return;
  }
  if (path.endsWith('/')) path += 'index.html';
  // The real path is compared, so that neither .. nor a link leads out of the build.
  const file = await realpath(join(root, path)).catch(() => null);
  const found = file === null || !file.startsWith(root + sep) ? null : await stat(file);
  if (file === null || found === null || !found.isFile()) {
    refuse(404, 'Not found.');
    return;
  }
  response.writeHead(200, {
    ...HEADERS,
    'Content-Security-Policy': headerPolicy(relative(root, file).replaceAll(sep, '/')),
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Length': found.size,
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

/**
 * Serves a folder on 127.0.0.1.
 * @param port 0 for any free one.
 * @throws when the folder is missing or the port is taken.
 */
export async function serve(directory: string = BUILD_DIRECTORY, port = 0): Promise<PageServer> {
  const root = await realpath(directory).catch(() => {
    throw new Error('The page is not built yet: run `npm run build` first.');
  });
  const server = createServer((request, response) => {
    answer(root, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const wanted = Number(process.env['PORT'] ?? 4173);
  const { url } = await serve(BUILD_DIRECTORY, wanted).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return serve(BUILD_DIRECTORY, 0);
    throw error;
  });
  console.log(`Fovea is at ${url}`);
}
