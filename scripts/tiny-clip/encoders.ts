import { seededRandom } from '../../models/metrics/random.ts';
import { onnxFile } from './onnx-file.ts';
import { SPECIAL_IDS, tokenId, VOCABULARY_SIZE, WORDS } from './tokenizer.ts';

/** Length of the tiny CLIP's features. */
export const WIDTH = 16;

/** What a word means: the feature that it raises or lowers. Brightness, detail and warmth are features 0, 1 and 2. */
const MEANINGS: Readonly<Partial<Record<(typeof WORDS)[number], readonly [feature: number, value: number]>>> = {
  bright: [0, 4], dark: [0, -4], sharp: [1, 4], blurry: [1, -4], red: [2, 4], blue: [2, -4],
};

/** Features from 3 on carry the content: noise that is the same for a word or a colour every time. */
function noise(seed: number, rows: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: rows * WIDTH }, (_, i) => (i % WIDTH < 3 ? 0 : random() - 0.5));
}

/** Rows of floats that just exceed what a 32-bit memory holds beside anything else: it is refused at once, instead of filling the machine. */
const HUNGRY_ROWS = 65_535_000n;

/** Text encoder: the sum of its words’ meanings. `input_ids` `[batch, length]` to `text_embeds` `[batch, 16]`. */
export function textModel(): Uint8Array {
  const table = noise(11, VOCABULARY_SIZE);
  for (const id of SPECIAL_IDS) table.fill(0, id * WIDTH, (id + 1) * WIDTH);
  for (const word of WORDS) {
    const meaning = MEANINGS[word];
    if (meaning !== undefined) table[tokenId(word) * WIDTH + meaning[0]] = meaning[1];
  }
  return onnxFile({
    name: 'tiny_clip_text',
    inputs: [{ name: 'input_ids', kind: 'int64', shape: ['batch', 'length'] }],
    outputs: [{ name: 'text_embeds', kind: 'float', shape: ['batch', WIDTH] }],
    constants: { table: { shape: [VOCABULARY_SIZE, WIDTH], values: table }, axis: { shape: [1], values: BigInt64Array.of(1n) } },
    nodes: [
      { op: 'Gather', inputs: ['table', 'input_ids'], output: 'words', attributes: { axis: 0 } },
      { op: 'ReduceSum', inputs: ['words', 'axis'], output: 'text_embeds', attributes: { keepdims: 0 } },
    ],
  });
}

/** Image encoder: brightness, detail (what a blur takes away) and warmth. `pixel_values` `[batch, 3, 224, 224]` to `image_embeds` `[batch, 16]`. @param hungry asks for more memory than there is. */
export function visionModel(hungry = false): Uint8Array {
  // Rows: mean of red, green and blue, then what a blur takes from each.
  const projection = noise(7, 6);
  [0.34, 0.34, 0.34].forEach((share, row) => (projection[row * WIDTH] = share));
  [8, 8, 8].forEach((share, row) => (projection[(3 + row) * WIDTH + 1] = share));
  projection[2] = 1;
  projection[2 * WIDTH + 2] = -1;
  const bias = new Float32Array(WIDTH);
  bias[1] = -1;
  const common = [
    { op: 'ReduceMean', inputs: ['pixel_values'], output: 'means', attributes: { axes: [2, 3], keepdims: 0 } },
    { op: 'AveragePool', inputs: ['pixel_values'], output: 'blurred', attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] } },
    { op: 'Sub', inputs: ['pixel_values', 'blurred'], output: 'detail' },
    { op: 'Abs', inputs: ['detail'], output: 'strength' },
    { op: 'ReduceMean', inputs: ['strength'], output: 'details', attributes: { axes: [2, 3], keepdims: 0 } },
    { op: 'Concat', inputs: ['means', 'details'], output: 'seen', attributes: { axis: 1 } },
    { op: 'MatMul', inputs: ['seen', 'projection'], output: 'projected' },
  ];
  return onnxFile({
    name: 'tiny_clip_vision',
    inputs: [{ name: 'pixel_values', kind: 'float', shape: ['batch', 3, 224, 224] }],
    outputs: [{ name: 'image_embeds', kind: 'float', shape: ['batch', WIDTH] }],
    constants: {
      projection: { shape: [6, WIDTH], values: projection },
      bias: { shape: [WIDTH], values: bias },
      ...(hungry ? { huge: { shape: [2], values: BigInt64Array.of(HUNGRY_ROWS, BigInt(WIDTH)) } } : {}),
    },
    nodes: hungry
      ? [
          ...common,
          { op: 'Expand', inputs: ['projected', 'huge'], output: 'spread' },
          { op: 'Abs', inputs: ['spread'], output: 'absolute' },
          { op: 'ReduceMean', inputs: ['absolute'], output: 'image_embeds', attributes: { axes: [0], keepdims: 1 } },
        ]
      : [...common, { op: 'Add', inputs: ['projected', 'bias'], output: 'image_embeds' }],
  });
}
