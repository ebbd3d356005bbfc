import { sizeOf } from '../../graph/graph.js';
import { I32 } from '../opcodes.js';
import { addressOf, type CallCode, pointer } from './call-context.js';

/** Rows of zeros with a one at the place that a number names; a number that names none gives a row of zeros. */
export const oneHot: CallCode = (f, node, context) => {
  const depth = Number(node.attrs.depth);
  const from = pointer(f, context, addressOf(context, node.inputs[0] as number));
  const to = pointer(f, context, addressOf(context, node.id));
  const place = f.local(I32);
  f.get(to);
  f.i32(0);
  f.i32(4 * sizeOf(node.shape));
  f.fill();
  f.repeat(sizeOf(node.shape) / depth, () => {
    f.get(from);
    f.i32Load(0);
    f.tee(place);
    f.when(
      () => {
        f.i32(depth);
        f.plain('i32_lt_u');
      },
      () => {
        f.get(to);
        f.get(place);
        f.i32(4);
        f.plain('i32_mul');
        f.plain('i32_add');
        f.i32(FLOAT_ONE);
        f.i32Store(0);
      },
    );
    f.advance(from, 4);
    f.advance(to, 4 * depth);
  });
};

/** The bits of 1 as float32. */
const FLOAT_ONE = 0x3f800000;
