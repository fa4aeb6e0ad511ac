import type { ConvolutionOperator } from '../../ops/own-convolutions.ts';

/** Counted up whenever a kernel changes: what was measured of older ones is forgotten. */
export const KERNEL_VERSION = 1;

/** A way to compute the product of an implicit matrix with a filter. */
export interface KernelVariant {
  /** Names it in tables and in what is remembered. */
  readonly name: string;
  /**
   * `single` precision; `packed`, where the filter lies in half precision and all is computed in single; `half`, where inputs, filter and the sums of four products are
   * in half precision and all beyond is added up in single.
   */
  readonly element: 'single' | 'packed' | 'half';
  /** Tiles in shared memory, or lanes of a subgroup that share their registers. */
  readonly product: Tile | { readonly lanes: number };
}

interface Tile {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** What a device has beyond every WebGPU device. */
export interface KernelFeatures {
  readonly half: boolean;
  /** Lanes of its smallest subgroup, 0 where it has none. */
  readonly lanes: number;
}

// Shallow: SwiftShader clears shared memory word by word, in code that takes half a second to compile for 4 kB.
const MIDDLE: Tile = { rows: 32, columns: 32, depth: 16 };
const LARGE: Tile = { rows: 64, columns: 64, depth: 8 };
const NARROW: Tile = { rows: 64, columns: 16, depth: 16 };
/** For the one channel of the saliency logits. */
const SLIM: Tile = { rows: 128, columns: 4, depth: 8 };

/** More lanes would share less: most layers have no more than 32 columns for every four. */
const MOST_LANES = 8;
/** With fewer every lane would read nearly all by itself. */
const LEAST_LANES = 4;

const SUFFIX: Readonly<Record<KernelVariant['element'], string>> = { single: '', packed: ' f16 filter', half: ' f16' };

/** The variants that a device can run. */
export function kernelVariants({ half, lanes }: KernelFeatures): KernelVariant[] {
  const team = lanes >= MOST_LANES ? MOST_LANES : lanes >= LEAST_LANES ? LEAST_LANES : 0;
  const teams = team === 0 ? [] : [{ lanes: team }];
  const of = (element: KernelVariant['element'], products: readonly KernelVariant['product'][]): KernelVariant[] =>
    products.map((product) => ({ name: `${'lanes' in product ? `${product.lanes} lanes` : `tiles ${product.rows}×${product.columns}`}${SUFFIX[element]}`, element, product }));
  return [
    ...of('single', [MIDDLE, LARGE, NARROW, SLIM, ...teams]),
    ...of('packed', [MIDDLE]),
    ...(half ? of('half', [MIDDLE, LARGE, NARROW, SLIM, ...teams]) : []),
  ];
}

/** Whether a variant may be worth trying: the others would compute mostly columns that are not there, or read the inputs again and again. */
export function suits({ product }: KernelVariant, columns: number): boolean {
  if ('lanes' in product) return columns > 4;
  if (product.columns > 32) return columns > 32;
  if (product.columns < 32) return columns <= 2 * product.columns;
  return columns > 8;
}

/** What a device offers kernels. */
export function kernelFeatures(device: GPUDevice): KernelFeatures {
  // Of older browsers neither the information nor the size is there, whatever the type says.
  const info = device.adapterInfo as GPUAdapterInfo | undefined;
  const lanes = device.features.has('subgroups') ? (info?.subgroupMinSize as number | undefined) ?? 0 : 0;
  return { half: device.features.has('shader-f16'), lanes };
}

/** Rows and columns that a workgroup computes. */
export function workgroupTile({ product }: KernelVariant): { readonly rows: number; readonly columns: number; readonly threads: number } {
  if ('lanes' in product) return { rows: 4 * (64 / product.lanes), columns: 4 * product.lanes, threads: 64 };
  return { rows: product.rows, columns: product.columns, threads: (product.rows / 4) * (product.columns / 4) };
}

/** Names a layer's shape of channels, in which the layers of the nets differ. */
export function layerName(operator: ConvolutionOperator, input: number, output: number): string {
  return `${operator} ${input}→${output}`;
}
