import type { View } from 'vega';

interface SceneNode {
  items?: SceneNode[];
  /** Of a symbol: pixels that it covers. */
  size?: number;
}

/** The longest side of a chart as it is laid out. */
const LONGEST = 50_000;
const numeric =
  /<[\w:]+[^<>]*?\s((?:x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|d|points|transform|viewBox|dx|dy|font-size|stroke-width|stroke-dasharray|opacity|fill-opacity|stroke-opacity)="[^"]*(?:NaN|Infinity|undefined|null|\(,|,\))[^"]*")/;

/** The first attribute of an SVG that holds no number where one belongs; `null` where all do. */
export const brokenNumber = (svg: string): string | null => numeric.exec(svg)?.[1]?.slice(0, 60) ?? null;

/** How many times over symbols may cover a chart: what is painted more often takes seconds and shows nothing. */
const MOST_COVERED = 300;

/** Every node of the scene of a chart that has run. */
function* nodesOf(view: View): Generator<SceneNode> {
  const open: SceneNode[] = [(view.scenegraph() as unknown as { root: SceneNode }).root];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    for (const item of node.items ?? []) open.push(item);
  }
}

/** Whether the symbols of a chart that has run would cover it hundreds of times over. */
export function coversTooOften(view: View): boolean {
  const room = Math.max(1, view.width() * view.height());
  let covered = 0;
  for (const { size } of nodesOf(view))
    if (typeof size === 'number' && size > 0) covered += Math.min(size, room);
  return covered > MOST_COVERED * room;
}

/** How many marks a chart that has run holds, as far as `limit`. */
export function countMarks(view: View, limit: number): number {
  let count = 0;
  for (const _ of nodesOf(view)) if (++count > limit) break;
  return count;
}

/** Whether a chart that has run is of a size that a page can hold. */
export const fitsPage = (view: View): boolean =>
  [view.width(), view.height()].every((side) => side >= 0 && side <= LONGEST);
