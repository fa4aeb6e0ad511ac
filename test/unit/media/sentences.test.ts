import { describe, expect, it } from 'vitest';
import { clockShare, clockTime } from '../../../workers/media/clock-time.ts';
import { codecName } from '../../../workers/media/codec-names.ts';
import { signatureOf } from '../../../workers/media/signatures.ts';

describe('times in sentences', () => {
  it('read as on a player', () => {
    expect([0, 4.9, 4.9999, 65, 600, 3723.5].map(clockTime)).toEqual(['0:00', '0:04', '0:05', '1:05', '10:00', '1:02:03']);
  });

  it('get tenths where they would read the same', () => {
    expect(clockShare(5, 8.2)).toBe('0:05 of 0:08');
    expect(clockShare(1, 1.92)).toBe('0:01.0 of 0:01.9');
  });
});

describe('names of codecs', () => {
  it.each([
    ['hevc', 'HEVC'], ['avc', 'H.264'], ['av1', 'AV1'], ['mp4v', 'MPEG-4 Part 2'], ['apch', 'ProRes'], ['V_MPEG2', 'MPEG-2'], ['V_THEORA', 'Theora'],
    ['abcd ', 'abcd'], [2, 'MPEG-2'], [99, 'stream type 99'], [null, 'unknown'],
  ])('%j is %s', (codec, name) => {
    expect(codecName(codec)).toBe(name);
  });
});

describe('signatures', () => {
  const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  it.each([
    ['\x89PNG\r\n\x1a\n....', { kind: 'still', name: 'png' }],
    ['\xff\xd8\xff\xe0', { kind: 'still', name: 'jpeg' }],
    ['RIFF\x10\x00\x00\x00WEBPVP8 ', { kind: 'still', name: 'webp' }],
    ['RIFF\x10\x00\x00\x00AVI LIST', { kind: 'foreign', name: 'AVI' }],
  ])('%j', (head, signature) => {
    expect(signatureOf(bytes(head))).toMatchObject(signature);
  });

  it.each(['', 'RIFF', '\x00\x00\x00\x18ftypmp42', '\x1a\x45\xdf\xa3', 'RIFF\x10\x00\x00\x00WAVEfmt '])('%j is none of these', (head) => {
    expect(signatureOf(bytes(head))).toBeNull();
  });
});
