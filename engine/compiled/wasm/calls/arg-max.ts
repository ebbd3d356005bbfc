import type { Node } from '../../graph/graph.js';
import { sizeOf } from '../../graph/graph.js';
import { F32, I32 } from '../opcodes.js';
import { addressOf, type CallCode, pointer } from './call-context.js';

/** The first place of the largest value along the last axis. A NaN is larger than nothing. */
export const argMax: CallCode = (f, node, context) => {
  const [id = 0] = node.inputs;
  const { shape, type } = context.nodes.get(id) as Node;
  const length = shape.at(-1) as number;
  const whole = type === 'int32';
  const load = (): void => (whole ? f.i32Load(0) : f.f32Load(0));
  const from = pointer(f, context, addressOf(context, id));
  const to = pointer(f, context, addressOf(context, node.id));
  const [best, value] = [f.local(whole ? I32 : F32), f.local(whole ? I32 : F32)];
  const [place, found] = [f.local(I32), f.local(I32)];
  f.repeat(sizeOf(node.shape), () => {
    f.get(from);
    load();
    f.set(best);
    for (const local of [place, found]) {
      f.i32(0);
      f.set(local);
    }
    f.repeat(length, () => {
      f.get(from);
      load();
      f.tee(value);
      f.when(
        () => {
          f.get(best);
          f.plain(whole ? 'i32_gt_s' : 'f32_gt');
        },
        () => {
          f.get(value);
          f.set(best);
          f.get(place);
          f.set(found);
        },
      );
      f.advance(place, 1);
      f.advance(from, 4);
    });
    f.get(to);
    f.get(found);
    f.i32Store(0);
    f.advance(to, 4);
  });
};
