import type { Locale, TimelinePayload } from '../../../protocol/index.js';
import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import type { RunCursor } from '../../drawing/run-cursor.js';
import { type EpochAxis, epochUnder, pixelOf } from '../axis.js';
import { type Checkpoint, checkpointOf } from '../checkpoint.js';
import { LANE_HEIGHT, type LaneModel, laneBox, type Mark } from '../lane-model.js';
import {
  ground,
  keySvg,
  type LaneInk,
  laneEnd,
  laneHead,
  moreText,
  rateWords,
  rowLines,
  stopLines,
} from '../lanes-picture.js';
import { lanesHeight, type TimelineModel, timelineModel } from '../model.js';
import { timelineStrings } from '../strings.js';
import { MarkNodes, markSentence } from './mark-nodes.js';
import { nextMark, type Place } from './moves.js';
import { Why } from './why.js';

const SVG = 'http://www.w3.org/2000/svg';

/** The key below the lanes, in pixels. */
export const keyHeight = 24;

/** What the lanes tell and ask of the picture that they are part of. */
export interface LanesHost {
  /** Of the run: moved by pointer and focus, pinned by a click, freed by Escape. */
  cursor: RunCursor;
  /** Asks for a cell that loads a file; `null` where nobody hears it. */
  load: ((checkpoint: Checkpoint) => void) | null;
  /** Pixels above the lanes that words may cover. */
  above: number;
}

/** One lane in the page. */
interface LaneNode {
  under: SVGGElement;
  over: SVGGElement;
  marks: MarkNodes;
  model: LaneModel;
}

/**
 * The lanes in the page, under curves that share their epoch axis. What is drawn again is only what changed: a new event is
 * one new element.
 */
export class TimelineLanes {
  readonly root: HTMLElement;
  private readonly svg = document.createElementNS(SVG, 'svg');
  private readonly ground = document.createElementNS(SVG, 'g');
  private readonly body = document.createElementNS(SVG, 'g');
  private readonly between = document.createElementNS(SVG, 'g');
  private readonly key = document.createElementNS(SVG, 'g');
  private readonly rule = element('div', { class: 'epb-lane-rule', hidden: true });
  private readonly why: Why;
  private lanes: LaneNode[] = [];
  private model: TimelineModel | undefined;
  private payload: TimelinePayload | undefined;
  private ink: LaneInk | undefined;
  private drawn = new Map<Element, string>();
  private current: Place | null = null;
  /** The epoch under the pointer or the focus. */
  private epoch: number | null = null;

  constructor(
    private readonly locale: Locale,
    private readonly host: LanesHost,
  ) {
    this.why = new Why(locale, () => {
      if (!this.svg.matches(':hover')) this.hover(null);
    });
    this.svg.append(this.ground, this.body, this.between, this.key);
    this.root = element(
      'div',
      { class: 'epb-lanes', role: 'group', 'aria-label': timelineStrings[locale].lanes },
      this.svg,
      this.rule,
      this.why.root,
    );
    this.svg.addEventListener('pointermove', (event) => this.pointAt(event));
    this.svg.addEventListener('pointerover', (event) => this.tell(event.target));
    this.root.addEventListener('pointerleave', () => {
      this.why.leave();
      this.hover(null);
    });
    this.svg.addEventListener('click', () => this.pin());
    // On the element around the drawing: an svg that listens to focus would itself be a stop of the Tab key.
    this.root.addEventListener('focusin', (event) => {
      if (this.svg.contains(event.target as Node)) this.tell(event.target);
    });
    this.root.addEventListener('focusout', () => this.why.leave());
    this.root.addEventListener('keydown', (event) => this.press(event));
    this.svg.addEventListener('dblclick', (event) => {
      if (this.tell(event.target)) this.why.press();
    });
  }

  /** Pixels that so many callbacks take, from the start to the end of a run. */
  static height(callbacks: number): number {
    return callbacks === 0 ? 0 : lanesHeight(callbacks) + keyHeight;
  }

  /** Draws what changed, and says what it drew. */
  draw(
    payload: TimelinePayload,
    place: {
      left: number;
      right: number;
      width: number;
      axis?: EpochAxis;
      palette: Palette;
      /** What stands between the lanes and their key: an axis, where there is none above. */
      between?: { body: string; height: number };
    },
  ): TimelineModel {
    const { left, right, width, palette } = place;
    const plot = Math.max(1, width - left - right);
    const model = timelineModel(payload, { width: plot, axis: place.axis, ticks: plot < 300 ? 5 : 10 });
    const ink: LaneInk = { palette, locale: this.locale, left, right, running: payload.status === 'running' };
    [this.model, this.payload, this.ink] = [model, payload, ink];
    const height = lanesHeight(model.lanes.length);
    const between = place.between ?? { body: '', height: 0 };
    const whole = TimelineLanes.height(payload.callbacks.lanes.length) + between.height;
    this.root.style.height = `${whole}px`;
    this.svg.setAttribute('width', String(width));
    this.svg.setAttribute('height', String(whole));
    this.between.setAttribute('transform', `translate(${left} ${height})`);
    this.fill(this.between, between.body);
    for (const part of [this.ground, this.body]) part.setAttribute('transform', `translate(${left} 0)`);
    this.key.setAttribute('transform', `translate(8 ${height + between.height + 5})`);
    this.fill(this.ground, ground(model, ink) + stopLines(model, 0, height, ink));
    this.fill(this.key, this.keyBody(model, width - 16, ink));
    this.hold(model.lanes);
    for (const [index, lane] of model.lanes.entries())
      this.drawLane(this.lanes[index] as LaneNode, lane, ink);
    this.rove();
    this.rule.style.height = `${height}px`;
    this.follow();
    return model;
  }

  /** Shows where the cursor of the run points, as the curves do. */
  follow(): void {
    const { model, ink } = this;
    const { position, pinned } = this.host.cursor.state;
    const epoch = position?.epoch ?? null;
    this.rule.toggleAttribute('data-pinned', pinned);
    this.rule.hidden = epoch === null || !model;
    if (epoch === null || !model || !ink) return;
    this.rule.style.left = `${ink.left + pixelOf(model.axis, epoch, model.width)}px`;
  }

  end(): void {
    this.why.end();
    this.hover(null);
  }

  private hover(epoch: number | null): void {
    if (epoch === null && this.epoch === null) return;
    this.epoch = epoch;
    this.host.cursor.hover(epoch === null ? null : { epoch });
  }

  private pin(): void {
    if (this.epoch !== null) this.host.cursor.pin({ epoch: this.epoch });
  }

  /** One line: the signs as far as they fit, or the names of callbacks that have no lane. */
  private keyBody(model: TimelineModel, width: number, ink: LaneInk): string {
    const more = moreText(model, this.locale);
    return keySvg(model, width, ink, { lines: 1, note: more }).body;
  }

  /** As many lanes in the page as there are. */
  private hold(models: readonly LaneModel[]): void {
    while (this.lanes.length > models.length) {
      const last = this.lanes.pop();
      last?.marks.root.parentElement?.remove();
    }
    for (let index = this.lanes.length; index < models.length; index += 1) {
      const group = document.createElementNS(SVG, 'g');
      const row = document.createElementNS(SVG, 'g');
      const under = document.createElementNS(SVG, 'g');
      const over = document.createElementNS(SVG, 'g');
      const marks = new MarkNodes();
      group.setAttribute('transform', `translate(0 ${index * LANE_HEIGHT})`);
      for (const part of [row, marks.root]) part.setAttribute('transform', `translate(0 ${laneBox.label})`);
      row.append(under);
      group.append(over, row, marks.root);
      this.body.append(group);
      this.lanes.push({ under, over, marks, model: models[index] as LaneModel });
    }
  }

  private drawLane(node: LaneNode, lane: LaneModel, ink: LaneInk): void {
    const width = (this.model as TimelineModel).width;
    node.model = lane;
    this.fill(node.over, laneHead(lane, width, ink));
    this.fill(
      node.under,
      rowLines(lane, width, ink) + rateWords(lane, width, ink) + laneEnd(lane, width, ink),
    );
    node.marks.draw(lane, ink, this.host.load !== null);
  }

  /** Sets an element's content only where it differs. */
  private fill(target: Element, content: string): void {
    if (this.drawn.get(target) === content) return;
    this.drawn.set(target, content);
    target.innerHTML = content;
  }

  /** One mark is in the order of the Tab key: the one last visited, else the first. */
  private rove(): void {
    const models = this.lanes.map(({ model }) => model);
    if (this.current && this.lanes[this.current.lane]?.marks.node(this.current.key) === undefined) {
      const had = this.svg.contains(document.activeElement) || document.activeElement === document.body;
      this.current = nextMark(models, this.current, 'nearest');
      if (had && this.current && !this.why.root.hidden)
        this.nodeOf(this.current)?.focus({ preventScroll: true });
    }
    this.current ??= nextMark(models, null, 'nearest');
    if (this.current) this.nodeOf(this.current)?.setAttribute('tabindex', '0');
  }

  private nodeOf({ lane, key }: Place): SVGGElement | undefined {
    return this.lanes[lane]?.marks.node(key);
  }

  private press(event: KeyboardEvent): void {
    const mark = event.target instanceof Element ? event.target.closest('.epb-mark') : null;
    if (event.key === 'Escape') {
      this.why.hide();
      this.epoch = null;
      this.host.cursor.release();
      if (mark instanceof SVGElement) mark.blur();
      else (document.activeElement as HTMLElement | null)?.blur();
    } else if (mark && (event.key === 'Enter' || event.key === ' ')) {
      if (mark.getAttribute('role') === 'button') this.why.press();
      else this.pin();
    } else {
      const models = this.lanes.map(({ model }) => model);
      const to = mark ? nextMark(models, this.current, event.key) : null;
      if (!to) return;
      this.visit(to);
      this.nodeOf(to)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private visit(place: Place): void {
    if (this.current) this.nodeOf(this.current)?.setAttribute('tabindex', '-1');
    this.current = place;
    this.nodeOf(place)?.setAttribute('tabindex', '0');
  }

  /** Shows the words of the mark that an event met; false where it met none. */
  private tell(target: EventTarget | null): boolean {
    const node = target instanceof Element ? target.closest<SVGGElement>('.epb-mark') : null;
    if (!node) {
      if (target !== this.svg || !this.svg.contains(document.activeElement)) this.why.leave();
      return false;
    }
    const place: Place = { lane: Number(node.dataset.lane), key: node.dataset.key ?? '' };
    const lane = this.lanes[place.lane]?.model;
    const mark = lane?.marks.find(({ key }) => key === place.key);
    if (!lane || !mark || !this.ink) return false;
    if (document.activeElement === node) this.visit(place);
    this.explain(lane, mark, node);
    return true;
  }

  private explain(lane: LaneModel, mark: Mark, node: SVGGElement): void {
    const ink = this.ink as LaneInk;
    const [first] = mark.events;
    const { load } = this.host;
    const checkpoint = mark.events.length === 1 && first ? checkpointOf(first.event, lane.lane) : null;
    const own = this.root.getBoundingClientRect();
    const box = node.querySelector('.epb-hit')?.getBoundingClientRect() ?? node.getBoundingClientRect();
    this.why.show(
      markSentence(lane, mark, ink),
      load && checkpoint ? () => load(checkpoint) : null,
      { x: (box.left + box.right) / 2 - own.left, top: box.top - own.top, bottom: box.bottom - own.top },
      { width: own.width, above: this.host.above, height: own.height },
    );
    this.hover(mark.events.at(-1)?.event.epoch ?? null);
  }

  /** Between the marks the pointer shows the nearest epoch that has ended. */
  private pointAt(event: PointerEvent): void {
    const { model, ink, payload } = this;
    if (!model || !ink || !payload || payload.epochs.length === 0) return;
    if (event.target instanceof Element && event.target.closest('.epb-mark')) return;
    const x = event.clientX - this.root.getBoundingClientRect().left - ink.left;
    const inside = x >= -12 && x <= model.width + 12;
    this.hover(inside ? epochUnder(model.axis, payload.epochs, x / model.width) : null);
  }
}
