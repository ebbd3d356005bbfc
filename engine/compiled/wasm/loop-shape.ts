import type { Access } from '../plan/access.js';

/** One of the loops that stand in each other, from outside in. */
export interface Level {
  readonly axis: number;
  readonly length: number;
  readonly reduced: boolean;
  /** Goes on four values at a time. */
  readonly byFour: boolean;
}

export interface LoopShape {
  readonly levels: readonly Level[];
  /** Strides of each access along the axes that are left. */
  readonly strides: readonly (readonly number[])[];
  /** Whether the last step may go over the end, into the padding. */
  readonly overruns: boolean;
}

/** Which loops go through a space: axes that all accesses pass as one become one. */
export function shapeLoop(
  space: readonly number[],
  reduced: readonly boolean[] | undefined,
  accesses: readonly Access[],
): LoopShape {
  const lengths: number[] = [];
  const flags: boolean[] = [];
  const strides: number[][] = accesses.map(() => []);
  space.forEach((length, axis) => {
    const flag = reduced?.[axis] ?? false;
    const joined =
      axis > 0 &&
      flags.at(-1) === flag &&
      accesses.every(({ strides: own }) => own[axis - 1] === (own[axis] as number) * length);
    if (joined) {
      lengths[lengths.length - 1] = (lengths.at(-1) as number) * length;
      accesses.forEach(({ strides: own }, i) => {
        const list = strides[i] as number[];
        list[list.length - 1] = own[axis] as number;
      });
      return;
    }
    lengths.push(length);
    flags.push(flag);
    accesses.forEach(({ strides: own }, i) => void strides[i]?.push(own[axis] as number));
  });
  const last = lengths.length - 1;
  const byFour = last >= 0 && strides.every((own) => own[last] === 0 || own[last] === 1);
  const level = (axis: number): Level => ({
    axis,
    length: lengths[axis] as number,
    reduced: flags[axis] as boolean,
    byFour: byFour && axis === last,
  });
  const axes = lengths.map((_, axis) => axis);
  // What is summed up stands inside; the last axis goes as far in as it may.
  const levels = [...axes.filter((axis) => !flags[axis]), ...axes.filter((axis) => flags[axis])].map(level);
  return { levels, strides, overruns: last === 0 && byFour && !flags[0] };
}
