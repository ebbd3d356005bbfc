import type { FunctionWriter } from './function-writer.js';
import { V128 } from './opcodes.js';

/** Puts the value on the stack. */
export type Push = () => void;

/**
 * Exponentials and logarithms of four float32 at a time. Each argument is a local; each leaves its value on the stack. The
 * polynomials are those of Cephes (Stephen Moshier, single precision), right to about one unit in the last place. NaN stays
 * NaN.
 */
export class Exponentials {
  constructor(protected readonly f: FunctionWriter) {}

  /** Horner's rule: coefficients from the highest power down. */
  protected polynomial(x: number, coefficients: readonly number[]): void {
    const { f } = this;
    f.floats(coefficients[0] as number);
    for (const coefficient of coefficients.slice(1)) {
      f.get(x);
      f.simd('f32x4_mul');
      f.floats(coefficient);
      f.simd('f32x4_add');
    }
  }

  protected keep(push: Push): number {
    const local = this.f.local(V128);
    push();
    this.f.set(local);
    return local;
  }

  /** `whole` where the mask is set, else `other`. */
  choose(whole: Push, other: Push, mask: Push): void {
    whole();
    other();
    mask();
    this.f.simd('v128_bitselect');
  }

  exp(x: number): void {
    const { f } = this;
    const cut = this.keep(() => {
      f.get(x);
      f.floats(89);
      f.simd('f32x4_min');
      f.floats(-104);
      f.simd('f32x4_max');
    });
    const whole = this.keep(() => {
      f.get(cut);
      f.floats(Math.LOG2E);
      f.simd('f32x4_mul');
      f.simd('f32x4_nearest');
    });
    const rest = this.keep(() => {
      f.get(cut);
      for (const part of [0.693359375, -2.1219444e-4]) {
        f.get(whole);
        f.floats(part);
        f.simd('f32x4_mul');
        f.simd('f32x4_sub');
      }
    });
    this.polynomial(
      rest,
      [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5],
    );
    f.get(rest);
    f.simd('f32x4_mul');
    f.get(rest);
    f.simd('f32x4_mul');
    f.get(rest);
    f.simd('f32x4_add');
    f.floats(1);
    f.simd('f32x4_add');
    // 2 ** whole in two factors, as one alone would leave the range of float32 before the result does.
    const power = this.keep(() => {
      f.get(whole);
      f.simd('i32x4_trunc_sat_f32x4_s');
    });
    const half = this.keep(() => {
      f.get(power);
      f.i32(1);
      f.simd('i32x4_shr_s');
    });
    const scale = (push: Push): void => {
      push();
      f.ints(127);
      f.simd('i32x4_add');
      f.i32(23);
      f.simd('i32x4_shl');
      f.simd('f32x4_mul');
    };
    scale(() => f.get(half));
    scale(() => {
      f.get(power);
      f.get(half);
      f.simd('i32x4_sub');
    });
  }

  log(x: number): void {
    const { f } = this;
    const small = this.keep(() => {
      f.get(x);
      f.floats(1.1754943508222875e-38);
      f.simd('f32x4_lt');
    });
    const scaled = this.keep(() =>
      this.choose(
        () => {
          f.get(x);
          f.floats(2 ** 23);
          f.simd('f32x4_mul');
        },
        () => f.get(x),
        () => f.get(small),
      ),
    );
    const fraction = this.keep(() => {
      f.get(scaled);
      f.ints(0x007fffff);
      f.simd('v128_and');
      f.ints(0x3f000000);
      f.simd('v128_or');
    });
    const low = this.keep(() => {
      f.get(fraction);
      f.floats(Math.SQRT1_2);
      f.simd('f32x4_lt');
    });
    const exponent = this.keep(() => {
      f.get(scaled);
      f.i32(23);
      f.simd('i32x4_shr_s');
      f.ints(0xff);
      f.simd('v128_and');
      f.ints(126);
      f.simd('i32x4_sub');
      f.simd('f32x4_convert_i32x4_s');
      f.get(small);
      f.floats(23);
      f.simd('v128_and');
      f.simd('f32x4_sub');
      f.get(low);
      f.floats(1);
      f.simd('v128_and');
      f.simd('f32x4_sub');
    });
    const m = this.keep(() => {
      f.get(fraction);
      f.get(low);
      f.get(fraction);
      f.simd('v128_and');
      f.simd('f32x4_add');
      f.floats(1);
      f.simd('f32x4_sub');
    });
    const square = this.keep(() => {
      f.get(m);
      f.get(m);
      f.simd('f32x4_mul');
    });
    const value = this.keep(() => {
      this.polynomial(
        m,
        [
          7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
          -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
        ],
      );
      f.get(m);
      f.simd('f32x4_mul');
      f.get(square);
      f.simd('f32x4_mul');
      f.get(exponent);
      f.floats(-2.1219444e-4);
      f.simd('f32x4_mul');
      f.simd('f32x4_add');
      f.get(square);
      f.floats(0.5);
      f.simd('f32x4_mul');
      f.simd('f32x4_sub');
      f.get(m);
      f.simd('f32x4_add');
      f.get(exponent);
      f.floats(0.693359375);
      f.simd('f32x4_mul');
      f.simd('f32x4_add');
    });
    const compared = (name: 'f32x4_eq' | 'f32x4_gt' | 'f32x4_lt', to: number): Push => {
      return () => {
        f.get(x);
        f.floats(to);
        f.simd(name);
      };
    };
    const edges: Push = () =>
      this.choose(
        () => f.floats(Number.NEGATIVE_INFINITY),
        () =>
          this.choose(
            () => f.floats(Number.POSITIVE_INFINITY),
            () => f.floats(Number.NaN),
            compared('f32x4_eq', Number.POSITIVE_INFINITY),
          ),
        compared('f32x4_eq', 0),
      );
    this.choose(
      () => f.get(value),
      edges,
      () => {
        compared('f32x4_gt', 0)();
        compared('f32x4_lt', Number.POSITIVE_INFINITY)();
        f.simd('v128_and');
      },
    );
  }

  /** log(1 + x) without losing what is small: Kahan's way. */
  log1p(x: number): void {
    const { f } = this;
    const sum = this.keep(() => {
      f.get(x);
      f.floats(1);
      f.simd('f32x4_add');
    });
    const seen = this.keep(() => {
      f.get(sum);
      f.floats(1);
      f.simd('f32x4_sub');
    });
    const logarithm = this.keep(() => this.log(sum));
    const corrected: Push = () => {
      f.get(logarithm);
      f.get(x);
      f.get(seen);
      f.simd('f32x4_div');
      f.simd('f32x4_mul');
    };
    this.choose(
      () => f.get(x),
      () =>
        this.choose(
          () => f.get(logarithm),
          corrected,
          () => {
            f.get(sum);
            f.floats(Number.POSITIVE_INFINITY);
            f.simd('f32x4_eq');
          },
        ),
      () => {
        f.get(seen);
        f.floats(0);
        f.simd('f32x4_eq');
      },
    );
  }
}
