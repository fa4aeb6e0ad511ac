import { expect, test } from 'vitest';
import { formatBytes } from '../../../src/format/bytes.ts';
import { formatTime } from '../../../src/format/duration.ts';

test.each([[0, '0:00'], [8, '0:08'], [59.6, '1:00'], [750, '12:30'], [3723, '1:02:03']])('%d s is %s', (seconds, text) => {
  expect(formatTime(seconds)).toBe(text);
});

test('tenths carry over', () => {
  expect(formatTime(3.34, true)).toBe('0:03.3');
  expect(formatTime(59.97, true)).toBe('1:00.0');
});

test.each([[812, '812 B'], [7_106_914, '7.1 MB'], [999_600, '1.0 MB'], [123_456_789, '123 MB']])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
