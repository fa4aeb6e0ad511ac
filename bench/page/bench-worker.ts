import { expose } from 'comlink';
import type { BenchService } from './bench-service.ts';
import { gpuBackends } from './gpu-backends.ts';
import { timeFinetune } from './time-finetune.ts';
import { timeKernels } from './time-kernels.ts';
import { timeNets } from './time-nets.ts';
import { timeOnnx } from './time-onnx.ts';
import { timeOperators } from './time-operators.ts';
import { timePipeline } from './time-pipeline.ts';

const service: BenchService = { nets: timeNets, onnx: timeOnnx, operators: timeOperators, kernels: timeKernels, pipeline: timePipeline, finetune: timeFinetune, gpuBackends };

expose(service);
