import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cut, flip, rewriteAfter, rewriteBox, shuffle } from './mutations.ts';

const run = promisify(execFile);

/** A file of the corpus: what was done to it is in its name. */
export interface CorpusFile {
  /** What kind of trouble it is, for the table of outcomes. */
  readonly kind: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const picture = (size: string, seconds: number, rate: number): string[] => ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '10'];
const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '200k', '-g', '10'];
const VP9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '200k', '-g', '10'];
const AV1 = ['-c:v', 'libaom-av1', '-cpu-used', '8', '-usage', 'realtime', '-b:v', '200k', '-g', '10'];
const FAST = ['-movflags', '+faststart'];
const FRAGMENTED = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof'];

/** Every container with every codec that Chromium decodes in it, a second long. */
const BASES: Readonly<Record<string, readonly string[]>> = {
  'h264.mp4': H264, 'h264-fast.mp4': [...H264, ...FAST], 'h264-fragmented.mp4': [...H264, ...FRAGMENTED], 'h264.mov': H264, 'h264.mkv': H264, 'h264.mpegts': [...H264, '-f', 'mpegts'],
  'vp8.webm': VP8, 'vp8.mkv': VP8, 'vp9.webm': VP9, 'vp9.mkv': VP9, 'vp9.mp4': VP9, 'av1.webm': AV1, 'av1.mkv': AV1, 'av1.mp4': AV1,
};

/** Encoded as they are. */
const ODD: Readonly<Record<string, readonly [kind: string, args: readonly string[]]>> = {
  'size-2x2.mp4': ['size', [...picture('2x2', 1, 10), ...H264]],
  'size-1x1.webm': ['size', [...picture('16x16', 1, 10), '-vf', 'crop=1:1:0:0:exact=1', ...VP9, '-pix_fmt', 'yuv420p']],
  'size-16384x16.mp4': ['size', [...picture('16384x16', 0.3, 10), ...H264]],
  'size-16x16384.webm': ['size', [...picture('16x16384', 0.3, 10), ...VP9]],
  'size-16384x4096.png': ['size', [...picture('16384x4096', 0.1, 10), '-frames:v', '1']],
  'size-1x1.png': ['size', [...picture('16x16', 0.1, 10), '-vf', 'crop=1:1:0:0:exact=1', '-frames:v', '1']],
  'rate-0.1.mp4': ['rate', [...picture('160x90', 40, 0.1), ...H264]],
  'rate-1000.mp4': ['rate', [...picture('160x90', 1, 1000), ...H264]],
  'rate-1000.webm': ['rate', [...picture('160x90', 1, 1000), ...VP8]],
  'frames-100000.mp4': ['frames', [...picture('16x16', 100, 1000), ...H264]],
  'frames-1.mp4': ['frames', [...picture('160x90', 0.1, 10), ...H264]],
  'frames-0.mkv': ['frames', [...picture('160x90', 1, 10), '-frames:v', '0', ...H264]],
  'frames-0.mpegts': ['frames', [...picture('160x90', 1, 10), '-frames:v', '0', ...H264, '-f', 'mpegts']],
  'time-negative.mkv': ['time', [...picture('160x90', 2, 10), ...H264, '-output_ts_offset', '-1', '-avoid_negative_ts', 'disabled']],
  'time-negative.mp4': ['time', [...picture('160x90', 2, 10), ...H264, '-output_ts_offset', '-1', '-avoid_negative_ts', 'disabled']],
  'time-late.mp4': ['time', [...picture('160x90', 1, 10), ...H264, '-output_ts_offset', '100000']],
  'time-jump.mkv': ['time', [...picture('160x90', 2, 10), '-vf', "setpts='if(gt(N,9),PTS+20/TB,PTS)'", '-fps_mode', 'passthrough', ...H264]],
  'time-all-equal.mkv': ['time', [...picture('160x90', 1, 10), '-vf', "setpts='N/1000/TB'", '-fps_mode', 'passthrough', ...H264]],
};

async function encode(folder: string, name: string, args: readonly string[]): Promise<Uint8Array> {
  const path = join(folder, `.base-${name}`);
  try {
    await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args, '-threads', '2', path]);
    return new Uint8Array(await readFile(path));
  } finally {
    await rm(path, { force: true });
  }
}

function damaged(name: string, bytes: Uint8Array): CorpusFile[] {
  return [
    { kind: 'whole', name: `whole-${name}`, bytes },
    ...[0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map((share) => ({ kind: 'cut', name: `cut-${share}-${name}`, bytes: cut(bytes, share) })),
    ...[1, 8, 64].map((count, i) => ({ kind: 'flipped', name: `flipped-${count}-${name}`, bytes: flip(bytes, count, i + 1) })),
    ...[1, 2, 3].map((seed) => ({ kind: 'flipped head', name: `flipped-head-${seed}-${name}`, bytes: flip(bytes, 4, 100 + seed, 0, 0.04) })),
    ...[1, 2].map((seed) => ({ kind: 'shuffled', name: `shuffled-${seed}-${name}`, bytes: shuffle(bytes, 188, seed) })),
  ];
}

const HUGE = [0x7f, 0xff, 0xff, 0xff];
const ALL_ONES = [0xff, 0xff, 0xff, 0xff];

/** Files whose headers say what is not so; all fields are those of version 0 boxes. */
function lying(mp4: Uint8Array, fragmented: Uint8Array, mkv: Uint8Array): CorpusFile[] {
  const lie = (name: string, bytes: Uint8Array): CorpusFile => ({ kind: 'lying', name: `lying-${name}`, bytes });
  return [
    lie('movie-duration.mp4', rewriteBox(mp4, 'mvhd', 16, HUGE)),
    lie('media-duration.mp4', rewriteBox(mp4, 'mdhd', 16, HUGE)),
    lie('timescale-0.mp4', rewriteBox(mp4, 'mdhd', 12, [0, 0, 0, 0])),
    lie('timescale-1.mp4', rewriteBox(mp4, 'mdhd', 12, [0, 0, 0, 1])),
    lie('sample-delta-huge.mp4', rewriteBox(mp4, 'stts', 12, HUGE)),
    lie('sample-delta-0.mp4', rewriteBox(mp4, 'stts', 12, [0, 0, 0, 0])),
    lie('sample-runs.mp4', rewriteBox(mp4, 'stts', 4, ALL_ONES)),
    lie('sample-run-length.mp4', rewriteBox(mp4, 'stts', 8, ALL_ONES)),
    lie('sample-count.mp4', rewriteBox(mp4, 'stsz', 8, ALL_ONES)),
    lie('sample-size.mp4', rewriteBox(mp4, 'stsz', 4, HUGE)),
    lie('chunk-count.mp4', rewriteBox(mp4, 'stco', 4, ALL_ONES)),
    lie('samples-a-chunk.mp4', rewriteBox(mp4, 'stsc', 12, ALL_ONES)),
    lie('key-frames.mp4', rewriteBox(mp4, 'stss', 4, ALL_ONES)),
    lie('rotation.mp4', rewriteBox(mp4, 'tkhd', 44, [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0])),
    lie('track-size.mp4', rewriteBox(mp4, 'tkhd', 80, [0xff, 0xff, 0, 0, 0, 1, 0, 0])),
    lie('picture-size.mp4', rewriteBox(mp4, 'avc1', 24, [0xff, 0xff, 0xff, 0xff])),
    lie('picture-size-0.mp4', rewriteBox(mp4, 'avc1', 24, [0, 0, 0, 0])),
    lie('box-size.mp4', rewriteAfter(mp4, Array.from('moov', (c) => c.charCodeAt(0)), 0, ALL_ONES)),
    lie('fragment-samples.mp4', rewriteBox(fragmented, 'trun', 4, ALL_ONES)),
    lie('fragment-offset.mp4', rewriteBox(fragmented, 'trun', 8, HUGE)),
    // Duration and timestamp scale, a pixel size, the length of a cluster.
    lie('duration.mkv', rewriteAfter(mkv, [0x44, 0x89, 0x88], 0, [0x7f, 0xe0, 0, 0, 0, 0, 0, 0])),
    lie('timestamp-scale.mkv', rewriteAfter(mkv, [0x2a, 0xd7, 0xb1, 0x83], 0, [0, 0, 0])),
    lie('picture-size.mkv', rewriteAfter(mkv, [0xb0, 0x81], 0, [0xff])),
    lie('cluster-size.mkv', rewriteAfter(mkv, [0x1f, 0x43, 0xb6, 0x75], 0, [0x01, 0xff, 0xff, 0xff])),
  ];
}

/** Makes the whole corpus, some 260 files of a few kilobytes, with ffmpeg. @param folder for what is only needed meanwhile. */
export async function* corpusFiles(folder: string): AsyncGenerator<CorpusFile> {
  const bases = new Map<string, Uint8Array>();
  for (const [name, args] of Object.entries(BASES)) {
    const bytes = await encode(folder, name, [...picture('160x90', 1.5, 10), ...args]);
    bases.set(name, bytes);
    yield* damaged(name, bytes);
  }
  for (const [name, [kind, args]] of Object.entries(ODD)) yield { kind, name, bytes: await encode(folder, name, args) };
  const base = (name: string): Uint8Array => bases.get(name) ?? new Uint8Array();
  yield* lying(base('h264-fast.mp4'), base('h264-fragmented.mp4'), base('h264.mkv'));
  const small = base('h264.mpegts');
  const large = await encode(folder, 'large.mpegts', [...picture('320x240', 1, 10), ...H264, '-f', 'mpegts', '-output_ts_offset', '1.5']);
  yield { kind: 'resized', name: 'resized.mpegts', bytes: Uint8Array.from([...small, ...large]) };
  yield { kind: 'time', name: 'time-twice.mpegts', bytes: Uint8Array.from([...small, ...small]) };
  yield { kind: 'time', name: 'time-backwards.mpegts', bytes: Uint8Array.from([...large, ...small]) };
}
