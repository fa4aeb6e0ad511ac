/** A byte-pair tokenizer in CLIP's form, small: the letters, and the words that the tests use. */

const START = '<|startoftext|>';
const END = '<|endoftext|>';
const LETTERS = Array.from("abcdefghijklmnopqrstuvwxyz0123456789-'.,");
const WORD_END = '</w>';

/** Words that become one token, by merging letter after letter. */
export const WORDS = ['bright', 'dark', 'sharp', 'blurry', 'red', 'blue', 'photo', 'video'] as const;

interface Vocabulary {
  readonly vocab: Readonly<Record<string, number>>;
  readonly merges: readonly string[];
}

function vocabulary(): Vocabulary {
  const tokens = [...LETTERS, ...LETTERS.map((letter) => `${letter}${WORD_END}`)];
  const merges: string[] = [];
  for (const word of WORDS) {
    const pieces = Array.from(word, (letter, i) => (i === word.length - 1 ? `${letter}${WORD_END}` : letter));
    let joined = pieces[0] ?? '';
    for (const piece of pieces.slice(1)) {
      const merge = `${joined} ${piece}`;
      joined += piece;
      if (merges.includes(merge)) continue;
      merges.push(merge);
      tokens.push(joined);
    }
  }
  tokens.push(START, END);
  return { vocab: Object.fromEntries(tokens.map((token, i) => [token, i])), merges };
}

const { vocab, merges } = vocabulary();

export const VOCABULARY_SIZE = Object.keys(vocab).length;

/** Id of a whole word, or of a special token. */
export function tokenId(word: string): number {
  const id = vocab[`${word}${WORD_END}`] ?? vocab[word];
  if (id === undefined) throw new RangeError(`${word} is no token`);
  return id;
}

export const SPECIAL_IDS: readonly number[] = [tokenId(START), tokenId(END)];

function special(content: string): object {
  return { id: tokenId(content), content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
}

/** tokenizer.json, in the form that the tokenizers library writes for CLIP. */
export function tokenizerJson(): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(START), special(END)],
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }, { type: 'Lowercase' }] },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
      ],
    },
    post_processor: { type: 'RobertaProcessing', sep: [END, tokenId(END)], cls: [START, tokenId(START)], trim_offsets: false, add_prefix_space: false },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true },
    model: { type: 'BPE', dropout: null, unk_token: END, continuing_subword_prefix: '', end_of_word_suffix: WORD_END, fuse_unk: false, vocab, merges },
  };
}

/** tokenizer_config.json. */
export function tokenizerConfig(): object {
  return { tokenizer_class: 'CLIPTokenizer', bos_token: START, eos_token: END, pad_token: END, unk_token: END, model_max_length: 77, do_lower_case: true, errors: 'replace', add_prefix_space: false };
}
