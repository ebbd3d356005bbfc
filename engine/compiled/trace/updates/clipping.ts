import type { ReadShared } from '../../../optimizers/shared-options.js';
import type { Arithmetic } from './update.js';

/** Gradients no longer than the options allow: what `clipGradients` of the optimizers computes. */
export function clipped(
  a: Arithmetic,
  gradients: readonly number[],
  { clipnorm, globalClipnorm, clipvalue }: ReadShared,
): readonly number[] {
  const squares = (x: number): number => a.sum(a.mul(x, x));
  if (clipnorm) {
    const longest = { constant: clipnorm };
    return gradients.map((x) => a.div(a.mul(x, longest), a.max(a.sqrt(squares(x)), longest)));
  }
  if (globalClipnorm) {
    const all = a.sqrt(gradients.map(squares).reduce((sum, each) => a.add(sum, each)));
    const inverse = a.min(a.div({ constant: 1 }, all), { constant: 1 / globalClipnorm });
    const share = a.mul(inverse, { constant: globalClipnorm });
    // A length that is no number makes none of all gradients.
    const scale = a.add(share, a.sub(all, all));
    return gradients.map((x) => a.mul(x, scale));
  }
  if (clipvalue)
    return gradients.map((x) => a.min(a.max(x, { constant: -clipvalue }), { constant: clipvalue }));
  return gradients;
}
