import type { Palette } from '../drawing/palette.js';
import type { Ink, Pen } from '../drawing/pen.js';
import type { Lane } from './layout.js';
import type { StepView } from './model.js';
import { type EdgeGroup, LOOKS } from './net-edges.js';
import type { NetScene } from './scene.js';

const WIDTHS = [0.7, 0.9, 1.2, 1.7, 2.4];
const OPACITIES = [0.14, 0.26, 0.48, 0.75, 0.95];
/** Where faint lines would not be seen. */
const HIGH_CONTRAST_OPACITIES = [0.22, 0.38, 0.62, 0.88, 1];

/** How a weight of one sign and strength is drawn: colour and dashes tell the sign, width and opacity the strength. */
export function edgeInk(palette: Palette, negative: boolean, strength: number): Ink {
  const { highContrast } = palette;
  const width = WIDTHS[strength] as number;
  return {
    stroke: negative ? palette.validation : palette.train,
    width: highContrast ? width + 0.3 : width,
    opacity: (highContrast ? HIGH_CONTRAST_OPACITIES : OPACITIES)[strength] as number,
    ...(negative && { dash: (strength > 2 ? [6, 3] : [4, 2.5]) as readonly [number, number] }),
  };
}

/** The connections of a net: weights as lines, and where none are known, what feeds what. */
export function paintEdges(pen: Pen, { layout, edges, palette }: NetScene, view: StepView | null): void {
  const known = new Set(edges.groups.map(({ from, to }) => `${from} ${to}`));
  for (const way of layout.ways) {
    if (known.has(`${way.from} ${way.to}`)) continue;
    const [from, to] = [layout.lanes[way.from] as Lane, layout.lanes[way.to] as Lane];
    if (way.adjacent)
      pen.area(
        [
          ...[from.x + from.width + 2, from.y, to.x - 2, to.y],
          ...[to.x - 2, to.y + to.height, from.x + from.width + 2, from.y + from.height],
        ],
        { fill: palette.grid, opacity: 0.55 },
      );
    else pen.curve(way.points, { stroke: palette.muted, width: 1.4, opacity: 0.75 });
  }
  for (let strength = 0; strength < LOOKS; strength += 1)
    for (const negative of [false, true]) {
      const alike = edges.groups.filter((each) => each.strength === strength && each.negative === negative);
      pen.segments(
        alike.flatMap((group) => places(group, view)),
        edgeInk(palette, negative, strength),
      );
    }
}

/** The lines of a group whose units both work. */
function places({ from, to, edges, places }: EdgeGroup, view: StepView | null): number[] {
  const [source, target] = [view?.alive[from], view?.alive[to]];
  if (!source && !target) return Array.from(places);
  const kept: number[] = [];
  edges.forEach((edge, at) => {
    if (source?.[edge.source] === 0 || target?.[edge.target] === 0) return;
    for (let part = at * 4; part < at * 4 + 4; part += 1) kept.push(places[part] as number);
  });
  return kept;
}
