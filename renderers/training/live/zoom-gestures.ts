import { element } from '../../drawing/page.js';
import type { Domain } from '../../drawing/scale.js';
import { type EpochBounds, type EpochWindow, pan, select, windowNow, zoom } from '../zoom.js';

/** The epoch axis as it is drawn. */
export interface ZoomGround {
  /** Of the plots, in pixels of the chart. */
  left: number;
  width: number;
  top: number;
  height: number;
  /** The epochs at both ends. */
  shown: Domain;
  bounds: EpochBounds;
  zoomed: boolean;
}

interface ZoomHost {
  /** Another part of the epochs shall be shown; nothing for all. */
  change(window: EpochWindow | undefined): void;
  /** The epoch that the cursor is at, which stays in its place. */
  focus(): number | null;
}

/** Pixels that a pointer moves before a click has become a drag. */
const DRAG = 4;
/** Of the width that a key moves along, and of the width that is left by one that goes nearer. */
const STEP = 0.25;
const NEARER = 0.5;
/** Nearer for each pixel of a wheel. */
const WHEEL = 0.002;
/** Pixels of a wheel that counts lines, or pages. */
const WHEEL_UNITS = [1, 16, 400];

interface Drag {
  pointer: number;
  from: number;
  /** Moves what is shown, and does not choose another part. */
  along: boolean;
  began: boolean;
  shown: Domain;
}

/**
 * The pointer and the keys that zoom the epoch axis of a plot. A drag chooses a part, with Shift it moves along; Control
 * and wheel zoom, Shift and wheel move along; + and - zoom, 0 and a double click show all. The wheel alone stays with the
 * notebook.
 */
export class ZoomGestures {
  private readonly range = element('div', { class: 'epb-range', hidden: true, 'aria-hidden': 'true' });
  private ground: ZoomGround | undefined;
  private drag: Drag | undefined;
  /** The click at the end of a drag is none. */
  private dragged = false;

  constructor(
    private readonly plot: HTMLElement,
    private readonly host: ZoomHost,
  ) {
    plot.append(this.range);
    plot.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    plot.addEventListener('pointerdown', (event) => this.press(event));
    plot.addEventListener('pointermove', (event) => this.move(event));
    plot.addEventListener('pointerup', (event) => this.release(event));
    plot.addEventListener('pointercancel', () => this.cancel());
    plot.addEventListener('click', (event) => this.swallow(event), { capture: true });
    plot.addEventListener('keydown', (event) => this.key(event));
  }

  /** The chart was drawn anew. */
  place(ground: ZoomGround): void {
    this.ground = ground;
  }

  /** The next step counts from here, whenever the chart is drawn. */
  private change(window: EpochWindow | undefined): void {
    const { ground } = this;
    if (!ground) return;
    const part = windowNow(window, ground.bounds);
    const { first, last } = ground.bounds;
    this.ground = { ...ground, shown: part ?? [first, last], zoomed: part !== undefined };
    this.host.change(window);
  }

  private within({ left, width }: ZoomGround, event: MouseEvent): number {
    const x = event.clientX - this.plot.getBoundingClientRect().left - left;
    return Math.min(width, Math.max(0, x));
  }

  private epochAt({ width }: ZoomGround, [low, high]: Domain, x: number): number {
    return low + (x / width) * (high - low);
  }

  private wheel(event: WheelEvent): void {
    const { ground } = this;
    if (!ground) return;
    const { bounds, shown } = ground;
    const unit = WHEEL_UNITS[event.deltaMode] ?? 1;
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (event.ctrlKey || event.metaKey) {
      const at = this.epochAt(ground, shown, this.within(ground, event));
      this.change(zoom(shown, Math.exp(event.deltaY * unit * WHEEL), at, bounds));
    } else if (sideways && ground.zoomed) {
      const pixels = (event.deltaX || event.deltaY) * unit;
      this.change(pan(shown, (pixels / ground.width) * (shown[1] - shown[0]), bounds));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private press(event: PointerEvent): void {
    const { ground } = this;
    this.dragged = false;
    if (event.button !== 0 || !ground || (event.target as Element).closest('button')) return;
    const x = event.clientX - this.plot.getBoundingClientRect().left - ground.left;
    if (x < 0 || x > ground.width) return;
    const along = event.shiftKey && ground.zoomed;
    this.drag = { pointer: event.pointerId, from: x, along, began: false, shown: ground.shown };
  }

  private move(event: PointerEvent): void {
    const { drag, ground } = this;
    if (!drag || !ground || event.pointerId !== drag.pointer) return;
    const x = this.within(ground, event);
    if (!drag.began) {
      if (Math.abs(x - drag.from) < DRAG) return;
      drag.began = true;
      this.plot.setPointerCapture(drag.pointer);
      this.plot.dataset.dragging = drag.along ? 'along' : 'range';
    }
    if (drag.along) {
      const by = this.epochAt(ground, drag.shown, drag.from) - this.epochAt(ground, drag.shown, x);
      this.change(pan(drag.shown, by, ground.bounds));
      return;
    }
    this.range.hidden = false;
    this.range.style.cssText = `left:${ground.left + Math.min(x, drag.from)}px;width:${Math.abs(x - drag.from)}px;top:${ground.top}px;height:${ground.height}px`;
  }

  private release(event: PointerEvent): void {
    const { drag, ground } = this;
    if (!drag || event.pointerId !== drag.pointer) return;
    this.cancel();
    this.dragged = drag.began;
    if (!drag.began || drag.along || !ground) return;
    const x = this.within(ground, event);
    // Back where it began it chooses nothing.
    if (Math.abs(x - drag.from) < DRAG) return;
    const [from, to] = [drag.from, x].map((each) => this.epochAt(ground, drag.shown, each));
    this.change(select(from as number, to as number, ground.bounds));
  }

  private cancel(): void {
    this.drag = undefined;
    this.range.hidden = true;
    delete this.plot.dataset.dragging;
  }

  private swallow(event: MouseEvent): void {
    if (!this.dragged) return;
    this.dragged = false;
    event.stopImmediatePropagation();
  }

  private key(event: KeyboardEvent): void {
    const { ground } = this;
    if (event.key === 'Escape' && this.drag?.began) {
      this.cancel();
      this.dragged = true;
      event.stopImmediatePropagation();
      return;
    }
    if (event.target !== this.plot || !ground || event.altKey || event.ctrlKey || event.metaKey) return;
    const { shown, bounds, zoomed } = ground;
    const at = this.host.focus() ?? (shown[0] + shown[1]) / 2;
    const by = (shown[1] - shown[0]) * STEP;
    if (event.key === '+' || event.key === '=') this.change(zoom(shown, NEARER, at, bounds));
    else if (event.key === '-' || event.key === '_') this.change(zoom(shown, 1 / NEARER, at, bounds));
    else if (event.key === '0') this.change(undefined);
    else if (event.shiftKey && zoomed && event.key === 'ArrowLeft') this.change(pan(shown, -by, bounds));
    else if (event.shiftKey && zoomed && event.key === 'ArrowRight') this.change(pan(shown, by, bounds));
    else return;
    event.preventDefault();
    // The cursor of the run stays where it is.
    event.stopImmediatePropagation();
  }
}
