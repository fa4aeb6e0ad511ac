/** Tables that turn a YUV sample into RGB: 16.16 fixed point, red = (y[Y] + redV[V]) >> 16 and so on; y holds the rounding. */
export interface ColourConversion {
  readonly y: Int32Array;
  readonly redV: Int32Array;
  readonly greenU: Int32Array;
  readonly greenV: Int32Array;
  readonly blueU: Int32Array;
}

/** What the file says of its colours; fields that it leaves out are undefined or null. */
export interface DeclaredColour {
  readonly matrix?: string | null | undefined;
  readonly fullRange?: boolean | null | undefined;
}

/** Kr and Kb by the names that WebCodecs gives to matrices (ITU-T H.273, table 4). */
const LUMA_WEIGHTS: Readonly<Record<string, readonly [kr: number, kb: number]>> = {
  bt709: [0.2126, 0.0722],
  smpte170m: [0.299, 0.114],
  bt470bg: [0.299, 0.114],
  'bt2020-ncl': [0.2627, 0.0593],
};

const tables = new Map<string, ColourConversion>();

/**
 * The matrix of a file that does not name one: what `<video>` in Chromium assumes (media/ffmpeg/ffmpeg_common.cc),
 * and what ffmpeg does for small pictures.
 * @param height of the coded picture in pixels.
 */
export function assumedMatrix(height: number): 'bt709' | 'smpte170m' {
  return height < 720 ? 'smpte170m' : 'bt709';
}

/**
 * The tables for one matrix, range and depth, made once.
 * @returns null for a matrix that is not a plain YUV one: the browser must convert such a picture.
 */
export function colourConversion(matrix: string, fullRange: boolean, bits: number): ColourConversion | null {
  const weights = LUMA_WEIGHTS[matrix];
  if (weights === undefined) return null;
  const key = `${matrix} ${fullRange} ${bits}`;
  let made = tables.get(key);
  if (made === undefined) {
    made = makeTables(weights, fullRange, bits);
    tables.set(key, made);
  }
  return made;
}

function makeTables([kr, kb]: readonly [number, number], fullRange: boolean, bits: number): ColourConversion {
  const size = 2 ** bits;
  const unit = size / 256;
  const lumaFrom = fullRange ? 0 : 16 * unit;
  const lumaSpan = fullRange ? size - 1 : 219 * unit;
  const chromaSpan = fullRange ? size - 1 : 224 * unit;
  const kg = 1 - kr - kb;
  const made: ColourConversion = {
    y: new Int32Array(size),
    redV: new Int32Array(size),
    greenU: new Int32Array(size),
    greenV: new Int32Array(size),
    blueU: new Int32Array(size),
  };
  for (let i = 0; i < size; i++) {
    const luma = (255 * (i - lumaFrom)) / lumaSpan;
    const chroma = (255 * (i - size / 2)) / chromaSpan;
    made.y[i] = Math.round(luma * 65536 + 32768);
    made.redV[i] = Math.round(2 * (1 - kr) * chroma * 65536);
    made.blueU[i] = Math.round(2 * (1 - kb) * chroma * 65536);
    made.greenU[i] = Math.round(((-2 * kb * (1 - kb)) / kg) * chroma * 65536);
    made.greenV[i] = Math.round(((-2 * kr * (1 - kr)) / kg) * chroma * 65536);
  }
  return made;
}
