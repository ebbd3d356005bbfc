import { Exponentials, type Push } from './exponentials.js';

/** What activations and losses are made of, of four float32 at a time. */
export class VectorMath extends Exponentials {
  tanh(x: number): void {
    const { f } = this;
    const size = this.keep(() => {
      f.get(x);
      f.simd('f32x4_abs');
    });
    const square = this.keep(() => {
      f.get(x);
      f.get(x);
      f.simd('f32x4_mul');
    });
    const near: Push = () => {
      this.polynomial(
        square,
        [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
      );
      f.get(square);
      f.simd('f32x4_mul');
      f.get(x);
      f.simd('f32x4_mul');
      f.get(x);
      f.simd('f32x4_add');
    };
    const far: Push = () => {
      const doubled = this.keep(() => {
        f.get(size);
        f.get(size);
        f.simd('f32x4_add');
      });
      f.floats(1);
      f.floats(2);
      this.exp(doubled);
      f.floats(1);
      f.simd('f32x4_add');
      f.simd('f32x4_div');
      f.simd('f32x4_sub');
      // The sign of x.
      f.get(x);
      f.ints(0x80000000 | 0);
      f.simd('v128_and');
      f.simd('v128_or');
    };
    this.choose(near, far, () => {
      f.get(size);
      f.floats(0.625);
      f.simd('f32x4_lt');
    });
  }

  sigmoid(x: number): void {
    const { f } = this;
    const negative = this.keep(() => {
      f.get(x);
      f.simd('f32x4_neg');
    });
    f.floats(1);
    this.exp(negative);
    f.floats(1);
    f.simd('f32x4_add');
    f.simd('f32x4_div');
  }

  /** max(x, 0) + log(1 + exp(−|x|)) */
  softplus(x: number): void {
    const { f } = this;
    const negative = this.keep(() => {
      f.get(x);
      f.simd('f32x4_abs');
      f.simd('f32x4_neg');
    });
    const tail = this.keep(() => this.exp(negative));
    f.get(x);
    f.floats(0);
    f.simd('f32x4_max');
    this.log1p(tail);
    f.simd('f32x4_add');
  }

  elu(x: number): void {
    const { f } = this;
    this.choose(
      () => f.get(x),
      () => {
        this.exp(x);
        f.floats(1);
        f.simd('f32x4_sub');
      },
      () => {
        f.get(x);
        f.floats(0);
        f.simd('f32x4_ge');
      },
    );
  }
}
