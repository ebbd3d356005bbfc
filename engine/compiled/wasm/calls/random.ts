import { sizeOf } from '../../graph/graph.js';
import { STREAM_BYTES } from '../../plan/memory-plan.js';
import { F64 } from '../opcodes.js';
import { addressOf, type CallCode, pointer } from './call-context.js';

/** Uniform numbers of Alea from the state that JavaScript has left: those of `drawn` in trace/random-stream.ts, bit for bit. */
export const random: CallCode = (f, node, context) => {
  const to = pointer(f, context, addressOf(context, node.id));
  const [s0, s1, s2, c, t] = Array.from({ length: 5 }, () => f.local(F64)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  [s0, s1, s2, c].forEach((local, i) => {
    f.getGlobal(context.base);
    f.f64Load(context.streams + STREAM_BYTES * Number(node.attrs.stream) + 8 * i);
    f.set(local);
  });
  f.repeat(sizeOf(node.shape), () => {
    f.f64(2091639);
    f.get(s0);
    f.plain('f64_mul');
    f.get(c);
    f.f64(2 ** -32);
    f.plain('f64_mul');
    f.plain('f64_add');
    f.set(t);
    f.get(s1);
    f.set(s0);
    f.get(s2);
    f.set(s1);
    f.get(t);
    f.plain('f64_trunc');
    f.set(c);
    f.get(t);
    f.get(c);
    f.plain('f64_sub');
    f.set(s2);
    f.get(to);
    f.get(s2);
    f.plain('f32_demote_f64');
    f.f32Store(0);
    f.advance(to, 4);
  });
};
