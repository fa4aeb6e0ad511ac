import { expect, test } from 'vitest';
import { ownWords, sameSource, sourceName } from '../../../src/files/source-name.ts';

test.each([
  ['balloon-540p.mp4', 'balloon'],
  ['balloon-270p.webm', 'balloon'],
  ['Big_Buck_Bunny_1920x1080_4500kbps_h264.mp4', 'Big Buck Bunny'],
  ['Big.Buck.Bunny.1280x720.1.5M.HEVC.mkv', 'Big Buck Bunny'],
  ['river crf23 x265 10bit.mkv', 'river'],
  ['river_crf-35_libsvtav1.webm', 'river'],
  ['river_svt-av1_q35.webm', 'river'],
  ['river (VP9, 800k).webm', 'river'],
  ['night 4K HDR10 59.94fps.mov', 'night'],
  ['clip_720p60.mp4', 'clip'],
  ['holiday 2024.mp4', 'holiday 2024'],
  ['episode 12 part 3.mp4', 'episode 12 part 3'],
  ['1080p.mp4', '1080p'],
  ['m4k3r.mp4', 'm4k3r'],
  ['h2640.mp4', 'h2640'],
])('%s comes from %s', (name, source) => {
  expect(sourceName(name)).toBe(source);
});

test('words of the user’s own are left out too, and nothing in them is taken for an expression', () => {
  expect(sourceName('river_take3_slow-720p.mp4', ownWords('take*, slow'))).toBe('river');
  expect(sourceName('riverslow.mp4', ownWords('slow'))).toBe('riverslow');
  expect(sourceName('a (b.mp4', ownWords('(b .+'))).toBe('a');
  expect(ownWords(' , * ')).toBeNull();
});

test('two names are of one source whatever their spelling and the words that do not count', () => {
  expect(sameSource('river-720p.mp4', 'River_crf35_vp9.webm')).toBe(true);
  expect(sameSource('river-720p.mp4', 'river-take2-720p.mp4')).toBe(false);
  expect(sameSource('river-720p.mp4', 'river-take2-720p.mp4', ownWords('take*'))).toBe(true);
});
