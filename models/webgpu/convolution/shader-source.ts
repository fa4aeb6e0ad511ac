import type { ConvolutionOperator } from '../../ops/own-convolutions.ts';
import conv3d from './conv3d.wgsl?raw';
import conv3dTranspose from './conv3d-transpose.wgsl?raw';
import type { KernelVariant } from './kernel-variants.ts';
import laneProduct from './lane-product.wgsl?raw';
import pointwise from './pointwise.wgsl?raw';
import result from './result.wgsl?raw';
import tiledProduct from './tiled-product.wgsl?raw';

/** All that decides over a kernel's text. */
export interface KernelForm {
  readonly operator: ConvolutionOperator;
  readonly variant: KernelVariant;
  readonly bias: boolean;
  /** Whether the output's channels come in fours, to be read and written as such. */
  readonly fours: boolean;
}

const OPERATORS: Readonly<Record<ConvolutionOperator, string>> = { pointwise, conv3d, conv3dTranspose };

/** Names of the inputs, in the order of their bindings. Without an addend the input takes its place: a text for each way would only be compiled in vain. */
export function inputNames({ bias }: Pick<KernelForm, 'bias'>): string[] {
  return ['x', 'filter', ...(bias ? ['bias'] : []), 'addend'];
}

/** The text of a kernel. */
export function shaderSource(form: KernelForm): string {
  const { variant, operator } = form;
  return [
    ...(variant.element === 'half' ? ['enable f16;'] : []),
    ...('lanes' in variant.product ? ['enable subgroups;'] : []),
    bindings(form),
    form.fours ? FOURS : ONES,
    variant.element === 'half' ? HALF : SINGLE,
    filterReader(form),
    result, OPERATORS[operator],
    product(variant),
  ].join('\n');
}

/** The uniforms lie as tfjs writes them: after two constants the shape and the strides of every input and of the output, then our own. */
function bindings({ variant, bias, fours }: KernelForm): string {
  const cell = fours ? 'vec4<f32>' : 'f32';
  const filter = { single: cell, packed: 'vec2<u32>', half: 'vec4<f16>' }[variant.element];
  const types: Readonly<Record<string, string>> = { x: 'vec4<f32>', filter, bias: cell, addend: cell };
  const names = inputNames({ bias });
  const shapes = names.map((name) => (name === 'bias' ? 'biasShape: i32, biasStrides: i32,' : `${name}Shape: vec4<i32>, ${name}Strides: vec3<i32>,`));
  return `
struct Uniforms { NAN: f32, INFINITY: f32, ${shapes.join(' ')} outShape: vec4<i32>, outStrides: vec3<i32>, steps: i32, adds: i32, low: f32, high: f32 }
@group(0) @binding(0) var<storage, read_write> result: array<${cell}>;
${names.map((name, i) => `@group(0) @binding(${i + 1}) var<storage, read> ${name === 'filter' ? 'filterValues' : name}: array<${types[name] ?? ''}>;`).join('\n')}
@group(0) @binding(${names.length + 1}) var<uniform> uniforms: Uniforms;
alias cell = ${cell};
fn biasAt(place: u32) -> cell { return ${bias ? 'bias[place]' : 'cell()'}; }
fn addendAt(place: u32) -> cell {
  if (uniforms.adds == 0) { return cell(); }
  return addend[place];
}`;
}

const FOURS = `
const CELL = 4u;
fn write(row: u32, four: u32, sum: vec4<f32>) { put(row, 4u * four, sum); }`;

const ONES = `
const CELL = 1u;
fn write(row: u32, four: u32, sum: vec4<f32>) {
  put(row, 4u * four, sum.x);
  put(row, 4u * four + 1u, sum.y);
  put(row, 4u * four + 2u, sum.z);
  put(row, 4u * four + 3u, sum.w);
}`;

const SINGLE = `
alias element4 = vec4<f32>;
fn accumulated(sum: vec4<f32>, a: element4, t0: element4, t1: element4, t2: element4, t3: element4) -> vec4<f32> {
  return sum + a.x * t0 + a.y * t1 + a.z * t2 + a.w * t3;
}`;

const HALF = `
alias element4 = vec4<f16>;
fn accumulated(sum: vec4<f32>, a: element4, t0: element4, t1: element4, t2: element4, t3: element4) -> vec4<f32> {
  return sum + vec4<f32>(a.x * t0 + a.y * t1 + a.z * t2 + a.w * t3);
}`;

/** Four columns of a row of the filter; beyond its ends there are zeros. */
function filterReader({ variant, fours }: KernelForm): string {
  const head = 'fn tapsAt(row: u32, four: u32) -> element4 {\n  if (row >= 4u * depthInFours() || 4u * four >= columns()) { return element4(); }';
  // Copies in half precision are filled up to fours.
  const place = 'filterValues[row * ((columns() + 3u) / 4u) + four]';
  if (variant.element === 'packed') return `${head}\n  let pairs = ${place};\n  return vec4<f32>(unpack2x16float(pairs.x), unpack2x16float(pairs.y));\n}`;
  if (fours || variant.element === 'half') return `${head}\n  return ${place};\n}`;
  return `${head}
  let at = row * columns() + 4u * four;
  let left = columns() - 4u * four;
  var taps = vec4<f32>(filterValues[at], 0.0, 0.0, 0.0);
  if (left > 1u) { taps.y = filterValues[at + 1u]; }
  if (left > 2u) { taps.z = filterValues[at + 2u]; }
  if (left > 3u) { taps.w = filterValues[at + 3u]; }
  return taps;
}`;
}

function product({ product: by }: KernelVariant): string {
  if ('lanes' in by) return `const LANES = ${by.lanes}u;\n${laneProduct}`;
  return `const TILE_ROWS = ${by.rows}u;\nconst TILE_COLUMNS = ${by.columns}u;\nconst TILE_DEPTH = ${by.depth}u;\n${tiledProduct}`;
}
