import { element } from '../drawing/page.js';
import { FrameDrawer } from '../drawing/visibility.js';
import {
  type Camera,
  firstSight,
  fitted,
  matrixOf,
  pointAt,
  pointSize,
  type Size,
  seen,
  turned,
  within,
  zoomed,
} from './camera.js';
import { CanvasPainter } from './canvas-painter.js';
import { type MarkedPoints, Marks } from './marks.js';
import type { Painter } from './painter.js';
import { WebglPainter } from './webgl-painter.js';

/** Pixels that a pressed pointer may move and still be a click. */
const STILL = 4;
const REACH = 10;
/** Of a turn by one pixel, in radians. */
const TURN = 0.009;
export const ZOOM = 1.25;

interface Acts {
  over(point: number | undefined): void;
  pick(point: number | undefined): void;
  lasso(members: Uint8Array): void;
}

interface Drag {
  pointer: number;
  x: number;
  y: number;
  from: Camera;
  moved: boolean;
  /** Of what is drawn around points; nothing where the picture is moved. */
  line: { x: number; y: number }[] | undefined;
  pan: boolean;
}

/** The points, drawn on WebGL where there is one, and what a pointer does to them. The wheel alone scrolls the page. */
export class Stage {
  readonly root: HTMLElement;
  private readonly voice: HTMLElement;
  private readonly frames: FrameDrawer;
  private readonly resize: ResizeObserver;
  private readonly marks = new Marks();
  private canvas: HTMLCanvasElement;
  private painter: Painter | undefined;
  private camera: Camera = firstSight(3);
  private dimensions: 2 | 3 = 3;
  private places: Float32Array = new Float32Array(0);
  private colors: Uint8Array = new Uint8Array(0);
  private size: Size = { width: 0, height: 0 };
  private shown: Float32Array | undefined;
  private drag: Drag | undefined;
  private selecting = false;
  /** Nobody has turned, moved or zoomed it. */
  private whole = true;

  constructor(
    host: HTMLElement,
    voice: HTMLElement,
    private readonly acts: Acts,
  ) {
    this.voice = voice;
    this.canvas = element('canvas', { 'aria-hidden': 'true' });
    this.root = element(
      'div',
      { class: 'epb-projector-stage', tabindex: '0', role: 'application' },
      this.canvas,
      this.marks.canvas,
    );
    this.frames = new FrameDrawer(host, () => this.draw());
    this.resize = new ResizeObserver(() => this.measure());
    this.resize.observe(this.root);
    this.root.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.root.addEventListener('pointerdown', (event) => this.press(event));
    this.root.addEventListener('pointermove', (event) => this.move(event));
    this.root.addEventListener('pointerup', (event) => this.release(event));
    this.root.addEventListener('pointercancel', () => this.let());
    this.root.addEventListener('pointerleave', () => !this.drag && this.acts.over(undefined));
  }

  /** Says what the stage is to those who listen. */
  name(words: string): void {
    this.root.setAttribute('aria-label', words);
  }

  say(words: string): void {
    if (this.voice.textContent !== words) this.voice.textContent = words;
  }

  get sight(): Camera {
    return this.camera;
  }

  get isWebgl(): boolean {
    return this.painter instanceof WebglPainter;
  }

  /** @param anew They are other points, or stand otherwise: they are looked at as a whole, unless the person has turned them. */
  setPlaces(places: Float32Array, dimensions: 2 | 3, anew: boolean): void {
    if (dimensions !== this.dimensions) this.whole = true;
    this.dimensions = dimensions;
    this.places = places;
    this.shown = undefined;
    this.painter?.setPlaces(places);
    if (anew && this.whole) this.fit();
    this.frames.request();
  }

  setColors(colors: Uint8Array): void {
    this.colors = colors;
    this.painter?.setColors(colors);
    this.frames.request();
  }

  mark(marked: MarkedPoints): void {
    this.marks.set(marked);
    this.frames.request();
  }

  select(selecting: boolean): void {
    this.selecting = selecting;
    this.root.toggleAttribute('data-select', selecting);
  }

  zoom(direction: 1 | -1): void {
    this.look(zoomed(this.camera, ZOOM ** direction, this.size));
  }

  showAll(): void {
    this.fit();
    this.frames.request();
  }

  private fit(): void {
    this.whole = true;
    this.camera = fitted(this.places, this.size, this.dimensions);
    this.shown = undefined;
  }

  /** Turns in three dimensions, moves in two, by so many pixels. */
  shift(dx: number, dy: number): void {
    this.look(this.moved(this.camera, dx, dy, this.dimensions === 2));
  }

  end(): void {
    this.resize.disconnect();
    this.frames.end();
    this.painter?.end();
    this.painter = undefined;
  }

  private look(camera: Camera): void {
    this.camera = camera;
    this.whole = false;
    this.shown = undefined;
    this.frames.request();
  }

  private moved(from: Camera, dx: number, dy: number, pan: boolean): Camera {
    return pan
      ? { ...from, x: from.x + dx, y: from.y + dy }
      : { ...from, rotation: turned(from.rotation, dx * TURN, dy * TURN) };
  }

  private measure(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (width === 0 || height === 0 || (width === this.size.width && height === this.size.height)) return;
    this.size = { width, height };
    this.shown = undefined;
    if (this.whole) this.fit();
    this.painter?.resize(this.size, devicePixelRatio);
    this.marks.resize(this.size, devicePixelRatio);
    this.frames.request();
  }

  private start(): Painter | undefined {
    const made = WebglPainter.on(this.canvas, () => this.fallBack()) ?? this.plain();
    if (!made) return undefined;
    this.use(made);
    return made;
  }

  private plain(): Painter | undefined {
    // A canvas that has had a context of one kind gives none of another.
    const canvas = element('canvas', { 'aria-hidden': 'true' });
    this.canvas.replaceWith(canvas);
    this.canvas = canvas;
    const context = canvas.getContext('2d');
    return context ? new CanvasPainter(canvas, context) : undefined;
  }

  private use(painter: Painter): void {
    this.painter = painter;
    painter.resize(this.size, devicePixelRatio);
    painter.setPlaces(this.places);
    painter.setColors(this.colors);
  }

  private fallBack(): void {
    if (!this.painter) return;
    const plain = this.plain();
    if (plain) this.use(plain);
    this.frames.request();
  }

  private draw(): void {
    if (this.size.width === 0) this.measure();
    const painter = this.size.width > 0 ? (this.painter ?? this.start()) : undefined;
    if (!painter) return;
    const { camera, dimensions, size, places } = this;
    const matrix = matrixOf(camera, size, dimensions);
    painter.draw(matrix, pointSize(places.length / 3) * Math.min(3, Math.max(1, camera.zoom ** 0.4)));
    this.marks.draw(places, matrix, pointSize(places.length / 3));
  }

  private get now(): Float32Array {
    this.shown ??= seen(this.places, matrixOf(this.camera, this.size, this.dimensions), this.size);
    return this.shown;
  }

  private at(event: MouseEvent): { x: number; y: number } {
    const { left, top } = this.root.getBoundingClientRect();
    return { x: event.clientX - left - this.root.clientLeft, y: event.clientY - top - this.root.clientTop };
  }

  private under(event: MouseEvent): number | undefined {
    if (this.size.width === 0) return undefined;
    const { x, y } = this.at(event);
    return pointAt(this.now, x, y, REACH);
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.look(zoomed(this.camera, ZOOM ** (event.deltaY < 0 ? 1 : -1), this.size, this.at(event)));
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.drag = {
      pointer: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      from: this.camera,
      moved: false,
      line: this.selecting ? [this.at(event)] : undefined,
      pan: this.dimensions === 2 || event.shiftKey,
    };
  }

  private move(event: PointerEvent): void {
    const { drag } = this;
    if (!drag) {
      const point = this.under(event);
      this.root.toggleAttribute('data-over', point !== undefined);
      this.acts.over(point);
      return;
    }
    if (event.pointerId !== drag.pointer) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < STILL) return;
    if (!drag.moved) this.root.setPointerCapture(event.pointerId);
    drag.moved = true;
    this.root.setAttribute('data-dragged', '');
    if (drag.line) {
      drag.line.push(this.at(event));
      this.marks.setLine(drag.line);
      this.frames.request();
    } else this.look(this.moved(drag.from, dx, dy, drag.pan));
  }

  private release(event: PointerEvent): void {
    const { drag } = this;
    this.let();
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.moved) this.acts.pick(this.under(event));
    else if (drag.line) this.acts.lasso(within(this.now, drag.line));
  }

  private let(): void {
    this.drag = undefined;
    this.marks.setLine([]);
    this.root.removeAttribute('data-dragged');
    this.frames.request();
  }
}
