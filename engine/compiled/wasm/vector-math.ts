import { Exponentials, type Push } from './exponentials.js';

/** From here on the nearest float32 to tanh is what the fraction gives at this place. */
const TANH_IS_ONE = 7.905311107635498;
const TANH_ABOVE = [
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8,
  1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3,
];
const TANH_BELOW = [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3];

/** What activations and losses are made of, of four float32 at a time. */
export class VectorMath extends Exponentials {
  /** A fraction of polynomials, with the coefficients of Eigen (MPL-2.0): right to some units in the last place. */
  tanh(x: number): void {
    const { f } = this;
    const cut = this.keep(() => {
      f.get(x);
      f.floats(TANH_IS_ONE);
      f.simd('f32x4_min');
      f.floats(-TANH_IS_ONE);
      f.simd('f32x4_max');
    });
    const square = this.keep(() => {
      f.get(cut);
      f.get(cut);
      f.simd('f32x4_mul');
    });
    const fraction: Push = () => {
      this.polynomial(square, TANH_ABOVE);
      f.get(cut);
      f.simd('f32x4_mul');
      this.polynomial(square, TANH_BELOW);
      f.simd('f32x4_div');
    };
    this.choose(
      () => f.get(x),
      fraction,
      () => {
        f.get(x);
        f.simd('f32x4_abs');
        f.floats(0.0004);
        f.simd('f32x4_lt');
      },
    );
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
