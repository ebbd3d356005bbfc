import type { LoadCheckpoint, Locale, TimelinePayload } from '../../../protocol/index.js';
import { formatCount } from '../../drawing/format.js';
import { element, ensureStyle, pagePalette, setText } from '../../drawing/page.js';
import { PinChip } from '../../drawing/pin-chip.js';
import { type RunCursor, runCursor } from '../../drawing/run-cursor.js';
import type { StaticView } from '../../drawing/static-slot.js';
import { epochAxis, epochUnder, pixelOf } from '../axis.js';
import { timelineSides } from '../lane-box.js';
import { stopLines } from '../lanes-picture.js';
import { panelBox } from '../monitor-picture.js';
import { axisSvg, panelsSvg } from '../picture.js';
import { stateText } from '../state-text.js';
import { timelineStrings } from '../strings.js';
import { TimelineLanes } from './lanes.js';
import { timelineCss } from './style.js';

const css = `
.epb-timeline {
  box-sizing: border-box; padding: 6px 8px; color: var(--vscode-foreground, #24292f);
  font-family: var(--vscode-font-family, sans-serif); font-size: 13px; line-height: 18px; position: relative;
}
.epb-timeline-head { display: flex; gap: 10px; align-items: baseline; height: 26px; white-space: nowrap; overflow: hidden; }
.epb-timeline-head strong { font-size: 14px; overflow: hidden; text-overflow: ellipsis; flex: none; max-width: 55%; }
.epb-timeline-head span:last-child { color: var(--vscode-descriptionForeground, currentColor); font-size: 12px; }
.epb-timeline[data-status='failed'] .epb-timeline-status, .epb-timeline[data-status='lost'] .epb-timeline-status,
.epb-timeline[data-diverged] .epb-timeline-status {
  color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b));
}
.epb-timeline-status { font-weight: 600; min-width: 5em; overflow: hidden; text-overflow: ellipsis; }
.epb-timeline-plot { position: relative; }
.epb-timeline-plot svg { display: block; }
.epb-timeline-note { font-size: 12px; color: var(--vscode-descriptionForeground, currentColor); }
`;
const NARROWEST = 300;
/** Of the numbers below the lanes. */
const AXIS = 34;

/** The timeline on its own: monitored metrics above, lanes below, both on one epoch axis. */
export class TimelineView implements StaticView<TimelinePayload> {
  private readonly root = element('section', { class: 'epb-timeline' });
  private readonly name = element('strong');
  private readonly status = element('span', { class: 'epb-timeline-status' });
  private readonly facts = element('span');
  private readonly panels = element('div', { class: 'epb-timeline-plot', 'aria-hidden': 'true' });
  private readonly axis = element('div', { class: 'epb-timeline-plot', 'aria-hidden': 'true' });
  private readonly note = element('div', { class: 'epb-timeline-note' });
  private readonly rule = element('div', { class: 'epb-lane-rule', hidden: true });
  private readonly resize: ResizeObserver;
  private lanes: TimelineLanes | undefined;
  private payload: TimelinePayload | undefined;
  private cursor: RunCursor | undefined;
  private leaveCursor: () => void = () => {};
  private readonly pin: PinChip;
  private plot: { left: number; width: number; axis: ReturnType<typeof epochAxis> } | undefined;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
    private readonly send: ((message: LoadCheckpoint) => void) | null,
  ) {
    this.pin = new PinChip(locale);
    ensureStyle('epochbook-timeline-lanes', timelineCss);
    ensureStyle('epochbook-timeline', css);
    this.root.append(
      element('div', { class: 'epb-timeline-head' }, this.name, this.status, this.pin.root, this.facts),
      this.panels,
      this.axis,
      this.note,
    );
    host.append(this.root);
    this.panels.addEventListener('pointermove', (event) => this.hover(event));
    this.panels.addEventListener('pointerleave', () => this.cursor?.hover(null));
    this.panels.addEventListener('click', (event) => {
      const epoch = this.under(event);
      if (epoch !== null) this.cursor?.pin({ epoch });
    });
    // One who clicked in the curves has no focus in them.
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.cursor?.release();
    });
    let width = 0;
    this.resize = new ResizeObserver(([entry]) => {
      const now = Math.round(entry?.contentRect.width ?? 0);
      if (width > 0 && now !== width && now > 0 && this.payload) this.redraw(this.payload);
      width = now;
    });
    this.resize.observe(host);
  }

  redraw(payload: TimelinePayload): void {
    const t = timelineStrings[this.locale];
    const { locale } = this;
    const count = (value: number) => formatCount(value, locale);
    if (payload.run !== this.payload?.run) this.join(payload.run);
    this.payload = payload;
    this.root.dataset.status = payload.status;
    this.root.setAttribute('aria-label', `${t.title(payload.name)}; ${stateText(payload, locale)}`);
    setText(this.name, t.title(payload.name));
    this.root.toggleAttribute('data-diverged', payload.diverged !== undefined);
    setText(this.status, stateText(payload, locale));
    this.status.title = stateText(payload, locale);
    setText(this.facts, t.epochs(count(payload.epochs.at(-1) ?? 0), count(payload.plannedEpochs)));
    setText(
      this.note,
      payload.callbacks.lanes.length === 0
        ? t.noCallbacks
        : payload.thinned
          ? t.thinned(count(payload.thinned.kept), count(payload.thinned.of))
          : '',
    );
    const palette = pagePalette();
    const width = Math.max(NARROWEST, Math.floor(this.root.clientWidth - 16));
    const sides = timelineSides(payload.callbacks.lanes.length ? width : 0);
    const plot = width - sides.left - sides.right;
    const axis = epochAxis(payload, plot);
    const numbers = axisSvg({ axis, width: plot }, { palette, locale });
    const lanes = this.lanesFor(payload);
    const model = lanes?.draw(payload, {
      ...sides,
      width,
      axis,
      palette,
      between: { body: numbers, height: AXIS },
    });
    const ink = { palette, locale, ...sides, side: 0, running: payload.status === 'running' };
    const drawn = panelsSvg(payload, { axis, width: plot }, ink);
    const stops = model && drawn.height ? stopLines(model, panelBox.title, drawn.height, ink) : '';
    this.panels.innerHTML = picture(width, drawn.height, drawn.body + stops, sides.left);
    this.panels.append(this.rule);
    this.rule.style.top = `${panelBox.title}px`;
    this.rule.style.height = `${Math.max(0, drawn.height - panelBox.title)}px`;
    this.axis.innerHTML = lanes || drawn.height === 0 ? '' : picture(width, AXIS, numbers, sides.left);
    this.plot = { left: sides.left, width: plot, axis };
    this.follow();
  }

  end(): void {
    this.leaveCursor();
    this.pin.end();
    this.lanes?.end();
    this.resize.disconnect();
    this.root.remove();
  }

  /** The lanes stand between the curves and the axis, once there are callbacks. */
  private lanesFor(payload: TimelinePayload): TimelineLanes | undefined {
    if (payload.callbacks.lanes.length === 0) {
      this.lanes?.root.remove();
      this.lanes?.end();
      this.lanes = undefined;
    } else if (!this.lanes) {
      const { send } = this;
      this.lanes = new TimelineLanes(this.locale, {
        cursor: this.cursor as RunCursor,
        load: send && ((checkpoint) => send({ type: 'load', run: this.payload?.run ?? '', ...checkpoint })),
        below: 0,
      });
      this.panels.after(this.lanes.root);
    }
    return this.lanes;
  }

  /** Another run has another cursor, and lanes that move it. */
  private join(run: string): void {
    this.leaveCursor();
    this.lanes?.root.remove();
    this.lanes?.end();
    this.lanes = undefined;
    this.cursor = runCursor(run);
    this.pin.follow([this.cursor]);
    this.leaveCursor = this.cursor.subscribe(() => {
      this.follow();
      this.lanes?.follow();
    });
  }

  private under(event: MouseEvent): number | null {
    const { plot, payload } = this;
    if (!plot || !payload) return null;
    const x = event.clientX - this.panels.getBoundingClientRect().left - plot.left;
    return x < -12 || x > plot.width + 12 ? null : epochUnder(plot.axis, payload.epochs, x / plot.width);
  }

  private hover(event: PointerEvent): void {
    const epoch = this.under(event);
    this.cursor?.hover(epoch === null ? null : { epoch });
  }

  private follow(): void {
    const { position, pinned } = this.cursor?.state ?? { position: null, pinned: false };
    const epoch = position?.epoch ?? null;
    this.rule.toggleAttribute('data-pinned', pinned);
    this.rule.hidden = epoch === null || !this.plot;
    if (epoch === null || !this.plot) return;
    this.rule.style.left = `${this.plot.left + pixelOf(this.plot.axis, epoch, this.plot.width)}px`;
  }
}

const picture = (width: number, height: number, body: string, left: number): string =>
  height === 0
    ? ''
    : `<svg width="${width}" height="${height}"><g transform="translate(${left} 0)">${body}</g></svg>`;
