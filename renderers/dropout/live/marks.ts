import type { Palette } from '../../drawing/palette.js';
import type { Pen } from '../../drawing/pen.js';
import type { Edge } from '../edges.js';
import { anchor, type Lane, type NetLayout } from '../layout.js';
import type { StepView } from '../model.js';
import { LOOKS } from '../net-edges.js';
import { edgeInk } from '../paint-edges.js';
import { edgesOfUnit, type UnitId } from '../unit-account.js';

/** Weights of one unit to the units of one layer that are drawn, and told in words. */
export const MOST_MARKED = 64;
/** The faintest of these is as well seen as a usual edge. */
const FAINTEST = 1;

/**
 * The weights of one unit, the weak ones too, each as bold as it is large among them.
 *
 * @param seen whose silenced units have no edges; `null` in the standard net.
 */
export function paintMarks(
  pen: Pen,
  { layout: { lanes }, palette }: { layout: NetLayout; palette: Palette },
  view: StepView,
  seen: StepView | null,
  id: UnitId,
): void {
  const lane = lanes[id.column];
  if (!lane) return;
  const works = (column: number, unit: number) => seen?.alive[column]?.[unit] !== 0;
  if (!works(id.column, id.unit)) return;
  const { incoming, outgoing } = edgesOfUnit(view, id, MOST_MARKED);
  for (const { other, edges } of incoming)
    paintLines(
      pen,
      palette,
      edges.filter(({ source }) => works(other, source)),
      ({ source }) => [...anchor(lanes[other] as Lane, source, 'right'), ...anchor(lane, id.unit, 'left')],
    );
  for (const { other, edges } of outgoing)
    paintLines(
      pen,
      palette,
      edges.filter(({ target }) => works(other, target)),
      ({ target }) => [...anchor(lane, id.unit, 'right'), ...anchor(lanes[other] as Lane, target, 'left')],
    );
}

/** The weakest first, so that the strong ones lie over them. */
function paintLines(
  pen: Pen,
  palette: Palette,
  edges: readonly Edge[],
  placeOf: (edge: Edge) => number[],
): void {
  const largest = edges.reduce((most, { weight }) => Math.max(most, Math.abs(weight)), 0) || 1;
  for (const edge of [...edges].reverse()) {
    const share = Math.abs(edge.weight) / largest;
    const strength = FAINTEST + Math.round(share * (LOOKS - 1 - FAINTEST));
    pen.segments(placeOf(edge), edgeInk(palette, edge.weight < 0, strength));
  }
}
