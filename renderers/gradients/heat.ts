import type { GradientsPayload } from '../../protocol/index.js';
import { blend } from '../drawing/blend.js';
import { type Frame, frameX } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { position } from '../drawing/scale.js';
import { round } from '../drawing/svg.js';
import { type FlowCall, flowCalls, gradientAt, type Measure } from './model.js';

/** Shades from the smallest gradient to the largest. */
const SHADES = 24;
/** The smallest gradient is not the background, which is 0. */
const FAINTEST = 0.1;

/** The colour of a shade, from 0 to 1. */
export const shadeColor = (share: number, { heat, background }: Palette): string =>
  blend(heat, background, FAINTEST + (1 - FAINTEST) * share);

/** From which x to which each recorded epoch reaches: half way to the next. */
function columnEdges(frame: Frame, epochs: readonly number[]): number[] {
  const middle = epochs.slice(1).map((epoch, row) => frameX(frame, (epoch + (epochs[row] as number)) / 2));
  return [frame.x, ...middle, frame.x + frame.width];
}

type Mark = Exclude<FlowCall['kind'], 'no-gradient'>;

/**
 * A cell for each layer and recorded epoch, its shade by the logarithm of the gradient; under cells of a layer that is called
 * out, a rule. Cells that are alike are drawn as one.
 *
 * @param domain The smallest and the largest gradient.
 * @param rows Of the payload that are drawn.
 */
export function heatCells(
  payload: GradientsPayload,
  rows: readonly number[],
  measure: Measure,
  frame: Frame,
  domain: [number, number],
  palette: Palette,
): string {
  const edges = columnEdges(
    frame,
    rows.map((row) => payload.epochs[row] as number),
  );
  const height = frame.height / Math.max(1, payload.layers.length);
  const gap = height >= 8 ? 1 : 0;
  const paths = new Map<string, string>();
  const put = (color: string, path: string) => paths.set(color, (paths.get(color) ?? '') + path);
  const calls = rows.map((row) => flowCalls(payload, row));
  let rules = '';
  payload.layers.forEach((layer, index) => {
    const y = frame.y + index * height;
    const colors = rows.map((row) => cellColor(gradientAt(layer, measure, row), domain, palette));
    stretches(colors, (color, from, to) => {
      const [left, right] = [edges[from] as number, edges[to] as number];
      const box = `M${round(left)},${round(y)}H${round(right)}v${round(height - gap)}H${round(left)}z`;
      if (color !== null) put(color, box);
    });
    const marks = calls.map(
      (each) => each.find((call) => 'index' in call && call.index === index)?.kind as Mark | undefined,
    );
    stretches(marks, (mark, from, to) => {
      if (!mark) return;
      const [left, right] = [edges[from] as number, edges[to] as number];
      rules += callRule(
        mark,
        { from: left, to: right, y: y + height - gap, width: gap > 0 ? 2 : 1 },
        palette,
      );
    });
  });
  return (
    [...paths]
      .map(([color, path]) => `<path d="${path}" fill="${color}" shape-rendering="crispEdges"/>`)
      .join('') + rules
  );
}

/** Vanishing is dotted, what is too large is whole: colour is not what tells them apart. */
function callRule(
  mark: Mark,
  { from, to, y, width }: { from: number; to: number; y: number; width: number },
  { bad }: Palette,
): string {
  const dash = mark === 'vanishing' ? ' stroke-dasharray="2 2"' : '';
  return `<path d="M${round(from)},${round(y - width / 2)}H${round(to)}" stroke="${bad}" stroke-width="${width}"${dash}/>`;
}

/** `null` where there is nothing to draw: not recorded, or exactly 0. */
function cellColor(value: number | null, domain: [number, number], palette: Palette): string | null {
  if (value === null || value === 0) return null;
  if (!Number.isFinite(value)) return palette.bad;
  const share = 1 - position(value, domain, 1, true);
  return shadeColor(Math.round(share * SHADES) / SHADES, palette);
}

/** Calls back for each stretch of equal values. */
function stretches<T>(values: readonly T[], visit: (value: T, from: number, to: number) => void): void {
  let from = 0;
  for (let at = 1; at <= values.length; at++) {
    if (at < values.length && values[at] === values[from]) continue;
    visit(values[from] as T, from, at);
    from = at;
  }
}
