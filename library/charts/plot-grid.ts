import { boxOfName, type Place, type PlacedName } from './curve-names.js';
import { boxOfLabel, type PlacedLabel, SIDES } from './dot-labels.js';

type Layer = Readonly<Record<string, unknown>>;

/** Where a line of the grid begins or ends: a place of the axis along it, and pixels from there onward. */
interface End {
  at: number;
  pixels: number;
}

interface Gap {
  from: End;
  to: End;
}

const LINES = [0.2, 0.4, 0.6, 0.8] as const;
/** A plot of which gaps are put in order. */
const MIDDLE = 370;
/** Around words. */
const AIR = 3;
const EDGES: readonly [End, End] = [
  { at: 0, pixels: 0 },
  { at: 1, pixels: 0 },
];

/** The words of a plot: where each is held, and its box by the side of the plot. */
interface Words {
  place: Place;
  box: (side: number) => { left: number; right: number; bottom: number; top: number };
}

const placeOf = ({ at, pixels }: End, side: number): number => at * side + pixels;

/** Gaps of one line, in turn; those that meet in a plot of any side are one. */
function merged(gaps: readonly Gap[]): Gap[] {
  const start = ({ from }: Gap) => placeOf(from, MIDDLE);
  const found: Gap[] = [];
  for (const gap of [...gaps].sort((a, b) => start(a) - start(b))) {
    const last = found.at(-1);
    if (!last || SIDES.every((side) => placeOf(gap.from, side) > placeOf(last.to, side) + AIR))
      found.push({ ...gap });
    else if (placeOf(gap.to, MIDDLE) > placeOf(last.to, MIDDLE)) last.to = gap.to;
  }
  return found;
}

/** Where a line of the grid leaves room for words. */
function gapsOf(line: number, upright: boolean, words: readonly Words[]): Gap[] {
  return merged(
    words.flatMap(({ place, box }) => {
      const through = SIDES.some((side) => {
        const { left, right, bottom, top } = box(side);
        const [low, high] = upright ? [left, right] : [bottom, top];
        return line * side > low - AIR && line * side < high + AIR;
      });
      if (!through) return [];
      const { left, right, bottom, top } = box(1);
      const at = upright ? place.y : place.x;
      const [low, high] = upright ? [bottom, top] : [left, right];
      return [{ from: { at, pixels: low - at - AIR }, to: { at, pixels: high - at + AIR } }];
    }),
  );
}

/**
 * A light grid of a plot whose axes go from 0 to 1, as layers. It has gaps for words, whose ground no chart knows the colour of:
 * these keep their places by pixels, as the words do.
 */
export function gridLayers(
  { names, labels }: { names: readonly PlacedName[]; labels: readonly PlacedLabel[] },
  axes: Readonly<Record<'x' | 'y', Layer>>,
): Layer[] {
  const words: Words[] = [
    ...names.map((name): Words => ({ place: name, box: (side) => boxOfName(name, side) })),
    ...labels.map((label): Words => ({ place: label, box: (side) => boxOfLabel(label, side) })),
  ];
  const datum = (axis: 'x' | 'y', value: number) => {
    const { field: _, ...rest } = axes[axis];
    return { ...rest, datum: value };
  };
  return [true, false].flatMap((upright) =>
    LINES.flatMap((line) => {
      const gaps = gapsOf(line, upright, words);
      const [along, across] = upright ? (['y', 'x'] as const) : (['x', 'y'] as const);
      const starts = [EDGES[0], ...gaps.map(({ to }) => to)];
      const ends = [...gaps.map(({ from }) => from), EDGES[1]];
      // Pixels of a drawing count downwards.
      const pixels = (end: End) => (upright ? -end.pixels : end.pixels);
      return starts.map((start, i) => {
        const end = ends[i] as End;
        return {
          data: { values: [{ line }] },
          mark: {
            type: 'rule',
            strokeWidth: 1,
            opacity: 0.15,
            tooltip: null,
            ...(start.pixels !== 0 && { [`${along}Offset`]: pixels(start) }),
            ...(end.pixels !== 0 && { [`${along}2Offset`]: pixels(end) }),
          },
          encoding: {
            [across]: datum(across, line),
            [along]: datum(along, start.at),
            [`${along}2`]: { datum: end.at },
          },
        };
      });
    }),
  );
}
