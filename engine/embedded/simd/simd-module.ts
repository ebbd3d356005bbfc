import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilterWindow, WindowAxis } from '../kernels/filter-window.js';
import { type WasmMemory, webAssembly } from './web-assembly.js';

export const SIMD_FILE = 'epochbook-simd.wasm';

type Axis = [input: number, filter: number, output: number, stride: number, pad: number];
type Run = [count: number, step: number, channels: number, multiplier: number];
type Rows = (
  to: number,
  n: number,
  m: number,
  left: number,
  left0: number,
  left1: number,
  right: number,
  right0: number,
  right1: number,
) => void;

/** What `simd/assembly/` exports. Addresses are those of the backend's memory, sizes are counts of values. */
export interface SimdModule {
  addRows: Rows;
  subtractRows: Rows;
  multiplyRows: Rows;
  divideRows: Rows;
  copyBytes(to: number, from: number, bytes: number): void;
  depthwiseBack(dx: number, dy: number, weights: number, ...run: Run): void;
  depthwiseTap(total: number, x: number, dy: number, ...run: Run): void;
  gatherRows(to: number, from: number, numbers: number, count: number, size: number): void;
  scatterAddRows(
    to: number,
    from: number,
    numbers: number,
    count: number,
    size: number,
    rows: number,
    each: number,
  ): void;
  gatherTaps(
    x: number,
    seen: number,
    firstRow: number,
    count: number,
    channels: number,
    ...axes: [...Axis, ...Axis, ...Axis]
  ): void;
  scatterTaps(
    sent: number,
    dx: number,
    firstRow: number,
    count: number,
    channels: number,
    ...axes: [...Axis, ...Axis, ...Axis]
  ): void;
  maxPool(to: number, x: number, images: number, channels: number, ...axes: [...Axis, ...Axis]): void;
  maxPoolGrad(
    dx: number,
    x: number,
    dy: number,
    volumes: number,
    channels: number,
    ...axes: [...Axis, ...Axis, ...Axis]
  ): void;
  multiply(
    c: number,
    a: number,
    b: number,
    m: number,
    k: number,
    columns: number,
    rowStep: number,
    step: number,
  ): void;
  normalizeRows(
    to: number,
    x: number,
    n: number,
    m: number,
    mean: number,
    factor: number,
    offset: number,
  ): void;
  packBits(to: number, from: number, rows: number, size: number): void;
  sumLast(to: number, from: number, outer: number, count: number, scale: number): void;
  sumMiddle(to: number, from: number, outer: number, count: number, inner: number, scale: number): void;
  transpose(to: number, from: number, rows: number, columns: number): void;
}

let loaded: SimdModule | undefined;
let shared: WasmMemory | undefined;

/** Loads our own SIMD loops into the memory of the backend. */
export async function loadSimd(wasmFolder: string, memory: WasmMemory): Promise<void> {
  const bytes = await readFile(join(wasmFolder, SIMD_FILE));
  const { instance } = await webAssembly.instantiate(bytes, { env: { memory } });
  loaded = instance.exports as unknown as SimdModule;
  shared = memory;
}

/** The memory of the backend, in which all tensors lie. */
export function tensorMemory(): WasmMemory {
  if (!shared) throw new Error('The memory was asked for before the embedded engine was loaded.');
  return shared;
}

export function simd(): SimdModule {
  if (!loaded) throw new Error('A SIMD kernel was asked for before the embedded engine was loaded.');
  return loaded;
}

/** The axes of a window in the order in which the module takes them. */
export const axisArguments = ({ depth, rows, columns }: FilterWindow): [...Axis, ...Axis, ...Axis] => [
  ...axisArgument(depth),
  ...axisArgument(rows),
  ...axisArgument(columns),
];

export const axisArgument = ({ input, filter, output, stride, pad }: WindowAxis): Axis => [
  input,
  filter,
  output,
  stride,
  pad,
];
