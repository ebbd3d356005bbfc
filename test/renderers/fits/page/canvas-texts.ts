import { parseColor } from '../../../../renderers/drawing/contrast.js';
import { type Box, boxOf, type Place, type Quad, quadOf, within } from './boxes.js';

interface Drawn {
  words: string;
  /** The point that the words were drawn at. */
  anchor: Place;
  /** In pixels of the canvas itself. */
  quad: Quad;
  ink: Inked;
  halo: boolean;
  /** When the box was filled that they stand on; 0 where there is none. */
  grounded: number;
  /** Among all that is drawn. */
  turn: number;
}

/** How words are written, and on what. */
export interface Inked {
  color: string;
  opacity: number;
  /** What lies under them, at some places; see-through where it is the page. */
  grounds: string[];
}

interface Clipping {
  /** The rectangle of the path that is being made, where it is one. */
  path: Box | null;
  clip: Box | null;
  outer: (Box | null)[];
}

const texts = new WeakMap<HTMLCanvasElement, Drawn[]>();
const clippings = new WeakMap<CanvasRenderingContext2D, Clipping>();

/** Outlines of words, which make a halo for those drawn over them. */
const outlines = new WeakMap<HTMLCanvasElement, Pick<Drawn, 'words' | 'anchor'>[]>();
/** Boxes that were filled, and when. */
const filled = new WeakMap<HTMLCanvasElement, { box: Box; turn: number }[]>();
const LEAST_HALO = 2;
/** A box that words stand on has at least this height. */
const LEAST_BOX = 6;
let turns = 0;

/** Counts what is drawn. */
export const nextTurn = (): number => {
  turns += 1;
  return turns;
};

/** What a drawing is limited to now, in pixels of the canvas. */
export const clipOf = (context: CanvasRenderingContext2D): Box | null => clippingOf(context).clip;

/** A point in pixels of the canvas. */
export function placedPoint(context: CanvasRenderingContext2D, x: number, y: number): Place {
  const { a, b, c, d, e, f } = context.getTransform();
  return [a * x + c * y + e, b * x + d * y + f];
}

const EVERYWHERE: Box = { left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 };

function placed(context: CanvasRenderingContext2D, box: Box): Quad {
  const { a, b, c, d, e, f } = context.getTransform();
  const [one, two, three, four] = quadOf(box).map(
    ([x, y]): Place => [a * x + c * y + e, b * x + d * y + f],
  ) as [Place, Place, Place, Place];
  return [one, two, three, four];
}

function clippingOf(context: CanvasRenderingContext2D): Clipping {
  let found = clippings.get(context);
  if (!found) {
    found = { path: null, clip: null, outer: [] };
    clippings.set(context, found);
  }
  return found;
}

const holds = (outer: Box, inner: Box): boolean =>
  outer.left <= inner.left + 1 &&
  outer.right >= inner.right - 1 &&
  outer.top <= inner.top + 1 &&
  outer.bottom >= inner.bottom - 1;

/** Words with a halo are drawn twice at one point. */
const same = (a: Pick<Drawn, 'words' | 'anchor'>, b: Pick<Drawn, 'words' | 'anchor'>): boolean =>
  a.words === b.words && Math.hypot(a.anchor[0] - b.anchor[0], a.anchor[1] - b.anchor[1]) < 0.5;

/** The colours beside the words, before these are drawn. */
function groundsOf(context: CanvasRenderingContext2D, quad: Quad): string[] {
  const { left, top, right, bottom } = boxOf(quad);
  return [left - 1, right + 1].map((x) => {
    const { data } = context.getImageData(Math.round(x), Math.round((top + bottom) / 2), 1, 1);
    const [red, green, blue, alpha = 0] = data;
    return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
  });
}

/** Remembers which words stand on each canvas and where: from now on all drawing is followed. */
export function followCanvases(): void {
  const { prototype } = CanvasRenderingContext2D;
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (
    this: HTMLCanvasElement,
    kind: string,
    options?: object,
  ) {
    return Reflect.apply(getContext, this, [kind, { ...options, willReadFrequently: true }]);
  } as typeof getContext;
  const { fillText, clearRect, beginPath, rect, clip, save, restore, strokeText, fillRect } = prototype;
  prototype.strokeText = function (words, x, y, ...rest) {
    const outline = { words, anchor: placedPoint(this, x, y) };
    if (this.lineWidth >= LEAST_HALO)
      outlines.set(this.canvas, [...(outlines.get(this.canvas) ?? []), outline]);
    return strokeText.call(this, words, x, y, ...rest);
  };
  prototype.fillText = function (words, x, y, ...rest) {
    const {
      actualBoundingBoxLeft,
      actualBoundingBoxRight,
      actualBoundingBoxAscent,
      actualBoundingBoxDescent,
    } = this.measureText(words);
    const drawn: Drawn = {
      words,
      anchor: placed(this, { left: x, top: y, right: x, bottom: y })[0],
      ink: { color: String(this.fillStyle), opacity: this.globalAlpha, grounds: [] },
      halo: false,
      grounded: 0,
      turn: nextTurn(),
      quad: placed(this, {
        left: x - actualBoundingBoxLeft,
        top: y - actualBoundingBoxAscent,
        right: x + actualBoundingBoxRight,
        bottom: y + actualBoundingBoxDescent,
      }),
    };
    drawn.halo = (outlines.get(this.canvas) ?? []).some((outline) => same(outline, drawn));
    drawn.grounded =
      (filled.get(this.canvas) ?? []).findLast(({ box }) => holds(box, boxOf(drawn.quad)))?.turn ?? 0;
    drawn.ink.grounds = groundsOf(this, drawn.quad);
    const others = (texts.get(this.canvas) ?? []).filter((each) => !same(each, drawn));
    if (words.trim() !== '') texts.set(this.canvas, [...others, drawn]);
    return fillText.call(this, words, x, y, ...rest);
  };
  prototype.fillRect = function (x, y, width, height) {
    const box = boxOf(placed(this, { left: x, top: y, right: x + width, bottom: y + height }));
    const [, , , alpha = 0] = typeof this.fillStyle === 'string' ? (parseColor(this.fillStyle) ?? []) : [];
    if (box.bottom - box.top >= LEAST_BOX && alpha * this.globalAlpha > 0.9)
      filled.set(this.canvas, [...(filled.get(this.canvas) ?? []), { box, turn: nextTurn() }]);
    return fillRect.call(this, x, y, width, height);
  };
  prototype.clearRect = function (x, y, width, height) {
    const cleared = within(
      boxOf(placed(this, { left: x, top: y, right: x + width, bottom: y + height })),
      clippingOf(this).clip ?? EVERYWHERE,
    );
    outlines.set(
      this.canvas,
      (outlines.get(this.canvas) ?? []).filter(
        ({ anchor: [atX, atY] }) =>
          atX < cleared.left || atX > cleared.right || atY < cleared.top || atY > cleared.bottom,
      ),
    );
    filled.set(
      this.canvas,
      (filled.get(this.canvas) ?? []).filter(({ box }) => !holds(cleared, box)),
    );
    const known = texts.get(this.canvas);
    if (known)
      texts.set(
        this.canvas,
        known.filter(({ quad }) => {
          const { left, top, right, bottom } = boxOf(quad);
          const [midX, midY] = [(left + right) / 2, (top + bottom) / 2];
          return midX < cleared.left || midX > cleared.right || midY < cleared.top || midY > cleared.bottom;
        }),
      );
    return clearRect.call(this, x, y, width, height);
  };
  prototype.beginPath = function () {
    clippingOf(this).path = null;
    return beginPath.call(this);
  };
  prototype.rect = function (x, y, width, height) {
    clippingOf(this).path = boxOf(placed(this, { left: x, top: y, right: x + width, bottom: y + height }));
    return rect.call(this, x, y, width, height);
  };
  prototype.clip = function (this: CanvasRenderingContext2D, ...rest: unknown[]) {
    const clipping = clippingOf(this);
    if (clipping.path) clipping.clip = within(clipping.path, clipping.clip ?? EVERYWHERE);
    Reflect.apply(clip, this, rest);
  };
  prototype.save = function () {
    const clipping = clippingOf(this);
    clipping.outer.push(clipping.clip);
    return save.call(this);
  };
  prototype.restore = function () {
    const clipping = clippingOf(this);
    clipping.clip = clipping.outer.pop() ?? null;
    return restore.call(this);
  };
  for (const side of ['width', 'height'] as const) {
    const kept = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, side) as PropertyDescriptor;
    Object.defineProperty(HTMLCanvasElement.prototype, side, {
      ...kept,
      set(value: number) {
        texts.delete(this);
        kept.set?.call(this, value);
      },
    });
  }
}

/** The words on a canvas, in pixels of the page. */
export function textsOnCanvas(canvas: HTMLCanvasElement): Omit<Drawn, 'anchor'>[] {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const [scaleX, scaleY] = [width / (canvas.width || 1), height / (canvas.height || 1)];
  return (texts.get(canvas) ?? []).map(({ words, quad, ink, halo, grounded, turn }) => ({
    words,
    ink,
    halo,
    grounded,
    turn,
    quad: quad.map(([x, y]): Place => [left + x * scaleX, top + y * scaleY]) as [Place, Place, Place, Place],
  }));
}
