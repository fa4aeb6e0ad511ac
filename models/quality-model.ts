import { CHUNK_FRAMES, DIMENSION_COUNT, EMBEDDING_LENGTH, FEATURE_LENGTH, GLOBAL_SIZE } from './architecture.ts';
import { float32ToFloat16 } from './float16.ts';
import { goldenViews } from './golden-input.ts';
import { FusionHead } from './fusion/fusion-head.ts';
import { architectureOf, type ModelFile, type ModelHeader } from './model-file.ts';
import { cellSaliency, chunkFeatures } from './nets/features.ts';
import { fragmentEncoder } from './nets/fragment-encoder.ts';
import { globalEncoder } from './nets/global-encoder.ts';
import { embeddingHeads, localHead } from './nets/heads.ts';
import { saliencyDecoder } from './nets/saliency-decoder.ts';
import { NormalisedViews } from './normalised-views.ts';
import { pixelStatistics, type PixelStatistics } from './ops/pixel-statistics.ts';
import { standstill, stepChanges } from './ops/standstill.ts';
import { add, concat, dispose, mul, reshape, sum, tensor1d, tensor2d, tidy, type Tensor2D } from './tensors.ts';
import { areOnGpu, movingOf, wrapViews, type GpuViews, type ViewTensors } from './webgpu/gpu-views.ts';
import { Weights } from './weights.ts';

/** Views of one chunk as bytes: global `[2,S,S,3]`, fragments `[8,S,S,3]`, 8-bit RGB. */
export interface ModelViews {
  readonly global: Uint8Array;
  readonly fragments: Uint8Array;
  /** Whether the chunk is a photograph: eight times the same by nature, not frozen. */
  readonly still?: boolean;
}

/** What the nets say of one chunk, read back from the backend. */
export interface ChunkOutputs {
  readonly raw: number;
  /** σ in raw units. */
  readonly spread: number;
  /** Raw quality dimensions, eight. */
  readonly dimensions: Float32Array;
  /** Unit length, 128. */
  readonly embedding: Float32Array;
  /** Per time step, H·W values that sum to 1. */
  readonly saliency: readonly Float32Array[];
  readonly saliencySide: number;
  /** Weight of every cell, summed over time; they add up to 1. */
  readonly cellWeights: Float32Array;
  /** Σ w·q of every cell over time: with the global term u = raw − Σ cellTerms, a cell's share in `raw` is cellTerms + u·cellWeights. */
  readonly cellTerms: Float32Array;
  /** 4586 values before standardisation: 4460 of the encoders, then the pixel statistics. */
  readonly features: Float32Array;
}

/** What training the last stage of the fragment encoder needs of a chunk: all that comes before the stage or beside it. */
export interface LastStageInput {
  /** Level f4, `[2,S/16,S/16,256]`, which the stage reads. Half precision: these are the bulk, 200 kB a chunk. */
  readonly f4: Uint16Array<ArrayBuffer>;
  /** Level g4, `[2,S/32,S/32,320]`, beside which the local head reads f5. Half precision. */
  readonly g4: Uint16Array<ArrayBuffer>;
  /** Shares of the cells in the saliency, `[2, cells]`; each time step sums to 1. */
  readonly cells: Float32Array;
}

/** How far a backend may be off the golden output: relative to 1 for raw and spread, absolute for the scaled saliency. */
const GOLDEN_TOLERANCE = 2e-3;

/** The nets of a model file on the current backend. Owns its weights: dispose it before the backend goes. */
export class QualityModel {
  readonly header: ModelHeader;
  /** Of a model that is fused with CLIP; the scores below are without it. */
  readonly fusion: FusionHead | null;
  private readonly weights: Weights;
  private readonly globalViews = new NormalisedViews();
  private readonly fragmentViews = new NormalisedViews();
  private readonly encodeGlobal: ReturnType<typeof globalEncoder>;
  private readonly encodeFragments: ReturnType<typeof fragmentEncoder>;
  private readonly decodeSaliency: ReturnType<typeof saliencyDecoder>;
  private readonly pixels: PixelStatistics;
  private readonly heads: ReturnType<typeof embeddingHeads>;
  private readonly local: ReturnType<typeof localHead>;

  /** @throws ModelFileError when weights are missing, misshapen or unknown. */
  constructor(file: ModelFile) {
    this.header = file.header;
    this.weights = new Weights(file.tensors);
    try {
      this.encodeGlobal = globalEncoder(this.weights);
      this.encodeFragments = fragmentEncoder(this.weights);
      this.decodeSaliency = saliencyDecoder(this.weights);
      this.pixels = pixelStatistics(this.weights);
      this.heads = embeddingHeads(this.weights, architectureOf(file.header) !== 'fovea-2');
      this.local = localHead(this.weights);
      this.fusion = file.header.fusion === undefined ? null : new FusionHead(file.header.fusion, this.weights);
      this.weights.assertAllTaken();
    } catch (error) {
      this.weights.dispose();
      throw error;
    }
  }

  /** {@link runTogether} for one chunk. */
  async run(views: ModelViews | GpuViews, side: number = GLOBAL_SIZE): Promise<ChunkOutputs> {
    const [outputs] = await this.runTogether([views] as readonly ModelViews[] | readonly GpuViews[], side);
    if (outputs === undefined) throw new RangeError('One chunk has one output.');
    return outputs;
  }

  /** Runs both nets over chunks, all as bytes or all on the GPU, in one go. Everything comes back in a single read. @param side of the views, a multiple of 32. */
  async runTogether(chunks: readonly ModelViews[] | readonly GpuViews[], side: number = GLOBAL_SIZE): Promise<ChunkOutputs[]> {
    const packed = tidy(() => this.forward(chunks, side));
    try {
      const values = await packed.data<'float32'>();
      const each = values.length / chunks.length;
      return chunks.map((_, i) => unpacked(values.subarray(i * each, (i + 1) * each), side));
    } finally {
      packed.dispose();
    }
  }

  /**
   * The heads alone, over the features of one chunk that were computed before: the same to the bit as {@link run} on the same backend.
   * @param features 4586 values. @param cellTerms Σ w·q of every cell.
   */
  async runHeads(features: Float32Array, cellTerms: Float32Array): Promise<Pick<ChunkOutputs, 'raw' | 'spread' | 'dimensions' | 'embedding'>> {
    const packed = tidy(() => {
      const { embedding, globalTerm, spread, dimensions } = this.heads(tensor2d(features, [1, FEATURE_LENGTH]));
      return concat([add(globalTerm, sum(tensor1d(cellTerms))), spread, dimensions, embedding], 1);
    });
    try {
      const values = await packed.data<'float32'>();
      return { raw: values[0] ?? NaN, spread: values[1] ?? NaN, dimensions: values.slice(2, 2 + DIMENSION_COUNT), embedding: values.slice(2 + DIMENSION_COUNT) };
    } finally {
      packed.dispose();
    }
  }

  /** What a training of the last stage starts from, with the chunk's features and local term. @param side of the views, a multiple of 32. */
  async lastStageInput(views: ModelViews, side: number = GLOBAL_SIZE): Promise<{ readonly features: Float32Array; readonly localTerm: number; readonly stage: LastStageInput }> {
    const tensors = tidy(() => {
      const { global, fragments, features, cells } = this.encode([views], side);
      const { quality, weight } = this.local(fragments.f5, global.g4, cells);
      return [fragments.f4, global.g4, cells, features, sum(mul(weight, quality))];
    });
    try {
      const [f4, g4, cells, features, local] = await Promise.all(tensors.map(async (one) => Float32Array.from(await one.data<'float32'>())));
      if (f4 === undefined || g4 === undefined || cells === undefined || features === undefined) throw new Error('the encoders gave nothing');
      return { features, localTerm: local?.[0] ?? NaN, stage: { f4: float32ToFloat16(f4), g4: float32ToFloat16(g4), cells } };
    } finally {
      dispose(tensors);
    }
  }

  private encode(chunks: readonly ModelViews[] | readonly GpuViews[], side: number) {
    const count = chunks.length;
    const input = this.inputs(chunks, side);
    // First, while no level is there: its frames would come on top of them.
    const pixels = this.pixels(input.fragments, input.moving, count);
    const global = this.encodeGlobal(input.global, count);
    const saliency = this.decodeSaliency(global, count);
    const fragments = this.encodeFragments(input.fragments, count);
    const features = concat([chunkFeatures(global, fragments, saliency, input.standing, count), pixels], 1) as Tensor2D;
    const { cells } = cellSaliency(saliency, fragments.f5.shape[1]);
    return { global, saliency, fragments, features, cells };
  }

  /** `[N, …]`, a row for every chunk as {@link unpacked} takes it apart. */
  private forward(chunks: readonly ModelViews[] | readonly GpuViews[], side: number): Tensor2D {
    const count = chunks.length;
    const { global, saliency, fragments, features, cells } = this.encode(chunks, side);
    const { embedding, globalTerm, spread, dimensions } = this.heads(features);
    const { quality, weight } = this.local(fragments.f5, global.g4, cells, count);
    const overTime = (x: Tensor2D): Tensor2D => sum(reshape(x, [count, x.shape[0] / count, x.shape[1]]), 1);
    const terms = overTime(mul(weight, quality));
    const parts = [add(globalTerm, sum(terms, 1, true)), spread, dimensions, embedding, overTime(weight), terms, reshape(saliency.map, [count, saliency.map.size / count]), features];
    return concat(parts as Tensor2D[], 1);
  }

  private inputs(chunks: readonly ModelViews[] | readonly GpuViews[], side: number): ViewTensors {
    if (areOnGpu(chunks)) return wrapViews(chunks, side);
    const standing = chunks.map(({ fragments, still = false }) => standstill(stepChanges(fragments, CHUNK_FRAMES), still));
    return {
      global: this.globalViews.tensor(chunks.map(({ global }) => global), side),
      fragments: this.fragmentViews.tensor(chunks.map(({ fragments }) => fragments), side),
      standing: tensor2d(standing),
      moving: movingOf(chunks),
    };
  }

  /**
   * Whether this backend reproduces the golden output of the model file.
   * @returns null when it does, else one sentence that says by how much it does not.
   */
  async goldenFault(): Promise<string | null> {
    const { input, raw, spread, saliency } = this.header.golden;
    const outputs = await this.run(goldenViews(input.seed, input.size), input.size);
    const map = outputs.saliency.flatMap((step) => [...step]);
    const faults = [
      Math.abs(outputs.raw - raw) / Math.max(1, Math.abs(raw)),
      Math.abs(outputs.spread - spread) / Math.max(1, Math.abs(spread)),
      // Saliency values are near 1/(H·W): compared as multiples of an even map.
      ...saliency.map((value, i) => Math.abs((map[i] ?? NaN) - value) * (outputs.saliencySide ** 2)),
    ];
    const worst = faults.reduce((most, fault) => (Number.isNaN(fault) || fault > most ? fault : most), 0);
    return worst <= GOLDEN_TOLERANCE ? null : `it is off the golden output by ${worst.toPrecision(2)}`;
  }

  dispose(): void {
    this.weights.dispose();
  }
}

/** Takes apart what {@link QualityModel.runTogether} packs for one chunk. */
function unpacked(values: Float32Array, side: number): ChunkOutputs {
  const cells = (side / 32) ** 2;
  const saliencySide = side / 4;
  let at = 0;
  const take = (count: number): Float32Array => values.slice(at, (at += count));
  const [raw = NaN, spread = NaN] = take(2);
  const dimensions = take(DIMENSION_COUNT);
  const embedding = take(EMBEDDING_LENGTH);
  const cellWeights = take(cells);
  const cellTerms = take(cells);
  const saliency = [take(saliencySide ** 2), take(saliencySide ** 2)];
  const features = take(FEATURE_LENGTH);
  return { raw, spread, dimensions, embedding, cellWeights, cellTerms, saliency, saliencySide, features };
}
