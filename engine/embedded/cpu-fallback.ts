import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  backend_util,
  getKernel,
  type KernelConfig,
  type NamedTensorInfoMap,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { makeQuietCpuBackend } from './quiet-cpu-backend.js';

/** Holds the values of fallback kernels while they run; no tensor of the engine ever lives here. */
let scratch: MathBackendCPU | undefined;

/**
 * A WebAssembly kernel that copies its inputs out, runs the plain JavaScript kernel of the same name, and copies the
 * results back. For kernels off the training path: each call costs two copies.
 */
export function cpuFallback(kernelName: string): KernelConfig {
  const { kernelFunc } = getKernel(kernelName, 'cpu');
  return {
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const wasm = backend as BackendWasm;
      scratch ??= makeQuietCpuBackend();
      const cpu = scratch;
      const copies = mapInputs(inputs, (tensor) => toCpu(wasm, cpu, tensor));
      let results: TensorInfo | TensorInfo[] | undefined;
      try {
        results = kernelFunc({ inputs: copies, attrs, backend: cpu });
        return Array.isArray(results)
          ? results.map((result) => toWasm(wasm, cpu, result))
          : toWasm(wasm, cpu, results);
      } finally {
        const used = [...tensorsOf(copies), ...(Array.isArray(results) ? results : results ? [results] : [])];
        for (const { dataId } of used) cpu.disposeData(dataId, true);
      }
    },
  };
}

/** Inputs are a map of tensors; kernels that take any number of them have a list instead. */
function mapInputs(inputs: NamedTensorInfoMap, map: (tensor: TensorInfo) => TensorInfo): NamedTensorInfoMap {
  if (Array.isArray(inputs)) return inputs.map(map) as unknown as NamedTensorInfoMap;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [name, tensor == null ? tensor : map(tensor)]),
  );
}

const tensorsOf = (inputs: NamedTensorInfoMap): TensorInfo[] =>
  Object.values(inputs).filter((tensor) => tensor != null);

function toCpu(wasm: BackendWasm, cpu: MathBackendCPU, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  const values = util.sizeFromShape(shape) === 0 ? emptyValues(dtype) : wasm.readSync(dataId);
  const info = cpu.makeTensorInfo(shape, dtype, dtype === 'complex64' ? undefined : values);
  // Plain kernels ask some inputs for their rank, as if they were tensors.
  const copy = { ...info, rank: shape.length };
  if (dtype === 'complex64') {
    const { real, imag } = backend_util.splitRealAndImagArrays(values as Float32Array);
    const data = cpu.data.get(copy.dataId);
    data.complexTensorInfos = {
      real: cpu.makeTensorInfo(shape, 'float32', real),
      imag: cpu.makeTensorInfo(shape, 'float32', imag),
    };
  }
  return copy;
}

function toWasm(wasm: BackendWasm, cpu: MathBackendCPU, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  const values = cpu.readSync(dataId);
  // Plain kernels compute int32 and bool into arrays of other types now and then.
  const typed =
    dtype === 'string' || dtype === 'complex64' ? values : util.toTypedArray(values as never, dtype);
  return wasm.makeOutput(shape, dtype, undefined, typed as backend_util.BackendValues);
}

const emptyValues = (dtype: TensorInfo['dtype']): backend_util.BackendValues =>
  dtype === 'string'
    ? []
    : dtype === 'int32'
      ? new Int32Array(0)
      : dtype === 'bool'
        ? new Uint8Array(0)
        : new Float32Array(0);
