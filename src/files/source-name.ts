/**
 * What encoders and people write into the names of encodes: size, rate, quality setting, codec, depth, dynamic range.
 * Each is a whole word, so that "m4k3r" or "h2640" stay as they are.
 */
const ENCODE_WORDS: readonly RegExp[] = [
  /\d{3,4}[pi](?:\d{2,3})?/,
  /\d{3,5}\s?x\s?\d{3,5}/,
  /(?:2|4|5|8)k/,
  /uhd|fhd|qhd|full[ ._-]?hd|hd|sd/,
  /\d+(?:[.,]\d+)?\s?(?:[kmg](?:b(?:it)?(?:[./]?p?s)?|ps)?|bps)/,
  /(?:crf|qp|cq|cqp|qscale|vmaf)[ ._=-]?\d+(?:\.\d+)?/,
  /q\d{1,3}/,
  /(?:lib)?(?:x|h)[ ._-]?26[3456]|avc1?|hevc|h?evc|vvc/,
  /(?:lib)?vpx?(?:[ ._-]?(?:8|9|vp8|vp9))|vp[89]/,
  /(?:lib)?(?:svt[ ._-]?)?(?:aom[ ._-]?)?av1|libaom|rav1e|mpeg[ ._-]?[24]|xvid|divx|prores/,
  /\d{2,3}(?:\.\d+)?[ ._-]?fps/,
  /(?:8|10|12)[ ._-]?bit/,
  /hdr(?:10)?|sdr|hlg|pq/,
];

const SEPARATORS = /[\s._\-()[\]{}+,@~]+/g;

/** Characters that mean something in a regular expression. */
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

function wholeWord(words: readonly RegExp[]): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${words.map(({ source }) => source).join('|')})(?![a-z0-9])`, 'gi');
}

const KNOWN = wholeWord(ENCODE_WORDS);

/**
 * Words of the user's own that do not tell sources apart, as one expression; null where there are none.
 * @param words separated by commas or spaces; `*` stands for any letters and digits, as in `take*`.
 */
export function ownWords(words: string): RegExp | null {
  const each = words.split(/[\s,]+/).filter((word) => /[^*]/.test(word));
  return each.length === 0 ? null : wholeWord(each.map((word) => new RegExp(word.split('*').map((part) => part.replace(SPECIAL, '\\$&')).join('[a-z0-9]*'))));
}

/**
 * What is left of a file's name without all that tells encodes of one source apart, in the spelling of the name.
 * A name of such words alone keeps them: nothing else could name the source.
 * @param own see {@link ownWords}.
 */
export function sourceName(fileName: string, own: RegExp | null = null): string {
  const stem = fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
  const known = stem.replace(KNOWN, ' ');
  const left = (own === null ? known : known.replace(own, ' ')).replace(SEPARATORS, ' ').trim();
  return left === '' ? stem : left;
}

/** Whether two file names speak of one source. @param own see {@link ownWords}. */
export function sameSource(a: string, b: string, own: RegExp | null = null): boolean {
  return sourceName(a, own).toLocaleLowerCase() === sourceName(b, own).toLocaleLowerCase();
}
