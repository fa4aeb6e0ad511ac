import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import process from 'node:process';
import { chromiumPath } from './chromium.ts';

/**
 * Sees to it that the tests find Chromium and ffmpeg: installs what is missing on Debian and Ubuntu as root, elsewhere
 * prints the one line that says what to do and exits with 1.
 */

type Tool = 'Chromium' | 'ffmpeg';

/** Whether a program answers when asked for its version. */
function answers(program: string, option: string): boolean {
  return spawnSync(program, [option], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

function hasChromium(): boolean {
  try {
    const path = chromiumPath();
    // Ubuntu's /usr/bin/chromium-browser is a script that only asks for a snap. On Windows asking opens a window.
    return platform() === 'win32' || answers(path, '--version');
  } catch {
    return false;
  }
}

function missingTools(): Tool[] {
  const missing: Tool[] = [];
  if (!hasChromium()) missing.push('Chromium');
  if (!answers('ffmpeg', '-version')) missing.push('ffmpeg');
  return missing;
}

/** `debian`, `ubuntu` … from os-release, also of derived systems; empty elsewhere. */
function distributions(): string[] {
  const file = '/etc/os-release';
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return ['ID', 'ID_LIKE'].flatMap((key) => new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(text)?.[1]?.split(' ') ?? []);
}

/** Debian packages for the tools; Ubuntu's chromium is a snap, which containers and services cannot run. */
function aptPackages(missing: readonly Tool[], systems: readonly string[]): string[] {
  return missing.flatMap((tool) => (tool === 'ffmpeg' ? ['ffmpeg'] : systems.includes('ubuntu') ? [] : ['chromium']));
}

function aptInstall(packages: readonly string[]): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  console.log(`Installing ${packages.join(' and ')} with apt …`);
  for (const args of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', ...packages]]) {
    // A failure shows in what is still missing afterwards.
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  }
}

function whatToDo(missing: readonly Tool[], systems: readonly string[]): string {
  const what = `The tests need ${missing.join(' and ')}:`;
  const name = 'or name a Chromium in FOVEA_CHROMIUM';
  if (systems.includes('ubuntu')) {
    return missing.includes('Chromium')
      ? `${what} install Google Chrome${missing.includes('ffmpeg') ? ' and run `sudo apt install ffmpeg`' : ''}, ${name} (Ubuntu's chromium package is a snap and may not work).`
      : `${what} run \`sudo apt install ffmpeg\`.`;
  }
  if (systems.includes('debian')) return `${what} run \`sudo apt install ${aptPackages(missing, systems).join(' ')}\`.`;
  if (platform() === 'darwin') {
    const commands = missing.map((tool) => (tool === 'ffmpeg' ? 'brew install ffmpeg' : 'brew install --cask google-chrome'));
    return `${what} run \`${commands.join(' && ')}\`.`;
  }
  const steps = missing.map((tool) => (tool === 'ffmpeg' ? 'put ffmpeg on the PATH' : `install Chromium or Google Chrome, ${name}`));
  return `${what} ${steps.join('; ')}.`;
}

const systems = distributions();
let missing = missingTools();
const packages = aptPackages(missing, systems);
if (packages.length > 0 && process.getuid?.() === 0 && systems.some((system) => system === 'debian' || system === 'ubuntu')) {
  aptInstall(packages);
  missing = missingTools();
}
if (missing.length > 0) {
  console.error(whatToDo(missing, systems));
  process.exit(1);
}
