/** Types of WebAssembly. */
export const I32 = 0x7f;
export const F32 = 0x7d;
export const F64 = 0x7c;
export const V128 = 0x7b;
export type WasmType = typeof I32 | typeof F32 | typeof F64 | typeof V128;

/** Instructions without operands of their own, by the names of the specification. */
export const PLAIN = {
  i32_add: [0x6a],
  i32_sub: [0x6b],
  i32_mul: [0x6c],
  i32_eqz: [0x45],
  i32_lt_u: [0x49],
  i32_ge_u: [0x4f],
  i32_gt_s: [0x4a],
  unreachable: [0x00],
  f64_add: [0xa0],
  f64_sub: [0xa1],
  f64_mul: [0xa2],
  f64_trunc: [0x9d],
  f32_demote_f64: [0xb6],
  f32_gt: [0x5e],
} as const;

/** Instructions on vectors, behind the prefix 0xfd. */
export const SIMD = {
  f32x4_splat: 0x13,
  i32x4_splat: 0x11,
  f32x4_eq: 0x41,
  f32x4_ne: 0x42,
  f32x4_lt: 0x43,
  f32x4_gt: 0x44,
  f32x4_le: 0x45,
  f32x4_ge: 0x46,
  i32x4_eq: 0x37,
  i32x4_ne: 0x38,
  v128_not: 0x4d,
  v128_and: 0x4e,
  v128_andnot: 0x4f,
  v128_or: 0x50,
  v128_xor: 0x51,
  v128_bitselect: 0x52,
  f32x4_ceil: 0x67,
  f32x4_floor: 0x68,
  f32x4_nearest: 0x6a,
  i32x4_shl: 0xab,
  i32x4_shr_s: 0xac,
  i32x4_add: 0xae,
  i32x4_sub: 0xb1,
  f32x4_abs: 0xe0,
  f32x4_neg: 0xe1,
  f32x4_sqrt: 0xe3,
  f32x4_add: 0xe4,
  f32x4_sub: 0xe5,
  f32x4_mul: 0xe6,
  f32x4_div: 0xe7,
  f32x4_min: 0xe8,
  f32x4_max: 0xe9,
  i32x4_trunc_sat_f32x4_s: 0xf8,
  f32x4_convert_i32x4_s: 0xfa,
  f32x4_relaxed_madd: 0x105,
} as const;

export type SimdName = keyof typeof SIMD;
export type PlainName = keyof typeof PLAIN;
