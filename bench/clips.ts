import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CLIPS_DIRECTORY } from './paths.ts';

const run = promisify(execFile);

export type Codec = 'h264' | 'vp9' | 'av1';

const HEIGHTS = { '360p': [640, 360, '1M'], '720p': [1280, 720, '3M'], '1080p': [1920, 1080, '6M'], '2160p': [3840, 2160, '20M'] } as const;
export type Resolution = keyof typeof HEIGHTS;

const ENCODERS: Readonly<Record<Codec, readonly string[]>> = {
  h264: ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '60'],
  vp9: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-row-mt', '1', '-tile-columns', '2', '-g', '60'],
  av1: ['-c:v', 'libaom-av1', '-usage', 'realtime', '-cpu-used', '8', '-row-mt', '1', '-tile-columns', '1', '-g', '60'],
};

/** Moving bars and edges with film grain, so that neither encoder nor decoder has an easy time. */
const source = (width: number, height: number, fps: number, seconds: number): string[] => [
  '-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${fps}:duration=${seconds},eq=saturation=0.5,noise=alls=6:allf=t:all_seed=7`,
];

async function made(name: string, args: readonly string[]): Promise<string> {
  const path = join(CLIPS_DIRECTORY, name);
  if (existsSync(path)) return path;
  await mkdir(CLIPS_DIRECTORY, { recursive: true });
  const partial = join(CLIPS_DIRECTORY, `partial-${name}`);
  await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args, partial], { maxBuffer: 1 << 24 });
  await rename(partial, path);
  return path;
}

/** A clip of detailed moving content at 30 frames a second. @returns its path; made once and kept. */
export function movingClip(codec: Codec, resolution: Resolution, seconds: number): Promise<string> {
  const [width, height, rate] = HEIGHTS[resolution];
  const name = `${codec}-${resolution}-${seconds}s.${codec === 'h264' ? 'mp4' : 'webm'}`;
  return made(name, [...source(width, height, 30, seconds), ...ENCODERS[codec], '-b:v', rate, '-maxrate', rate, '-bufsize', rate, '-pix_fmt', 'yuv420p']);
}

/** A small video, five frames of 160×90 a second, of any length. */
export async function smallClip(seconds: number): Promise<string> {
  const minute = await made('minute-160x90.mp4', [...source(160, 90, 5, 60), '-c:v', 'libx264', '-preset', 'veryfast', '-g', '50', '-pix_fmt', 'yuv420p']);
  return made(`small-160x90-${seconds}s.mp4`, ['-stream_loop', String(Math.ceil(seconds / 60) - 1), '-i', minute, '-t', String(seconds), '-c', 'copy']);
}

/** A long clip at 1080p: ten seconds over and over. */
export async function longHdClip(seconds: number): Promise<string> {
  const ten = await movingClip('h264', '1080p', 10);
  return made(`long-1080p-${seconds}s.mp4`, ['-stream_loop', String(Math.round(seconds / 10) - 1), '-i', ten, '-c', 'copy']);
}

/** Two hours of 360p at 24 frames a second with ten seconds from one key frame to the next, as films have them. */
export async function film(): Promise<string> {
  const minute = await made('minute-360p-24.mp4', [...source(640, 360, 24, 60), '-c:v', 'libx264', '-preset', 'veryfast', '-g', '250', '-b:v', '500k', '-pix_fmt', 'yuv420p']);
  return made('film-2h-360p.mp4', ['-stream_loop', '119', '-i', minute, '-c', 'copy']);
}
