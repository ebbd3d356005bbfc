import { type Node, sizeOf } from '../../graph/graph.js';
import { stridesOf } from '../../plan/access.js';
import type { FunctionWriter } from '../function-writer.js';
import { I32 } from '../opcodes.js';
import { addressOf, type CallCode, pointer } from './call-context.js';

/** Puts each input at its place in a value that holds `fill` elsewhere: padding, and values side by side. */
export const place: CallCode = (f, node, context) => {
  const { shape, attrs, inputs } = node;
  const size = sizeOf(shape);
  const nodes = inputs.map((id) => context.nodes.get(id) as Node);
  if (nodes.reduce((sum, given) => sum + sizeOf(given.shape), 0) < size)
    fill(f, pointer(f, context, addressOf(context, node.id)), size, Number(attrs.fill));
  const starts = attrs.starts as readonly number[];
  nodes.forEach((given, i) => {
    const start = starts.slice(i * shape.length, (i + 1) * shape.length);
    copyInto(f, { shape, start, given: given.shape }, [
      pointer(f, context, addressOf(context, given.id)),
      pointer(f, context, addressOf(context, node.id)),
    ]);
  });
};

interface Region {
  shape: readonly number[];
  start: readonly number[];
  given: readonly number[];
}

function copyInto(f: FunctionWriter, { shape, start, given }: Region, [from, to]: [number, number]): void {
  const strides = stridesOf(shape).map((stride) => stride || 1);
  f.advance(to, 4 * start.reduce((sum, place, axis) => sum + place * (strides[axis] as number), 0));
  // What lies side by side in both is copied at once.
  let axis = given.length - 1;
  while (axis > 0 && given[axis] === shape[axis]) axis -= 1;
  const run = 4 * sizeOf(given.slice(Math.max(0, axis)));
  const along = (depth: number): void => {
    if (depth >= axis) {
      f.get(to);
      f.get(from);
      f.i32(run);
      f.copy();
      f.advance(from, run);
      return;
    }
    const [length, step] = [given[depth] as number, 4 * (strides[depth] as number)];
    f.repeat(length, () => {
      along(depth + 1);
      f.advance(to, step);
    });
    f.advance(to, -length * step);
  };
  along(0);
}

function fill(f: FunctionWriter, to: number, size: number, value: number): void {
  const at = f.local(I32);
  f.get(to);
  f.set(at);
  f.repeat(Math.ceil(size / 4), () => {
    f.get(at);
    f.floats(value);
    f.store(0);
    f.advance(at, 16);
  });
}
