import type { RoutePoint } from './layered.js';

/** Where a place along and across the ranks lies. */
type Place = (along: number, across: number) => { x: number; y: number };

const at = (value: number): string => String(Math.round(value * 10) / 10);

/** Through its points: straight along a rank, in a curve between ranks, round the corner into the next row. */
export function pathOf(
  points: readonly RoutePoint[],
  turns: ReadonlyMap<number, number>,
  place: Place,
): string {
  const write = (along: number, across: number): string => {
    const { x, y } = place(along, across);
    return `${at(x)},${at(y)}`;
  };
  let path = '';
  points.forEach((point, index) => {
    const last = points[index - 1];
    const turn = turns.get(index - 1);
    if (!last) path += `M${write(point.along, point.across)}`;
    else if (turn !== undefined) path += turnPath(last, point, turn, write);
    else if (Math.abs(last.across - point.across) < 0.3) path += `L${write(point.along, point.across)}`;
    else {
      const middle = (last.along + point.along) / 2;
      path += `C${write(middle, last.across)} ${write(middle, point.across)} ${write(point.along, point.across)}`;
    }
  });
  return path;
}

const CORNER = 7;
const OUT = 10;

/** Out, down between the rows, back, and down into the next one. */
function turnPath(
  from: RoutePoint,
  to: RoutePoint,
  back: number,
  write: (along: number, across: number) => string,
): string {
  const [right, left, r] = [from.along + OUT, to.along - OUT, CORNER];
  return [
    `L${write(right - r, from.across)}Q${write(right, from.across)} ${write(right, from.across + r)}`,
    `L${write(right, back - r)}Q${write(right, back)} ${write(right - r, back)}`,
    `L${write(left + r, back)}Q${write(left, back)} ${write(left, back + r)}`,
    `L${write(left, to.across - r)}Q${write(left, to.across)} ${write(left + r, to.across)}`,
    `L${write(to.along, to.across)}`,
  ].join('');
}
