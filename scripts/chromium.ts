import { existsSync } from 'node:fs';

/** Where Chromium or Chrome usually lies; `FOVEA_CHROMIUM` goes first. */
const PLACES = [
  process.env['FOVEA_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Flags for a headless Chromium with WebGPU: SwiftShader where there is no GPU, no sandbox (containers run as root),
 * and nothing that reaches for the network by itself.
 */
export const CHROMIUM_ARGS: readonly string[] = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Path of an installed Chromium. @throws Error with one line that says what to do. */
export function chromiumPath(): string {
  const found = PLACES.find((place) => place !== undefined && existsSync(place));
  if (found === undefined) {
    throw new Error('Chromium was not found: install it (Debian: apt install chromium; Ubuntu: install Google Chrome) or name it in FOVEA_CHROMIUM.');
  }
  return found;
}
