import { type Node, sizeOf } from '../../graph/graph.js';
import type { FunctionWriter } from '../function-writer.js';
import type { CodeContext } from '../loop-code.js';
import { I32 } from '../opcodes.js';
import { addressOf, type CallCode, callLoop, clear, pointer } from './call-context.js';

/**
 * Rows of a value by number, [outer][rows][row]. A number that names no row breaks the step off: the engine then says what
 * is wrong with it.
 */
export const gather: CallCode = (f, node, context) => {
  const { outer, rows, row } = rowsOf(node);
  const [x, numbers] = node.inputs.map((id) => pointer(f, context, addressOf(context, id))) as [
    number,
    number,
  ];
  const to = pointer(f, context, addressOf(context, node.id));
  const count = sizeOf(node.shape) / (outer * row);
  checkNumbers(f, context, { numbers, count, rows });
  f.repeat(outer, () => {
    callLoop(f, 'gatherRows', { local: to }, { local: x }, { local: numbers }, count, row);
    f.advance(to, 4 * count * row);
    f.advance(x, 4 * rows * row);
  });
};

/** What a number that names no row leaves behind. */
export const refusedBytes = (): number => 8;

/** Adds each row, `each` times in turn, to that of the next number; one that names none is left out. */
export const scatterAdd: CallCode = (f, node, context) => {
  const { rows, row, count, each } = rowsOf(node);
  const [x, numbers] = node.inputs.map((id) => pointer(f, context, addressOf(context, id))) as [
    number,
    number,
  ];
  const address = addressOf(context, node.id);
  clear(f, context, address, 4 * sizeOf(node.shape));
  const to = pointer(f, context, address);
  callLoop(f, 'scatterAddRows', { local: to }, { local: x }, { local: numbers }, count, row, rows, each);
};

const rowsOf = ({ attrs }: Node): Record<'outer' | 'rows' | 'row' | 'count' | 'each', number> => ({
  outer: Number(attrs.outer ?? 1),
  rows: Number(attrs.rows),
  row: Number(attrs.row),
  count: Number(attrs.count ?? 0),
  each: Number(attrs.each ?? 1),
});

/** Breaks off where a number names no row: the number and how many rows there are then lie in the scratch. */
function checkNumbers(
  f: FunctionWriter,
  { base, scratch }: CodeContext,
  { numbers, count, rows }: { numbers: number; count: number; rows: number },
): void {
  const at = f.local(I32);
  f.get(numbers);
  f.set(at);
  f.repeat(count, () => {
    f.when(
      () => {
        f.get(at);
        f.i32Load(0);
        f.i32(rows);
        f.plain('i32_ge_u');
      },
      () => {
        f.getGlobal(base);
        f.get(at);
        f.i32Load(0);
        f.i32Store(scratch);
        f.getGlobal(base);
        f.i32(rows);
        f.i32Store(scratch + 4);
        f.plain('unreachable');
      },
    );
    f.advance(at, 4);
  });
}
