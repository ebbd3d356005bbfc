import type { Locale, TimelinePayload } from '../../../protocol/index.js';
import { element, keepMoves } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import type { RunCursor } from '../../drawing/run-cursor.js';
import { type EpochAxis, epochUnder, pixelOf } from '../axis.js';
import { type Checkpoint, checkpointOf } from '../checkpoint.js';
import { keyHeight, keySvg, moreText } from '../key.js';
import { laneLabel } from '../labels.js';
import { laneBox, laneHeight, titlesBeside } from '../lane-box.js';
import type { LaneInk } from '../lane-ink.js';
import type { LaneModel, Mark } from '../lane-model.js';
import { ground, laneStops } from '../lanes-picture.js';
import { lanesHeight, type TimelineModel, timelineModel } from '../model.js';
import { timelineStrings } from '../strings.js';
import { LaneNodes } from './lane-nodes.js';
import { markSentence } from './mark-nodes.js';
import type { Place } from './moves.js';
import { fillSvg, svgGroup, svgRoot } from './svg-parts.js';
import { TabStop } from './tab-stop.js';
import { Why } from './why.js';

/** Above and below the key, in pixels. */
const KEY_MARGIN = 6;
/** Of the words of a mark, below the lanes. */
const WORDS = 62;
const BELOW = 2;
/** Milliseconds that the pointer stays on a mark that it does not only pass. */
const PASSING = 150;

/** What the lanes tell and ask of the picture that they are part of. */
export interface LanesHost {
  /** Of the run: moved by pointer and focus, pinned by a click, freed by Escape. */
  cursor: RunCursor;
  /** Asks for a cell that loads a file; `null` where nobody hears it. */
  load: ((checkpoint: Checkpoint) => void) | null;
  /** Pixels below the lanes and their key that words may cover. */
  below: number;
}

/**
 * The lanes in the page, under curves that share their epoch axis. What is drawn again is only what changed: a new event is
 * one new element.
 */
export class TimelineLanes {
  readonly root: HTMLElement;
  private readonly svg = svgRoot();
  private readonly ground = svgGroup();
  private readonly lanes = new LaneNodes();
  private readonly between = svgGroup();
  private readonly key = svgGroup();
  private readonly stop = new TabStop(this.lanes);
  private readonly rule = element('div', { class: 'epb-lane-rule', hidden: true });
  private readonly why: Why;
  private model: TimelineModel | undefined;
  private payload: TimelinePayload | undefined;
  private ink: LaneInk | undefined;
  /** Where the rows of marks, and an axis that belongs to them, end. */
  private bottom = 0;
  private met: ReturnType<typeof setTimeout> | undefined;
  /** The epoch under the pointer or the focus. */
  private epoch: number | null = null;

  constructor(
    private readonly locale: Locale,
    private readonly host: LanesHost,
  ) {
    this.why = new Why(locale, () => {
      if (!this.svg.matches(':hover')) this.hover(null);
    });
    this.svg.append(this.ground, this.lanes.root, this.between, this.key);
    this.root = element(
      'div',
      { class: 'epb-lanes', role: 'group', 'aria-label': timelineStrings[locale].lanes },
      // Under the drawing, so that it crosses no words.
      this.rule,
      this.svg,
      this.why.root,
    );
    this.svg.addEventListener('pointermove', (event) => this.pointAt(event));
    this.svg.addEventListener('pointerover', (event) => this.meet(event.target));
    this.why.root.addEventListener('pointerenter', () => clearTimeout(this.met));
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
    keepMoves(this.root);
    this.svg.addEventListener('dblclick', (event) => {
      if (this.tell(event.target)) this.why.press();
    });
  }

  /** Pixels that the lanes take with their key, from the start to the end of a run; `left` pixels left of their plot. */
  static height(
    callbacks: TimelinePayload['callbacks'],
    width: number,
    locale: Locale,
    left: number,
  ): number {
    const { lanes } = callbacks;
    if (lanes.length === 0) return 0;
    return lanesHeight(lanes, left) + keyHeight(callbacks, width, locale) + KEY_MARGIN;
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
    const model = timelineModel(payload, { width: plot, axis: place.axis });
    const running = payload.status === 'running';
    const ink: LaneInk = { palette, locale: this.locale, left, right, side: 0, running };
    [this.model, this.payload, this.ink] = [model, payload, ink];
    const height = lanesHeight(payload.callbacks.lanes, left);
    const between = place.between ?? { body: '', height: 0 };
    const lanes = TimelineLanes.height(payload.callbacks, width, this.locale, left);
    // Below an axis of their own nobody else keeps room for the words of a mark.
    const whole = between.height + (place.between ? Math.max(lanes, height + WORDS) : lanes);
    this.bottom = height + between.height;
    this.root.style.height = `${whole}px`;
    this.svg.setAttribute('width', String(width));
    this.svg.setAttribute('height', String(whole));
    this.between.setAttribute('transform', `translate(${left} ${height})`);
    fillSvg(this.between, between.body);
    for (const part of [this.ground, this.lanes.root]) part.setAttribute('transform', `translate(${left} 0)`);
    this.key.setAttribute('transform', `translate(0 ${height + between.height + KEY_MARGIN})`);
    fillSvg(this.ground, ground(model, ink) + laneStops(model, ink));
    fillSvg(this.key, keySvg(model, width, ink, moreText(model.more, this.locale)).body);
    this.lanes.draw(model, ink, this.host.load !== null);
    this.stop.keep(
      () =>
        !this.why.root.hidden &&
        (this.svg.contains(document.activeElement) || document.activeElement === document.body),
    );
    this.rule.style.height = `${height}px`;
    this.rule.style.setProperty(
      '--epb-titles',
      titlesBeside(left) ? '0px' : `${laneBox(left, model.row).label}px`,
    );
    this.rule.style.setProperty('--epb-lane', `${laneHeight(left, model.row)}px`);
    this.follow();
    return model;
  }

  /** Shows where the cursor of the run points, as the curves do. */
  follow(): void {
    const { model, ink } = this;
    const { position, pinned } = this.host.cursor.state;
    const epoch = position?.epoch ?? null;
    this.rule.toggleAttribute('data-pinned', pinned);
    const place = epoch === null || !model ? Number.NaN : model.axis.ofEpoch(epoch);
    const [low, high] = model?.axis.domain ?? [0, 0];
    this.rule.hidden = !(place >= low && place <= high);
    if (this.rule.hidden || epoch === null || !model || !ink) return;
    this.rule.style.left = `${ink.left + pixelOf(model.axis, epoch, model.width)}px`;
  }

  end(): void {
    clearTimeout(this.met);
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
      const to = mark ? this.stop.next(event.key) : null;
      if (!to) return;
      this.stop.visit(to);
      this.lanes.node(to)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** On its way down to a button the pointer meets other marks, of which it does not want to know. */
  private meet(target: EventTarget | null): void {
    clearTimeout(this.met);
    const mark = target instanceof Element && target.closest('.epb-mark');
    if (mark && this.why.offers) this.met = setTimeout(() => this.tell(target), PASSING);
    else this.tell(target);
  }

  /** Shows the words of the mark that an event met; false where it met none. */
  private tell(target: EventTarget | null): boolean {
    clearTimeout(this.met);
    const node = target instanceof Element ? target.closest<SVGGElement>('.epb-mark') : null;
    if (!node) {
      if (target !== this.svg || !this.svg.contains(document.activeElement)) this.why.leave();
      return false;
    }
    const place: Place = { lane: Number(node.dataset.lane), key: node.dataset.key ?? '' };
    const lane = this.lanes.models[place.lane];
    const mark = lane?.marks.find(({ key }) => key === place.key);
    if (!lane || !mark || !this.ink) return false;
    if (document.activeElement === node) this.stop.visit(place);
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
      laneLabel(lane.lane),
      load && checkpoint ? () => load(checkpoint) : null,
      (box.left + box.right) / 2 - own.left,
      { width: own.width, top: this.bottom + BELOW, bottom: own.height + this.host.below },
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
