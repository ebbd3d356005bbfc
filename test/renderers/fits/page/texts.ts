import { type Box, boxOf, isEmpty, type Place, type Quad, quadOf, within } from './boxes.js';
import { type Inked, textsOnCanvas } from './canvas-texts.js';
import { SvgInk } from './svg-ink.js';

/** Words that can be seen. */
export interface Seen {
  words: string;
  quad: Quad;
  /** A label of a drawing, not a part of running text. */
  label: boolean;
  /** What of it is in sight. */
  part: Box;
  /** The text in the page that the words are of, or what was drawn. */
  node: object;
  /** Of the words of a drawing: browsers' tools see those of running text. */
  ink: Inked | null;
  /** The text of a drawing that the words are a part of. */
  whole: object;
  holder: Element;
  /** A rim in the colour of the page keeps lines off. */
  halo: boolean;
  /** When the box on a canvas was filled that they stand on; 0 where there is none. */
  grounded: number;
  /** Of what is drawn on a canvas, in turn. */
  turn: number;
}

/** The words of a host, and those of them that something cuts. */
export interface Sight {
  seen: Seen[];
  cut: { words: string; by: string; told: boolean }[];
  /** Elements that can be scrolled, and how. */
  scrolls: { by: string; down: boolean; inside: boolean }[];
}

/** Less than this is no loss. */
const TOLERANCE = 1;

/** An element in a few words: its class, or its name. */
export const nameOf = (each: Element): string => {
  const [first] = each.classList;
  return first ? `.${first}` : each.tagName.toLowerCase();
};

/** Of an element that is there for who listens alone. */
const forEars = (each: Element): boolean => {
  const { clipPath } = getComputedStyle(each);
  return clipPath.startsWith('inset(50%');
};

export const canBeSeen = (each: Element): boolean =>
  each.checkVisibility({ visibilityProperty: true, opacityProperty: true });

/** A line box without the room over capitals and under the baseline. */
const ink = ({ left, top, right, bottom }: Box): Box => {
  const height = bottom - top;
  return { left, right, top: top + height * 0.17, bottom: bottom - height * 0.12 };
};

function inner(each: Element): Box {
  const { left, top, right, bottom } = each.getBoundingClientRect();
  if (!(each instanceof HTMLElement)) return { left, top, right, bottom };
  const edge = getComputedStyle(each);
  return {
    left: left + Number.parseFloat(edge.borderLeftWidth),
    top: top + Number.parseFloat(edge.borderTopWidth),
    right: right - Number.parseFloat(edge.borderRightWidth),
    bottom: bottom - Number.parseFloat(edge.borderBottomWidth),
  };
}

const SCROLLS = /auto|scroll/;
/** Scrolls once it has the focus. */
const QUIET = 'epb-quiet-scroll';
const scrollsDown = (each: Element, { overflowY }: CSSStyleDeclaration) =>
  (SCROLLS.test(overflowY) || each.classList.contains(QUIET)) &&
  each.scrollHeight > each.clientHeight + TOLERANCE;
const scrollsSideways = (each: Element, { overflowX }: CSSStyleDeclaration) =>
  SCROLLS.test(overflowX) && each.scrollWidth > each.clientWidth + TOLERANCE;

/** An element that what is in it may not leave. */
interface Edge {
  owner: Element;
  name: string;
  room: Box;
  down: boolean;
  sideways: boolean;
}

/** What is asked of elements, each once. */
class Surroundings {
  private readonly around = new Map<Element, Edge[]>();
  private readonly ears = new Map<Element, boolean>();

  constructor(private readonly host: Element) {}

  /** The edges around an element, the nearest first. */
  edges(each: Element): Edge[] {
    let found = this.around.get(each);
    if (!found) {
      const outer = each === this.host || !each.parentElement ? [] : this.edges(each.parentElement);
      const own = edgeOf(each);
      found = own ? [own, ...outer] : outer;
      this.around.set(each, found);
    }
    return found;
  }

  /** Within an element that is there for who listens alone. */
  private spoken(each: Element): boolean {
    let found = this.ears.get(each);
    if (found === undefined) {
      found =
        forEars(each) ||
        (each !== this.host && each.parentElement !== null && this.spoken(each.parentElement));
      this.ears.set(each, found);
    }
    return found;
  }

  hidden(each: Element): boolean {
    return !canBeSeen(each) || this.spoken(each);
  }
}

function edgeOf(each: Element): Edge | null {
  if (each instanceof SVGElement && !(each instanceof SVGSVGElement)) return null;
  const style = getComputedStyle(each);
  if (style.overflowX === 'visible' && style.overflowY === 'visible') return null;
  return {
    owner: each,
    name: nameOf(each),
    room: inner(each),
    down: scrollsDown(each, style),
    sideways: scrollsSideways(each, style),
  };
}

/** What of a box the edges around it let through, and which of them cuts it. */
function visiblePart(box: Box, edges: readonly Edge[]): { part: Box; by: string | null } {
  let part = box;
  let by: string | null = null;
  for (const { name, room, down, sideways } of edges) {
    const before = part;
    part = within(part, room);
    const wide = before.left < room.left - TOLERANCE || before.right > room.right + TOLERANCE;
    const tall = before.top < room.top - TOLERANCE || before.bottom > room.bottom + TOLERANCE;
    if ((wide && !sideways) || (tall && !down)) by ??= name;
  }
  return { part, by };
}

/** Whether a tip or a title tells the words whole. */
function isTold(words: string, from: Element, host: Element): boolean {
  for (let each: Element | null = from; each && each !== host; each = each.parentElement) {
    const titles = [each.getAttribute('title'), each.querySelector(':scope > title')?.textContent];
    if (titles.some((title) => title?.replace(/\s+/g, ' ').includes(words))) return true;
  }
  return false;
}

function htmlText(node: Text, parent: Element): { quads: Quad[]; label: boolean } {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rows = [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5);
  if (!(parent instanceof SVGGraphicsElement))
    return { quads: rows.map((row) => quadOf(ink(row))), label: false };
  const matrix = parent.getScreenCTM();
  if (!matrix || (Math.abs(matrix.b) < 0.01 && Math.abs(matrix.c) < 0.01))
    return { quads: rows.map((row) => quadOf(ink(row))), label: true };
  const { x, y, width, height } = parent.getBBox();
  const turned = quadOf(ink({ left: x, top: y, right: x + width, bottom: y + height })).map(
    ([atX, atY]): Place => {
      const point = new DOMPoint(atX, atY).matrixTransform(matrix);
      return [point.x, point.y];
    },
  ) as [Place, Place, Place, Place];
  return { quads: [turned], label: true };
}

function hasHalo(text: Element): boolean {
  const { stroke, strokeWidth, paintOrder } = getComputedStyle(text);
  return stroke !== 'none' && Number.parseFloat(strokeWidth) >= 2 && paintOrder.startsWith('stroke');
}

/** Reads all words of a host. */
export function look(host: Element): Sight {
  const sight: Sight = { seen: [], cut: [], scrolls: [] };
  const around = new Surroundings(host);
  const svgInk = new SvgInk();
  const hidden = (each: Element) => around.hidden(each);
  const add = (
    words: string,
    quad: Quad,
    label: boolean,
    node: object,
    holder: Element,
    ink: Inked | null,
    { halo, grounded, turn }: Pick<Seen, 'halo' | 'grounded' | 'turn'>,
  ) => {
    const box = boxOf(quad);
    const { part, by } = visiblePart(box, around.edges(holder));
    if (by) sight.cut.push({ words, by, told: isTold(words, holder, host) });
    if (isEmpty(part)) return;
    // Only an upright text can be made smaller by what it is scrolled in.
    const upright = quad.every(
      ([x, y]) => [box.left, box.right].includes(x) && [box.top, box.bottom].includes(y),
    );
    sight.seen.push({
      words,
      quad: upright ? quadOf(part) : quad,
      label,
      part,
      node,
      whole: holder.closest('text') ?? node,
      ink,
      holder,
      halo,
      grounded,
      turn,
    });
  };
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const words = node.data.replace(/\s+/g, ' ').trim();
    const parent = node.parentElement;
    if (!words || !parent || parent.closest('option, style, title, desc') || hidden(parent)) continue;
    const { quads, label } = htmlText(node, parent);
    const ink = label ? svgInk.of(parent) : null;
    const rim = { halo: label && hasHalo(parent), grounded: 0, turn: 0 };
    for (const quad of quads) add(words, quad, label, node, parent, ink, rim);
  }
  for (const canvas of host.querySelectorAll('canvas'))
    if (!hidden(canvas))
      for (const drawn of textsOnCanvas(canvas))
        add(drawn.words, drawn.quad, true, drawn, canvas, drawn.ink, drawn);
  for (const select of host.querySelectorAll('select')) {
    if (hidden(select)) continue;
    const words = select.selectedOptions[0]?.textContent ?? '';
    if (widthOf(words, select) > roomOf(select) + TOLERANCE)
      sight.cut.push({ words, by: 'select', told: true });
  }
  for (const each of [host, ...host.querySelectorAll('*')]) {
    const [own, ...outer] = around.edges(each);
    if (own?.owner !== each || (!own.down && !own.sideways) || hidden(each)) continue;
    sight.scrolls.push({
      by: own.name,
      down: own.down,
      inside: outer.some(({ down, sideways }) => down || sideways),
    });
  }
  return sight;
}

const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;

function widthOf(words: string, each: Element): number {
  pen.font = getComputedStyle(each).font;
  return pen.measureText(words).width;
}

/** The arrow of a choice. */
const ARROW = 18;

function roomOf(select: HTMLSelectElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(select);
  return select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - ARROW;
}
