import type { Wire } from './wire.js';

// Field numbers and types are those of tensorflow/core/framework/{tensor,types}.proto.

/** A tensor of an event, as whoever wrote it laid it out. */
export interface Tensor {
  dtype: number;
  shape: number[];
  numbers: number[];
  content: Uint8Array | undefined;
  strings: Uint8Array[];
}

export function readTensor(wire: Wire): Tensor {
  const tensor: Tensor = { dtype: 0, shape: [], numbers: [], content: undefined, strings: [] };
  for (let field = wire.field(); field; field = wire.field()) {
    if (field === 1) tensor.dtype = wire.whole();
    else if (field === 2) readShape(wire, tensor.shape);
    else if (field === 4) tensor.content = wire.part();
    else if (field === 5) wire.floats(tensor.numbers);
    else if (field === 6) wire.doubles(tensor.numbers);
    else if (field === 7 || field === 10 || field === 11) wire.wholes(tensor.numbers);
    else if (field === 8) tensor.strings.push(wire.part());
    else wire.skip();
  }
  return tensor;
}

function readShape(wire: Wire, shape: number[]): void {
  const outer = wire.enter();
  for (let field = wire.field(); field; field = wire.field()) {
    if (field !== 2) {
      wire.skip();
      continue;
    }
    const dimension = wire.enter();
    let size = 0;
    for (let inner = wire.field(); inner; inner = wire.field()) {
      if (inner === 1) size = wire.signed();
      else wire.skip();
    }
    shape.push(size);
    wire.leave(dimension);
  }
  wire.leave(outer);
}

type Reader = readonly [bytes: number, read: (view: DataView, at: number) => number];

/** How the numbers of a type lie in a tensor's bytes. */
const READERS: Readonly<Record<number, Reader>> = {
  1: [4, (view, at) => view.getFloat32(at, true)],
  2: [8, (view, at) => view.getFloat64(at, true)],
  3: [4, (view, at) => view.getInt32(at, true)],
  4: [1, (view, at) => view.getUint8(at)],
  5: [2, (view, at) => view.getInt16(at, true)],
  6: [1, (view, at) => view.getInt8(at)],
  9: [8, (view, at) => Number(view.getBigInt64(at, true))],
  10: [1, (view, at) => view.getUint8(at)],
};

/** All numbers; what a writer leaves out at the end is the last one again. */
export function numbersOf({ dtype, shape, content, numbers }: Tensor): number[] {
  if (!content) return repeatLast(numbers, shape);
  const [bytes, read] = READERS[dtype] ?? [0, () => 0];
  if (bytes === 0) return [];
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  return Array.from({ length: Math.floor(content.length / bytes) }, (_, i) => read(view, i * bytes));
}

/** A made-up shape may not ask for more than this. */
const MOST_REPEATED = 1 << 20;

function repeatLast(numbers: number[], shape: readonly number[]): number[] {
  const count = shape.reduce((product, size) => product * size, 1);
  const last = numbers.at(-1);
  if (last === undefined || count <= numbers.length || !(count <= MOST_REPEATED)) return numbers;
  return [...numbers, ...new Array<number>(count - numbers.length).fill(last)];
}
