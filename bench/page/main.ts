import { wrap } from 'comlink';
import type { BackendName } from '../../models/backend-name.ts';
import { SHIPPED_MODEL_URL } from '../../src/scoring/shipped-model.ts';
import { guardScripts } from '../../src/security/trusted-types.ts';
import type { BenchService, KernelReport, OnnxGraphs, OnnxProvider, OnnxTiming, OperatorTiming, PipelineStage, Timing } from './bench-service.ts';
import { drawCharts, type ChartData } from './draw-charts.ts';
import type { GpuBackend } from './gpu-backends.ts';

/** What the bench finds at `window.foveaBench`. */
export interface FoveaBench {
  nets(backend: BackendName, threads: number, repeats: number): Promise<Timing[]>;
  onnx(graphs: OnnxGraphs, provider: OnnxProvider, threads: number, repeats: number): Promise<OnnxTiming[]>;
  operators(backend: BackendName, repeats: number): Promise<OperatorTiming[]>;
  kernels(rounds: number, most: number): Promise<KernelReport>;
  /** Runs the file in `#bench-file`. */
  pipeline(stage: PipelineStage, threads?: number): Promise<{ readonly seconds: number; readonly durationS: number; readonly chunks: number }>;
  finetune(clips: number, chunks: number): Promise<number>;
  gpuBackends(): Promise<GpuBackend[]>;
  drawCharts(charts: readonly ChartData[]): void;
}

declare global {
  interface Window {
    foveaBench?: FoveaBench;
  }
}

guardScripts();
const worker = wrap<BenchService>(new Worker(new URL('./bench-worker.ts', import.meta.url), { type: 'module' }));

function chosenFile(): File {
  const input = document.getElementById('bench-file');
  const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
  if (file === undefined) throw new Error('No clip was chosen.');
  return file;
}

window.foveaBench = {
  nets: (backend, threads, repeats) => worker.nets(SHIPPED_MODEL_URL, backend, threads, repeats),
  onnx: (graphs, provider, threads, repeats) => worker.onnx(SHIPPED_MODEL_URL, graphs, provider, threads, repeats),
  operators: (backend, repeats) => worker.operators(backend, repeats),
  kernels: (rounds, most) => worker.kernels(SHIPPED_MODEL_URL, rounds, most),
  pipeline: (stage, threads = 1) => worker.pipeline(SHIPPED_MODEL_URL, chosenFile(), stage, threads),
  finetune: (clips, chunks) => worker.finetune(SHIPPED_MODEL_URL, clips, chunks),
  gpuBackends: () => worker.gpuBackends(),
  drawCharts,
};
