import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Draws the sample clip of the page, `public/sample.mp4`: a balloon over hills at dusk, computed here from nothing, so that it is free of
 * anyone's rights. From second 3 to 5 it looks like a stream on a bad line, so that the quality curve has something to show.
 */

const WIDTH = 960;
const HEIGHT = 540;
const RATE = 25;
const SECONDS = 8;
const BAD_FROM_S = 3;
const BAD_TO_S = 5;
const OUTPUT = fileURLToPath(new URL('../public/sample.mp4', import.meta.url));

type Rgb = readonly [number, number, number];

function mix(a: Rgb, b: Rgb, t: number): Rgb {
  const k = Math.min(1, Math.max(0, t));
  return [a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k, a[2] + (b[2] - a[2]) * k];
}

function smooth(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** A value 0–1 for a whole number, always the same. */
function hash(x: number, y = 0): number {
  let h = Math.imul(x | 0, 374761393) ^ Math.imul(y | 0, 668265263);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

function noise(x: number, y: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const u = smooth(0, 1, x - xi);
  const v = smooth(0, 1, y - yi);
  const top = hash(xi, yi) * (1 - u) + hash(xi + 1, yi) * u;
  const bottom = hash(xi, yi + 1) * (1 - u) + hash(xi + 1, yi + 1) * u;
  return top * (1 - v) + bottom * v;
}

function fractal(x: number, y: number, octaves: number): number {
  let sum = 0;
  for (let i = 0, size = 0.5; i < octaves; i += 1, size /= 2) sum += size * noise(x * 2 ** i, y * 2 ** i + i * 17);
  return sum;
}

const ZENITH: Rgb = [38, 66, 112];
const DUSK: Rgb = [236, 158, 104];
const HORIZON: Rgb = [255, 222, 160];
const SUN: Rgb = [255, 244, 208];
const FAR_HILL: Rgb = [150, 124, 140];
const NEAR_HILL: Rgb = [18, 38, 42];

const HILLS = 5;
const SUN_X = 0.68;
const SUN_Y = 0.52;
const ASPECT = WIDTH / HEIGHT;

/** Height of a ridge, from the top of the picture, 0–1. */
function ridge(layer: number, x: number, second: number): number {
  const pan = second * 0.006 * (layer + 1) ** 1.6;
  return 0.56 + layer * 0.085 - (0.2 - layer * 0.018) * (fractal((x + pan) * (2.1 + layer * 0.9) + layer * 31, layer * 7, 6) - 0.42);
}

function sky(x: number, y: number, second: number): Rgb {
  let colour = mix(mix(ZENITH, DUSK, smooth(0, 0.5, y)), HORIZON, smooth(0.35, 0.62, y));
  const cloud = smooth(0.46, 0.72, fractal(x * 2.4 + second * 0.012, y * 8, 5)) * smooth(0.62, 0.25, y);
  colour = mix(colour, [255, 206, 176], cloud * 0.55);
  const distance = Math.hypot((x - SUN_X) * ASPECT, y - SUN_Y);
  colour = mix(colour, SUN, Math.exp(-distance * 5.5) * 0.75);
  return mix(colour, SUN, smooth(0.062, 0.056, distance));
}

/** The balloon's colour at a place, or null beside it. */
function balloon(x: number, y: number, second: number): Rgb | null {
  const cx = 0.28 + second * 0.014;
  const cy = 0.3 + 0.012 * Math.sin(second * 1.1);
  const dx = (x - cx) * ASPECT;
  const dy = y - cy;
  const taper = dy > 0 ? 1 - 0.55 * smooth(0, 0.16, dy) : 1;
  const across = dx / (0.115 * taper);
  const down = dy / (dy > 0 ? 0.165 : 0.125);
  if (dy < 0.135 && across ** 2 + down ** 2 < 1) {
    const gore = Math.floor((Math.asin(Math.max(-1, Math.min(1, across))) / Math.PI + 0.5) * 9);
    const base: Rgb = gore % 3 === 0 ? [196, 52, 44] : gore % 3 === 1 ? [246, 206, 96] : [238, 232, 214];
    const light = 0.5 + 0.5 * smooth(-0.9, 0.9, across - down * 0.25);
    const weave = 1 + 0.05 * (noise(x * 900, y * 500) - 0.5);
    return [base[0] * light * weave, base[1] * light * weave, base[2] * light * weave];
  }
  if (Math.abs(dx) < 0.017 && dy > 0.19 && dy < 0.218) return [74, 48, 34];
  if (dy >= 0.135 && dy <= 0.19 && Math.abs(Math.abs(dx) - (0.033 - (dy - 0.135) * 0.32)) < 0.0013) return [60, 50, 46];
  return null;
}

/** @param tops the ridges' heights at `x`, the farthest first. */
function scene(x: number, y: number, second: number, tops: readonly number[]): Rgb {
  for (let layer = HILLS - 1; layer >= 0; layer -= 1) {
    const top = tops[layer] ?? 1;
    if (y < top) continue;
    const depth = layer / (HILLS - 1);
    const pan = second * 0.006 * (layer + 1) ** 1.6;
    const trees = fractal((x + pan) * 70, y * 46 + layer * 9, 4) - 0.47;
    const haze = mix(mix(FAR_HILL, NEAR_HILL, depth ** 0.8), HORIZON, 0.35 * (1 - depth) * smooth(top + 0.16, top, y));
    const shade = 1 + trees * (0.25 + 0.95 * depth) + 0.12 * smooth(0.012, 0, y - top);
    return [haze[0] * shade, haze[1] * shade, haze[2] * shade];
  }
  return balloon(x, y, second) ?? sky(x, y, second);
}

function frame(number: number): Buffer {
  const pixels = Buffer.allocUnsafe(WIDTH * HEIGHT * 3);
  const second = number / RATE;
  const tops = Array.from({ length: WIDTH }, (_, x) => Array.from({ length: HILLS }, (_, layer) => ridge(layer, (x + 0.5) / WIDTH, second)));
  for (let y = 0, at = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1, at += 3) {
      const [r, g, b] = scene((x + 0.5) / WIDTH, (y + 0.5) / HEIGHT, second, tops[x] ?? []);
      // A little grain, as a sensor has at dusk; it also keeps the sky from banding.
      const grain = (hash(x + y * WIDTH, number) - 0.5) * 5;
      pixels[at] = Math.min(255, Math.max(0, r + grain));
      pixels[at + 1] = Math.min(255, Math.max(0, g + grain));
      pixels[at + 2] = Math.min(255, Math.max(0, b + grain));
    }
  }
  return pixels;
}

const zone = `zones=${BAD_FROM_S * RATE},${BAD_TO_S * RATE - 1},q=44`;
const filters = [
  '[0]split[sharp][stream]',
  `[stream]scale=160:90,scale=${WIDTH}:${HEIGHT}:flags=bilinear[soft]`,
  `[sharp][soft]overlay=format=rgb:enable='between(n,${BAD_FROM_S * RATE},${BAD_TO_S * RATE - 1})',scale=out_color_matrix=bt709:out_range=tv`,
].join(';');
const ffmpeg = spawn(
  'ffmpeg',
  [
    '-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(RATE), '-i', 'pipe:0',
    '-filter_complex', filters, '-pix_fmt', 'yuv420p', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv',
    '-c:v', 'libx264', '-preset', 'slow', '-crf', '24', '-g', String(RATE), '-x264-params', zone, '-movflags', '+faststart', OUTPUT,
  ],
  { stdio: ['pipe', 'inherit', 'inherit'] },
);
for (let number = 0; number < RATE * SECONDS; number += 1) {
  if (!ffmpeg.stdin.write(frame(number))) await once(ffmpeg.stdin, 'drain');
}
ffmpeg.stdin.end();
const [status] = (await once(ffmpeg, 'close')) as [number];
if (status !== 0) throw new Error(`ffmpeg ended with status ${status}.`);
