import type { Locale } from '../../../protocol/index.js';
import { element, ensureStyle, pagePalette, setText, showProblem } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import { type RunCursor, runCursor } from '../../drawing/run-cursor.js';
import type { StaticView } from '../../drawing/static-renderer.js';
import { paintFrequency, unitAtX, unitX } from '../frequency-plot.js';
import { frequencyAt, indexNear, type StepView, stepView } from '../model.js';
import { type DropoutRecord, openRecord } from '../record.js';
import { dropoutStrings } from '../strings.js';
import { distinctWords, frequencyWords, maskWords, scaleWords, statusWords } from '../text.js';
import { type UnitId, unitAccount } from '../unit-account.js';
import { Controls } from './controls.js';
import { Frames } from './frames.js';
import { NARROW, NetView } from './net-view.js';
import { Player } from './player.js';
import { dropoutCss } from './style.js';
import { Surface } from './surface.js';

const PLOT_HEIGHT = 332;
const MOST_FACTS = 6;

/** The live picture: nets or frequencies of a recorded step, which the cursor of the run may choose. */
export class DropoutView implements StaticView<unknown> {
  private readonly root = element('section', { class: 'epb-dropout' });
  private readonly title = element('strong');
  private readonly status = element('span');
  private readonly stage: HTMLElement;
  private readonly detail = element('div', { class: 'epb-dropout-detail' });
  private readonly facts = element('div', { class: 'epb-dropout-facts' });
  private readonly voice = element('div', {
    class: 'epb-dropout-hidden',
    role: 'status',
    'aria-live': 'polite',
  });
  private readonly controls: Controls;
  private readonly nets: NetView;
  private readonly plot = new Surface();
  private readonly frames: Frames;
  private readonly player: Player;
  private readonly resize: ResizeObserver;
  private payload: unknown;
  private record: DropoutRecord | undefined;
  private cursor: RunCursor | undefined;
  private leaveCursor: () => void = () => {};
  /** Step that this view itself chose; the cursor may show another for a while. */
  private own = 0;
  private unit: UnitId | null = null;
  private palette: Palette | undefined;
  private width = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-dropout', dropoutCss);
    const t = dropoutStrings[locale];
    this.controls = new Controls(locale, {
      go: (index) => this.go(index),
      play: () => this.play(),
      pin: () => this.togglePin(),
      choose: () => this.chosen(),
    });
    this.nets = new NetView(locale);
    this.stage = element(
      'div',
      { class: 'epb-dropout-stage', tabindex: '0', role: 'application', 'aria-label': t.networkLabel },
      this.nets.root,
      this.plot.root,
    );
    this.root.append(
      element('div', { class: 'epb-dropout-head' }, this.title, this.status),
      this.controls.steps,
      this.controls.choices,
      this.stage,
      this.detail,
      this.facts,
      this.voice,
    );
    this.player = new Player(
      () => this.record?.steps.length ?? 0,
      (by) => this.advance(by),
      () => {
        this.frames.request();
        if (!this.player.playing && !this.inUse()) this.cursor?.hover(null);
      },
    );
    this.frames = new Frames(host, () => this.draw());
    this.resize = new ResizeObserver(() => {
      if (Math.floor(this.root.clientWidth) !== this.width) this.frames.request();
    });
    this.resize.observe(host);
    this.listen();
  }

  private listen(): void {
    this.stage.addEventListener('pointermove', (event) => this.point(this.unitUnder(event)));
    this.stage.addEventListener('pointerleave', () => this.point(null));
    this.stage.addEventListener('click', () => this.pin());
    this.stage.addEventListener('keydown', (event) => this.key(event));
    this.root.addEventListener('pointerleave', () => this.left());
    this.root.addEventListener('focusout', () => requestAnimationFrame(() => this.left()));
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.cursor?.release();
      event.stopPropagation();
    });
  }

  redraw(payload: unknown): void {
    this.palette = undefined;
    if (payload !== this.payload || !this.record) {
      this.payload = payload;
      const opened = openRecord(payload, this.locale);
      if (!opened.ok) {
        this.forget();
        this.root.remove();
        showProblem(this.host, opened.reason);
        return;
      }
      this.take(opened.record);
    }
    if (this.root.parentElement !== this.host) this.host.replaceChildren(this.root);
    this.draw();
  }

  end(): void {
    this.forget();
    this.player.end();
    this.frames.end();
    this.resize.disconnect();
    this.root.remove();
  }

  private take(record: DropoutRecord): void {
    const before = this.record;
    const followed = !before || this.own >= before.steps.length - 1;
    const step = before?.steps[this.own] ?? 0;
    if (before?.payload.run !== record.payload.run) {
      this.forget();
      this.cursor = runCursor(record.payload.run);
      this.leaveCursor = this.cursor.subscribe(() => this.frames.request());
    }
    this.record = record;
    this.own = followed
      ? Math.max(0, record.steps.length - 1)
      : indexNear(record, { epoch: before.epochs[this.own] ?? 0, step });
    setText(this.title, dropoutStrings[this.locale].title(record.payload.name));
    setText(this.status, statusWords(record, this.locale));
    this.root.setAttribute('aria-label', dropoutStrings[this.locale].title(record.payload.name));
  }

  private forget(): void {
    this.player.stop();
    this.cursor?.hover(null);
    this.leaveCursor();
    this.leaveCursor = () => {};
    this.cursor = undefined;
    this.record = undefined;
    this.unit = null;
  }

  /** The step that is shown: the cursor's, or else this view's own. */
  private shown(record: DropoutRecord): number {
    const position = this.cursor?.state.position;
    return position ? indexNear(record, position) : this.own;
  }

  private view(record: DropoutRecord): StepView {
    return stepView(record, this.shown(record), this.controls.sample);
  }

  private go(index: number): void {
    const { record, cursor } = this;
    if (!record || record.steps.length === 0) return;
    this.own = Math.max(0, Math.min(record.steps.length - 1, index));
    const position = { epoch: record.epochs[this.own] as number, step: record.steps[this.own] as number };
    if (cursor?.state.pinned) cursor.pin(position);
    else cursor?.hover(position);
    this.frames.request();
  }

  private play(): void {
    const { record } = this;
    if (!record) return;
    // Played to the end, it begins anew.
    if (!this.player.playing && this.shown(record) >= record.steps.length - 1) this.go(0);
    this.player.toggle();
  }

  private advance(by: number): boolean {
    const { record } = this;
    if (!record) return false;
    this.go(this.shown(record) + by);
    return this.own < record.steps.length - 1;
  }

  private pin(): void {
    const { record } = this;
    if (!record || record.steps.length === 0) return;
    this.own = this.shown(record);
    this.cursor?.pin({ epoch: record.epochs[this.own] as number, step: record.steps[this.own] as number });
  }

  private togglePin(): void {
    if (this.cursor?.state.pinned) this.cursor.release();
    else this.pin();
  }

  private chosen(): void {
    this.unit = null;
    this.frames.request();
  }

  private inUse = (): boolean => this.root.matches(':hover') || this.root.contains(document.activeElement);

  /** Nobody uses this view any more: the other pictures go back to their own steps. */
  private left(): void {
    if (!this.inUse() && !this.player.playing) this.cursor?.hover(null);
  }

  private unitUnder(event: PointerEvent): UnitId | null {
    const track = this.record?.tracks[this.controls.layer];
    if (this.controls.view !== 'frequency') return this.nets.unitUnder(event);
    if (!track) return null;
    const x = event.clientX - this.plot.root.getBoundingClientRect().left;
    return { column: track.column, unit: unitAtX(x, track.record.counts.kept.columns, this.plotSize()) };
  }

  private plotSize = () => ({ width: this.width, height: PLOT_HEIGHT });

  private point(unit: UnitId | null): void {
    if (unit?.column === this.unit?.column && unit?.unit === this.unit?.unit) return;
    this.unit = unit;
    this.frames.request();
  }

  /** Arrow keys walk from unit to unit and from layer to layer. */
  private key(event: KeyboardEvent): void {
    const { record } = this;
    if (!record) return;
    const frequency = this.controls.view === 'frequency';
    const track = record.tracks[this.controls.layer];
    const columns = record.graph.columns;
    const from = this.unit ?? { column: frequency ? (track?.column ?? 0) : 0, unit: -1 };
    const units = (column: number) =>
      frequency ? (track?.record.counts.kept.columns ?? 1) : (columns[column]?.units ?? 1);
    const byUnit = (by: number) => ({ ...from, unit: from.unit + by });
    const byLayer = (by: number) => {
      const column = Math.max(0, Math.min(columns.length - 1, from.column + by));
      const share = Math.max(0, from.unit) / Math.max(1, units(from.column) - 1);
      return { column, unit: Math.round(share * (units(column) - 1)) };
    };
    const moves: Record<string, () => UnitId> = {
      ArrowDown: () => byUnit(1),
      ArrowUp: () => byUnit(-1),
      ArrowRight: () => (frequency ? byUnit(1) : this.unit ? byLayer(1) : byUnit(1)),
      ArrowLeft: () => (frequency ? byUnit(-1) : byLayer(-1)),
      Home: () => ({ ...from, unit: 0 }),
      End: () => ({ ...from, unit: units(from.column) - 1 }),
    };
    if (event.key === 'Enter') this.pin();
    else if (event.key === 'PageUp' || event.key === 'PageDown')
      this.go(this.shown(record) + (event.key === 'PageUp' ? -1 : 1));
    else {
      const to = moves[event.key]?.();
      if (!to) return;
      const unit = Math.max(0, Math.min(units(to.column) - 1, to.unit));
      this.point({ column: to.column, unit });
      setText(this.voice, this.unitWords(record, this.view(record)).join('. '));
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private unitWords(record: DropoutRecord, view: StepView): string[] {
    const { unit } = this;
    if (!unit) return [];
    const units = record.graph.columns[unit.column]?.units ?? 1;
    return unitAccount(record, view, { ...unit, unit: unit.unit % units }, this.locale);
  }

  private draw(): void {
    const { record, controls } = this;
    if (!record) return;
    this.palette ??= pagePalette();
    this.width = Math.floor(this.root.clientWidth) - 16;
    if (this.width <= 0) return;
    controls.offer(record, this.width < NARROW);
    const view = this.view(record);
    const t = dropoutStrings[this.locale];
    controls.show(record, view, this.cursor?.state.pinned ?? false, this.player);
    const frequency = controls.view === 'frequency';
    this.nets.root.hidden = frequency;
    this.plot.root.hidden = !frequency;
    this.stage.setAttribute('aria-label', frequency ? t.frequencyLabel : t.networkLabel);
    if (controls.view === 'frequency') this.drawFrequency(record, view);
    else {
      this.nets.draw(record, view, this.width, controls.view, this.palette);
      this.nets.mark(this.unit, view);
      setText(
        controls.legend,
        `─ ${t.positive}  ┄ ${t.negative}  ✕ ${t.silenced} · ${this.nets.edgeWords(view)}`,
      );
    }
    lines(this.detail, this.unit ? this.unitWords(record, view) : [t.hoverHint]);
    lines(this.facts, this.factWords(record, view), record.notes.length);
    this.root.dataset.step = String(view.step);
  }

  private factWords(record: DropoutRecord, view: StepView): string[] {
    if (this.controls.view === 'frequency') {
      const mask = view.masks[this.controls.layer];
      return mask
        ? [...record.notes, ...frequencyWords(mask, this.locale), distinctWords(mask, this.locale)]
        : [];
    }
    const { masks } = view;
    return [
      ...record.notes,
      ...masks.slice(0, MOST_FACTS).map((mask) => maskWords(record, mask, this.locale)),
      ...masks.slice(0, MOST_FACTS).map((mask) => scaleWords(mask, this.locale)),
      ...masks.slice(0, MOST_FACTS).map((mask) => distinctWords(mask, this.locale)),
    ];
  }

  private drawFrequency(record: DropoutRecord, view: StepView): void {
    const { palette } = this;
    const mask = view.masks[this.controls.layer];
    const units = mask?.track.record.counts.kept.columns ?? 0;
    const t = dropoutStrings[this.locale];
    this.plot.resize(this.width, PLOT_HEIGHT);
    setText(this.controls.legend, `─ ${t.expectedShare}  ┄ ${t.band}  ○ ${t.silenced}  ✕ ${t.unitOutside}`);
    if (!mask || !palette || !record) return;
    this.plot.paint(palette, (pen) => {
      const alive = view.alive[mask.track.column] ?? null;
      paintFrequency(pen, frequencyAt(mask.track, mask.row), alive, this.plotSize(), palette, this.locale);
      if (!this.unit) return;
      const x = unitX(this.unit.unit, units, this.plotSize());
      pen.segments([x, 4, x, PLOT_HEIGHT - 22], { stroke: palette.foreground, width: 1, opacity: 0.6 });
    });
  }
}

/** Paragraphs of a place, changed only where their words differ. */
function lines(place: HTMLElement, words: readonly string[], notes = 0): void {
  while (place.children.length > words.length) place.lastElementChild?.remove();
  words.forEach((each, index) => {
    const line = (place.children[index] as HTMLElement | undefined) ?? place.appendChild(element('p'));
    line.classList.toggle('epb-dropout-note', index < notes);
    setText(line, each);
  });
}
