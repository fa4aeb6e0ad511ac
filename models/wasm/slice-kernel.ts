import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { slice_util, type KernelConfig, type SliceAttrs, type TensorInfo } from '../tensors.ts';

/** What this kernel needs of the backend. */
type Memory = Pick<BackendWasm, 'makeOutput' | 'typedArrayFromHeap'>;

/**
 * Slice on the wasm backend without leaving its memory. The kernel that comes with tfjs copies the whole input to a new JavaScript array before it
 * takes a part of it: for the first frame of eight that is eight times the work, and all of it garbage.
 */
export const sliceConfig: KernelConfig = {
  kernelName: 'Slice',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x } = inputs;
    if (x === undefined) throw new Error('Slice needs an input.');
    // tfjs types neither the attributes nor the backend of a kernel.
    return slice(x, attrs as unknown as SliceAttrs, backend as Memory);
  },
};

function slice(x: TensorInfo, attrs: SliceAttrs, backend: Memory): TensorInfo {
  const [begin = [], size = []] = slice_util.parseSliceParams(x as Parameters<typeof slice_util.parseSliceParams>[0], attrs.begin, attrs.size);
  const out = backend.makeOutput(size, x.dtype);
  // Only now: making the output may move the memory.
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(out);
  const { shape } = x;

  // Axes from `outer` on are taken whole, so that rows of `run` values lie side by side.
  let outer = shape.length;
  let run = 1;
  while (outer > 0) {
    outer -= 1;
    run *= size[outer] ?? 1;
    if (size[outer] !== shape[outer]) break;
  }
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis -= 1) strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  const first = begin.reduce((offset, position, axis) => offset + position * (strides[axis] ?? 1), 0);

  const at = new Array<number>(outer).fill(0);
  for (let written = 0; written < to.length; written += run) {
    const start = at.reduce((offset, position, axis) => offset + position * (strides[axis] ?? 1), first);
    to.set(from.subarray(start, start + run), written);
    for (let axis = outer - 1; axis >= 0; axis -= 1) {
      at[axis] = (at[axis] ?? 0) + 1;
      if ((at[axis] ?? 0) < (size[axis] ?? 1)) break;
      at[axis] = 0;
    }
  }
  return out;
}
