import { element } from '../drawing/page.js';

/** The part of a drawing that is in sight: its scale, and where its corner lies. */
export interface Sight {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

const STEP = 1.3;
const MOST = 3;
/** Drawn smaller, words are hard to read. */
const READABLE = 0.6;
/** Pixels that a pressed pointer may move and still be a click. */
const STILL = 4;

/** The whole of a drawing in a place, never larger than it is. */
export const wholeSight = (drawing: Size, place: Size): Sight => ({
  scale: Math.min(1, place.width / drawing.width, place.height / drawing.height),
  x: 0,
  y: 0,
});

/** Keeps a drawing in its place: no further than its edges. */
export function kept({ scale, x, y }: Sight, drawing: Size, place: Size): Sight {
  const bound = (at: number, size: number, room: number) => Math.min(0, Math.max(room - size * scale, at));
  return { scale, x: bound(x, drawing.width, place.width), y: bound(y, drawing.height, place.height) };
}

/** A place in which a drawing is zoomed and moved. The wheel alone scrolls the page: it zooms with Ctrl or Cmd. */
export class Stage {
  readonly root = element('div', { class: 'epb-model-stage' });
  private readonly svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  private readonly ground = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  private drawing: Size = { width: 1, height: 1 };
  private place: Size = { width: 1, height: 1 };
  private sight: Sight = { scale: 1, x: 0, y: 0 };
  private whole = true;
  private drag: { pointer: number; x: number; y: number; from: Sight; moved: boolean } | undefined;

  constructor(private readonly changed: () => void) {
    this.svg.append(this.ground);
    this.root.append(this.svg);
    this.root.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.root.addEventListener('pointerdown', (event) => this.press(event));
    this.root.addEventListener('pointermove', (event) => this.move(event));
    for (const end of ['pointerup', 'pointercancel'] as const)
      this.root.addEventListener(end, () => {
        this.root.removeAttribute('data-dragged');
        // A click follows at once; only that one is of the drag.
        setTimeout(() => {
          this.drag = undefined;
        });
      });
    this.root.addEventListener('click', (event) => this.drag?.moved && event.stopPropagation(), true);
  }

  /** The group that holds the drawing. */
  get content(): SVGGElement {
    return this.ground;
  }

  get isWhole(): boolean {
    return this.whole;
  }

  /** @param label What the drawing is, for those who listen. */
  draw(markup: string, drawing: Size, place: Size, label: string): void {
    this.drawing = drawing;
    this.place = place;
    this.ground.innerHTML = markup;
    this.svg.setAttribute('width', String(place.width));
    this.svg.setAttribute('height', String(place.height));
    this.svg.setAttribute('role', 'group');
    this.svg.setAttribute('aria-label', label);
    if (this.whole) this.sight = wholeSight(drawing, place);
    this.apply();
  }

  showWhole(): void {
    this.whole = true;
    this.sight = wholeSight(this.drawing, this.place);
    this.apply();
  }

  /** Larger or smaller by a step, about the middle or a point of the stage. */
  zoom(
    direction: 1 | -1,
    about: { x: number; y: number } = { x: this.place.width / 2, y: this.place.height / 2 },
  ): void {
    const least = wholeSight(this.drawing, this.place).scale;
    const scale = Math.min(Math.max(MOST, least), this.sight.scale * STEP ** direction);
    if (scale <= least) {
      this.showWhole();
      return;
    }
    const by = scale / this.sight.scale;
    this.whole = false;
    this.sight = {
      scale,
      x: about.x - (about.x - this.sight.x) * by,
      y: about.y - (about.y - this.sight.y) * by,
    };
    this.apply();
  }

  /** Moves a part of the drawing into the middle, large enough to be read. */
  approach(box: { x: number; y: number; width: number; height: number }): void {
    if (this.sight.scale >= READABLE) {
      this.reveal(box);
      return;
    }
    this.whole = false;
    const { width, height } = this.place;
    this.sight = { scale: 1, x: width / 2 - box.x - box.width / 2, y: height / 2 - box.y - box.height / 2 };
    this.apply();
  }

  /** Moves a part of the drawing into sight. */
  reveal(box: { x: number; y: number; width: number; height: number }): void {
    if (this.whole) return;
    const { scale } = this.sight;
    const shift = (at: number, low: number, size: number, room: number) => {
      const [from, to] = [at + low * scale, at + (low + size) * scale];
      if (from < 0) return at - from + 8;
      return to > room ? at - (to - room) - 8 : at;
    };
    this.sight = {
      scale,
      x: shift(this.sight.x, box.x, box.width, this.place.width),
      y: shift(this.sight.y, box.y, box.height, this.place.height),
    };
    this.apply();
  }

  private apply(): void {
    this.sight = kept(this.sight, this.drawing, this.place);
    const { scale, x, y } = this.sight;
    const round = (value: number) => Math.round(value * 1000) / 1000;
    this.ground.setAttribute('transform', `translate(${round(x)} ${round(y)}) scale(${round(scale)})`);
    const larger =
      this.drawing.width * scale > this.place.width + 1 ||
      this.drawing.height * scale > this.place.height + 1;
    this.root.toggleAttribute('data-larger', larger);
    this.changed();
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = this.root.getBoundingClientRect();
    this.zoom(event.deltaY < 0 ? 1 : -1, { x: event.clientX - left, y: event.clientY - top });
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || !this.root.hasAttribute('data-larger')) return;
    this.drag = {
      pointer: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      from: this.sight,
      moved: false,
    };
  }

  private move(event: PointerEvent): void {
    const { drag } = this;
    if (!drag || event.pointerId !== drag.pointer || (event.buttons & 1) === 0) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < STILL) return;
    if (!drag.moved) this.root.setPointerCapture(event.pointerId);
    drag.moved = true;
    this.root.setAttribute('data-dragged', '');
    this.whole = false;
    this.sight = { ...drag.from, x: drag.from.x + dx, y: drag.from.y + dy };
    this.apply();
  }
}
