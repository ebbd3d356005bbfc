import type { FunctionWriter } from './function-writer.js';
import type { SimdName } from './opcodes.js';
import { VectorMath } from './vector-math.js';

type Code = (f: FunctionWriter, inputs: readonly number[]) => void;

const direct =
  (...names: SimdName[]): Code =>
  (f, inputs) => {
    for (const local of inputs) f.get(local);
    for (const name of names) f.simd(name);
  };

/** A comparison gives 1 where it holds. */
const comparison =
  (name: SimdName): Code =>
  (f, inputs) => {
    direct(name)(f, inputs);
    f.floats(1);
    f.simd('v128_and');
  };

const named =
  (name: 'exp' | 'log' | 'log1p' | 'tanh' | 'sigmoid' | 'softplus' | 'elu'): Code =>
  (f, [x = 0]) =>
    new VectorMath(f)[name](x);

const isTrue = (f: FunctionWriter, condition: number): void => {
  f.get(condition);
  f.floats(0);
  f.simd('f32x4_ne');
};

const select: Code = (f, [condition = 0, whole = 0, other = 0]) =>
  new VectorMath(f).choose(
    () => f.get(whole),
    () => f.get(other),
    () => isTrue(f, condition),
  );

/** 1, 0 or −1; a zero or NaN as it is. */
const sign: Code = (f, [x = 0]) => {
  const math = new VectorMath(f);
  const against = (name: 'f32x4_gt' | 'f32x4_lt') => () => {
    f.get(x);
    f.floats(0);
    f.simd(name);
  };
  math.choose(
    () => f.floats(1),
    () =>
      math.choose(
        () => f.floats(-1),
        () => f.get(x),
        against('f32x4_lt'),
      ),
    against('f32x4_gt'),
  );
};

/** 1 above 0, `alpha` below; NaN stays. */
const step: Code = (f, [x = 0, alpha = 0]) => {
  const math = new VectorMath(f);
  math.choose(
    () => f.floats(1),
    () =>
      math.choose(
        () => f.get(alpha),
        () => f.get(x),
        () => {
          f.get(x);
          f.get(x);
          f.simd('f32x4_eq');
        },
      ),
    () => {
      f.get(x);
      f.floats(0);
      f.simd('f32x4_gt');
    },
  );
};

const relu: Code = (f, [x = 0]) => {
  f.get(x);
  f.floats(0);
  f.simd('f32x4_max');
};

/** The instructions of each operation on single values, four at a time. Their inputs are locals. */
export const MAP_CODE: Readonly<Record<string, Code>> = {
  add: direct('f32x4_add'),
  sub: direct('f32x4_sub'),
  mul: direct('f32x4_mul'),
  div: direct('f32x4_div'),
  max: direct('f32x4_max'),
  min: direct('f32x4_min'),
  greater: comparison('f32x4_gt'),
  greaterEqual: comparison('f32x4_ge'),
  less: comparison('f32x4_lt'),
  lessEqual: comparison('f32x4_le'),
  equal: comparison('f32x4_eq'),
  notEqual: comparison('f32x4_ne'),
  equalInt: comparison('i32x4_eq'),
  notEqualInt: comparison('i32x4_ne'),
  neg: direct('f32x4_neg'),
  abs: direct('f32x4_abs'),
  sqrt: direct('f32x4_sqrt'),
  floor: direct('f32x4_floor'),
  ceil: direct('f32x4_ceil'),
  exp: named('exp'),
  log: named('log'),
  log1p: named('log1p'),
  tanh: named('tanh'),
  sigmoid: named('sigmoid'),
  softplus: named('softplus'),
  elu: named('elu'),
  relu,
  sign,
  step,
  select,
  copy: direct(),
  transpose: direct(),
  view: direct(),
  toFloat: direct('f32x4_convert_i32x4_s'),
  toInt: direct('i32x4_trunc_sat_f32x4_s'),
};
