import { util } from '@tensorflow/tfjs-core';

/** Which value of a tensor stands at a place of the result that it is repeated to. */
export function repeatedPlaces(from: number[], to: number[]): (at: number) => number {
  const size = util.sizeFromShape(from);
  if (size === 1) return () => 0;
  if (size === util.sizeFromShape(to)) return (at) => at;
  const [given, whole] = [util.computeStrides(from), util.computeStrides(to)];
  const more = to.length - from.length;
  const steps = to.map((_, i) => {
    const axis = i - more;
    return axis < 0 || from[axis] === 1 ? 0 : (given[axis] ?? 1);
  });
  return (at) => {
    let rest = at;
    let place = 0;
    for (let i = 0; i < to.length; i++) {
      const step = whole[i] ?? 1;
      place += Math.floor(rest / step) * (steps[i] as number);
      rest %= step;
    }
    return place;
  };
}
