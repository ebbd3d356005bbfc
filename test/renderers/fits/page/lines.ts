import { parseColor } from '../../../../renderers/drawing/contrast.js';
import { type Box, boxOf, type Place, within } from './boxes.js';
import { strokesOnCanvas } from './canvas-strokes.js';
import { type Line, probes, standsOut, WIDEST } from './line.js';
import { canBeSeen, type Seen } from './texts.js';

/** How far the rim of a line may lie from its box, with its corners. */
const RIM = 2 * WIDEST;

/** What is asked of elements while nothing changes, each once. */
class Looks {
  private readonly opacities = new Map<Element, number>();
  private readonly grounds = new Map<Element, { shape: Element; box: DOMRect }[]>();

  /** Of an element with all around it. */
  opacity(each: Element): number {
    let found = this.opacities.get(each);
    if (found === undefined) {
      found =
        Number(getComputedStyle(each).opacity) * (each.parentElement ? this.opacity(each.parentElement) : 1);
      this.opacities.set(each, found);
    }
    return found;
  }

  /** The filled shapes of a drawing that hide what is under them. */
  opaqueShapes(svg: Element): { shape: Element; box: DOMRect }[] {
    let found = this.grounds.get(svg);
    if (!found) {
      found = [...svg.querySelectorAll('rect, circle, ellipse, path')].flatMap((shape) => {
        const { fill, fillOpacity } = getComputedStyle(shape);
        if (fill === 'none' || Number(fillOpacity) * this.opacity(shape) < 0.9) return [];
        return [{ shape, box: shape.getBoundingClientRect() }];
      });
      this.grounds.set(svg, found);
    }
    return found;
  }
}

/** What lies in an upright rectangle, off the stroke of its edge and corners, in its own measures. */
function inRectangle(each: SVGGeometryElement, strokeWidth: number): Box | null {
  if (!(each instanceof SVGRectElement)) return null;
  const { x, y, width, height, rx, ry } = each;
  const edge = strokeWidth / 2 + Math.max(rx.baseVal.value, ry.baseVal.value);
  return {
    left: x.baseVal.value + edge,
    top: y.baseVal.value + edge,
    right: x.baseVal.value + width.baseVal.value - edge,
    bottom: y.baseVal.value + height.baseVal.value - edge,
  };
}

const SHAPES = 'path, line, polyline, polygon, rect';

function svgLines(host: Element, page: string, looks: Looks): Line[] {
  return [...host.querySelectorAll<SVGGeometryElement>(SHAPES)].flatMap((each) => {
    const { stroke, strokeWidth, strokeOpacity, clipPath } = getComputedStyle(each);
    if (stroke === 'none' || each.closest('defs, clipPath, marker') || clipPath !== 'none') return [];
    const matrix = each.getScreenCTM();
    if (!matrix || !canBeSeen(each)) return [];
    if (Number.parseFloat(strokeWidth) * Math.hypot(matrix.a, matrix.b) > WIDEST) return [];
    if (!standsOut(stroke, Number(strokeOpacity) * looks.opacity(each), page)) return [];
    const { a, b, c, d, e, f } = matrix.inverse();
    const inside = inRectangle(each, Number.parseFloat(strokeWidth));
    const { left, top, right, bottom } = each.getBoundingClientRect();
    return {
      holder: each,
      turn: 0,
      box: { left, top, right, bottom },
      meets: ([x, y]) => {
        const [atX, atY] = [a * x + c * y + e, b * x + d * y + f];
        if (inside && atX > inside.left && atX < inside.right && atY > inside.top && atY < inside.bottom)
          return false;
        return each.isPointInStroke({ x: atX, y: atY });
      },
    };
  });
}

/** Elements that are drawn as a rule of one or two pixels, such as a cursor. */
function ruleElements(host: Element, page: string, looks: Looks): Line[] {
  return [...host.querySelectorAll<HTMLElement>('div, span, i, hr')].flatMap((each) => {
    const { left, top, right, bottom, width, height } = each.getBoundingClientRect();
    if (Math.min(width, height) > 3 || Math.max(width, height) < 8 || !canBeSeen(each)) return [];
    const {
      backgroundColor,
      backgroundImage,
      borderLeftColor,
      borderLeftWidth,
      borderTopColor,
      borderTopWidth,
    } = getComputedStyle(each);
    const colors = [
      backgroundColor,
      ...(Number.parseFloat(borderLeftWidth) > 0 ? [borderLeftColor] : []),
      ...(Number.parseFloat(borderTopWidth) > 0 ? [borderTopColor] : []),
    ];
    const opacity = looks.opacity(each);
    // Where a rule leaves gaps for words its picture tells, which cannot be read here.
    if (backgroundImage !== 'none' || !colors.some((color) => standsOut(color, opacity, page))) return [];
    const box = { left, top, right: Math.max(right, left + 1), bottom: Math.max(bottom, top + 1) };
    return {
      holder: each,
      turn: 0,
      box,
      meets: ([x, y]) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
    };
  });
}

/** Whether words leave no line behind them in sight: they have a halo, or a ground of their own. */
function covers(words: Seen, line: Line, looks: Looks): boolean {
  const { holder, halo, grounded, turn } = words;
  if (holder === line.holder) return (halo && turn > line.turn) || grounded > line.turn;
  const later = (line.holder.compareDocumentPosition(holder) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  if (later && (halo || grounded > 0)) return true;
  for (let each: Element | null = holder; each && !each.contains(line.holder); each = each.parentElement)
    if ((parseColor(getComputedStyle(each).backgroundColor)?.[3] ?? 0) > 0.9) return true;
  return later && holder instanceof SVGElement && shapeBetween(words, line, looks);
}

/** A filled shape that lies over the line and under the words. */
function shapeBetween({ holder, quad }: Seen, line: Line, looks: Looks): boolean {
  const box = boxOf(quad);
  const svg = holder.closest('svg');
  return (svg ? looks.opaqueShapes(svg) : []).some(({ shape, box: { left, top, right, bottom } }) => {
    if (shape === line.holder) return false;
    if (left > box.left + 1 || right < box.right - 1 || top > box.top + 1 || bottom < box.bottom - 1)
      return false;
    return (
      (line.holder.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
      (shape.compareDocumentPosition(holder) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    );
  });
}

const meet = (a: Box, b: Box): boolean =>
  a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;

/** The box of an upright clip of a drawing. */
function clipOf(owner: SVGGraphicsElement, clipPath: string): Box {
  const id = /url\(["']?#([^"')]+)/.exec(clipPath)?.[1] ?? '';
  const shape = owner.ownerDocument.getElementById(id)?.firstElementChild;
  const matrix = owner.getScreenCTM();
  if (!(shape instanceof SVGGraphicsElement) || !matrix) return owner.getBoundingClientRect();
  const { x, y, width, height } = shape.getBBox();
  const [from, to] = [new DOMPoint(x, y), new DOMPoint(x + width, y + height)].map((point) =>
    point.matrixTransform(matrix),
  ) as [DOMPoint, DOMPoint];
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

/** What of an element its surroundings let through. */
function inSight(each: Element, host: Element): Box {
  let box: Box = host.getBoundingClientRect();
  for (let outer = each.parentElement; outer && host.contains(outer); outer = outer.parentElement) {
    const { overflowX, overflowY, clipPath } = getComputedStyle(outer);
    if (clipPath !== 'none' && outer instanceof SVGGraphicsElement)
      box = within(box, clipOf(outer, clipPath));
    if (overflowX !== 'visible' || overflowY !== 'visible') box = within(box, outer.getBoundingClientRect());
  }
  return box;
}

/** Words that a line comes through. */
export function crossed(host: Element, seen: readonly Seen[]): Seen[] {
  const page = getComputedStyle(document.body).backgroundColor;
  const looks = new Looks();
  const canvases = [...host.querySelectorAll('canvas')].filter(canBeSeen);
  const lines = [
    ...svgLines(host, page, looks),
    ...ruleElements(host, page, looks),
    ...canvases.flatMap((canvas) => strokesOnCanvas(canvas, page)),
  ];
  const rooms = new Map<Element, Box>();
  for (const { holder } of lines) if (!rooms.has(holder)) rooms.set(holder, inSight(holder, host));
  return seen.filter((words) => {
    const box = boxOf(words.quad);
    let places: Place[] | undefined;
    return lines.some((line) => {
      const room = rooms.get(line.holder) as Box;
      if (!meet(line.box, box) || !meet(room, box)) return false;
      places ??= probes(words.quad);
      const near = line.box;
      const met = places.some(
        ([x, y]) =>
          x >= Math.max(room.left, near.left - RIM) &&
          x <= Math.min(room.right, near.right + RIM) &&
          y >= Math.max(room.top, near.top - RIM) &&
          y <= Math.min(room.bottom, near.bottom + RIM) &&
          line.meets([x, y]),
      );
      return met && !covers(words, line, looks);
    });
  });
}
