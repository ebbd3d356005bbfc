import type { DropoutPayload, Locale } from '../../../protocol/index.js';
import { element, ensureStyle, pagePalette, setText, showProblem } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import type { StillOptions } from '../../drawing/picture.js';
import type { StaticView } from '../../drawing/static-slot.js';
import { frequencySvg } from '../frequency-still.js';
import { type StepView, stepView } from '../model.js';
import { dropoutSvg, stepSvg } from '../picture.js';
import { type DropoutRecord, openRecord } from '../record.js';
import { dropoutStrings } from '../strings.js';
import { recordedWords, scaleWords } from '../text.js';
import { type UnitId, unitAccount } from '../unit-account.js';
import type { WhatIf } from '../what-if-words.js';
import { Controls } from './controls.js';
import { frequencyFacts, netFacts, showLines } from './fact-lines.js';
import { Facts } from './facts.js';
import { Frames } from './frames.js';
import { FrequencyView } from './frequency-view.js';
import { KeptTable } from './kept-table.js';
import { frequencyLegend, Legend, netLegend } from './legend.js';
import { MOST_MARKED } from './marks.js';
import { fitsBoth, NetView } from './net-view.js';
import { Player } from './player.js';
import { roomIn } from './room.js';
import { Steady } from './steady.js';
import { StepChoice } from './step-choice.js';
import { dropoutCss } from './style.js';
import { walk } from './walk.js';
import { WhatIfControl } from './what-if-control.js';

/** The live picture: nets or frequencies of a recorded step, which the cursor of the run may choose. */
export class DropoutView implements StaticView<unknown> {
  private readonly root = element('section', { class: 'epb-dropout' });
  private readonly title = element('strong');
  private readonly status = element('span');
  private readonly recorded = element('span', { class: 'epb-dropout-recorded' });
  private readonly stage: HTMLElement;
  private readonly caption = element('span');
  private readonly notes = element('div', { class: 'epb-dropout-note' });
  private readonly kept: KeptTable;
  private readonly frequencies = element('div', { class: 'epb-dropout-frequencies' });
  private readonly detail = element('div', { class: 'epb-dropout-detail' });
  private readonly body: HTMLElement;
  private readonly facts: Facts;
  private readonly steady = new Steady([this.detail]);
  private readonly voice = element('div', {
    class: 'epb-dropout-hidden',
    role: 'status',
    'aria-live': 'polite',
  });
  private readonly legend = new Legend();
  private readonly steps = new StepChoice(() => this.frames.request());
  private readonly controls: Controls;
  private readonly whatIf: WhatIfControl;
  private readonly nets: NetView;
  private readonly plot: FrequencyView;
  private readonly frames: Frames;
  private readonly player: Player;
  private readonly resize: ResizeObserver;
  private payload: unknown;
  private unit: UnitId | null = null;
  private palette: Palette | undefined;
  private width = 0;
  private measured = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-dropout', dropoutCss);
    const t = dropoutStrings[locale];
    this.controls = new Controls(locale, {
      go: (index) => this.steps.go(index),
      play: () => this.play(),
      pin: () => this.steps.togglePin(),
      choose: () => this.chosen(),
    });
    this.whatIf = new WhatIfControl(locale, () => this.supposed());
    this.nets = new NetView(locale);
    this.plot = new FrequencyView(locale);
    this.kept = new KeptTable(locale);
    this.facts = new Facts(locale, () => this.frames.request());
    this.stage = element(
      'div',
      { class: 'epb-dropout-stage', tabindex: '0', role: 'application', 'aria-label': t.networkLabel },
      this.nets.root,
      this.plot.root,
    );
    this.body = element(
      'div',
      { class: 'epb-dropout-body' },
      element(
        'div',
        {},
        this.stage,
        element('div', { class: 'epb-dropout-caption' }, this.caption, this.facts.button),
      ),
      element(
        'div',
        { class: 'epb-dropout-side' },
        this.notes,
        this.kept.root,
        this.frequencies,
        this.legend.root,
        this.detail,
      ),
    );
    this.root.append(
      element(
        'div',
        { class: 'epb-dropout-head' },
        this.title,
        this.status,
        this.recorded,
        this.controls.choices,
      ),
      this.controls.steps,
      this.whatIf.root,
      this.body,
      this.facts.root,
      this.voice,
    );
    this.player = new Player(
      () => this.steps.length,
      (by) => this.steps.advance(by),
      () => {
        this.frames.request();
        if (!this.player.playing && !this.inUse()) this.steps.rest();
      },
    );
    this.frames = new Frames(host, () => this.draw());
    this.resize = new ResizeObserver(([entry]) => {
      if (entry && Math.floor(entry.contentRect.width) - 16 !== this.width) this.steady.anew();
      this.measured = false;
      this.frames.request();
    });
    this.resize.observe(host);
    this.listen();
  }

  private listen(): void {
    this.stage.addEventListener('pointermove', (event) => this.point(this.unitUnder(event)));
    this.stage.addEventListener('pointerleave', () => this.point(null));
    this.stage.addEventListener('click', () => this.steps.pin());
    this.stage.addEventListener('keydown', (event) => this.key(event));
    this.root.addEventListener('pointerleave', () => this.left());
    this.root.addEventListener('focusout', () => requestAnimationFrame(() => this.left()));
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.steps.release();
      event.stopPropagation();
    });
  }

  redraw(payload: unknown): void {
    this.palette = undefined;
    if (payload !== this.payload || !this.steps.record) {
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
    if (this.root.parentElement !== this.host) {
      this.host.replaceChildren(this.root);
      this.measured = false;
    }
    this.draw();
  }

  /** Of the step, the sample and the rates that are shown; of the frequencies where these are. */
  async still(options: StillOptions): Promise<string> {
    const { record } = this.steps;
    if (!record) return dropoutSvg(this.payload as DropoutPayload, options);
    const { controls } = this;
    const shown = { index: this.steps.shown(record), sample: controls.sample };
    if (controls.view === 'frequency') return frequencySvg(record, shown, controls.layer, options);
    const whatIf = this.whatIf.whatIf(record, this.view(record));
    return stepSvg(record, { ...shown, ...(whatIf && { rates: whatIf.rates }) }, options);
  }

  end(): void {
    this.forget();
    this.player.end();
    this.steady.end();
    this.frames.end();
    this.resize.disconnect();
    this.root.remove();
  }

  private take(record: DropoutRecord): void {
    if (this.steps.record?.payload.run !== record.payload.run) {
      this.player.stop();
      this.unit = null;
    }
    this.steps.take(record);
    setText(this.title, dropoutStrings[this.locale].title(record.payload.name));
    setText(this.status, dropoutStrings[this.locale].status[record.payload.status]);
    setText(this.recorded, recordedWords(record, this.locale));
    this.title.title = this.title.textContent ?? '';
    this.root.setAttribute('aria-label', dropoutStrings[this.locale].title(record.payload.name));
  }

  private forget(): void {
    this.player.stop();
    this.steps.forget();
    this.unit = null;
  }

  private view(record: DropoutRecord): StepView {
    return stepView(record, this.steps.shown(record), this.controls.sample);
  }

  private play(): void {
    if (!this.player.playing) this.steps.rewind();
    this.player.toggle();
  }

  /** Another rate is asked for, or none any more. */
  private supposed(): void {
    this.controls.showThinned();
    this.frames.request();
  }

  private chosen(): void {
    this.unit = null;
    this.frames.request();
  }

  private inUse = (): boolean => this.root.matches(':hover') || this.root.contains(document.activeElement);

  /** Nobody uses this view any more: the other pictures go back to their own steps. */
  private left(): void {
    if (!this.inUse() && !this.player.playing) this.steps.rest();
  }

  private unitUnder(event: PointerEvent): UnitId | null {
    const track = this.steps.record?.tracks[this.controls.layer];
    if (this.controls.view !== 'frequency') return this.nets.unitUnder(event);
    return track ? this.plot.unitUnder(event, track) : null;
  }

  private point(unit: UnitId | null): void {
    if (unit?.column === this.unit?.column && unit?.unit === this.unit?.unit) return;
    this.unit = unit;
    this.frames.request();
  }

  /** Arrow keys walk from unit to unit and from layer to layer. */
  private key(event: KeyboardEvent): void {
    const { record } = this.steps;
    if (!record) return;
    const frequency = this.controls.view === 'frequency';
    const track = record.tracks[this.controls.layer];
    if (event.key === 'Enter') this.steps.pin();
    else if (event.key === 'PageUp' || event.key === 'PageDown')
      this.steps.advance(event.key === 'PageUp' ? -1 : 1);
    else {
      const { columns } = record.graph;
      const to = walk(event.key, this.unit, {
        columns: columns.length,
        units: (column) =>
          frequency ? (track?.record.counts.kept.columns ?? 1) : (columns[column]?.units ?? 1),
        first: frequency ? (track?.column ?? 0) : 0,
        oneLayer: frequency,
      });
      if (!to) return;
      this.point(to);
      this.reveal(to.column);
      const view = this.view(record);
      setText(this.voice, this.unitWords(record, view, this.whatIf.whatIf(record, view)).join('. '));
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** A net of many layers is wider than its stage. */
  private reveal(column: number): void {
    const middle = this.nets.middleOf(column);
    const { scrollLeft, clientWidth } = this.stage;
    if (middle !== undefined && (middle < scrollLeft + 20 || middle > scrollLeft + clientWidth - 20))
      this.stage.scrollLeft = middle - clientWidth / 2;
  }

  private unitWords(record: DropoutRecord, view: StepView, whatIf: WhatIf | null, most?: number): string[] {
    const { unit } = this;
    if (!unit) return [];
    const units = record.graph.columns[unit.column]?.units ?? 1;
    const of = { ...unit, unit: unit.unit % units };
    return unitAccount(record, view, of, this.locale, {
      whatIf: whatIf ?? undefined,
      ...(most !== undefined && { most }),
    });
  }

  /** While no unit is pointed at: why kept units are scaled, and that units can be pointed at. */
  private restWords(view: StepView, whatIf: WhatIf | null): string[] {
    const { locale } = this;
    const { hoverHint, frequencyHint } = dropoutStrings[locale];
    const index = this.whatIf.layer;
    const mask = whatIf?.view.masks[index] ?? view.masks[index];
    if (this.controls.view === 'frequency' || !mask) return [frequencyHint];
    return [scaleWords(mask, locale, whatIf?.rates.get(index)), hoverHint];
  }

  private draw(): void {
    const { controls, steps } = this;
    const { record } = steps;
    if (!record) return;
    this.palette ??= pagePalette();
    // Asking for the width makes the page lay itself out: only when it may have changed.
    if (!this.measured) this.width = Math.floor(this.root.clientWidth) - 16;
    this.measured = this.width > 0;
    if (this.width <= 0) return;
    const room = roomIn(this.width);
    this.body.style.gridTemplateColumns = room.wide ? `${room.width}px ${room.side}px` : '';
    controls.offer(record, fitsBoth(record, room));
    this.whatIf.offer(record);
    const view = this.view(record);
    const whatIf = this.whatIf.whatIf(record, view);
    const t = dropoutStrings[this.locale];
    controls.show(record, view, steps.pinned, this.player);
    this.whatIf.show(view, whatIf);
    const { palette, locale, unit } = this;
    const frequency = controls.view === 'frequency';
    for (const [part, hidden] of [
      [this.nets.root, frequency],
      [this.plot.root, !frequency],
      [this.kept.root, frequency],
      [this.frequencies, !frequency],
    ] as const)
      part.hidden = hidden;
    this.stage.setAttribute('aria-label', frequency ? t.frequencyLabel : t.networkLabel);
    this.stage.style.height = `${room.height}px`;
    if (controls.view === 'frequency') {
      this.plot.draw(view, controls.layer, unit, room, palette);
      this.legend.show(frequencyLegend(palette, locale), palette);
      showLines(this.frequencies, frequencyFacts(view, controls.layer, locale));
    } else {
      this.nets.draw({ record, view, whatIf, choice: controls.view, room, palette });
      this.nets.mark(unit);
      this.legend.show(
        netLegend(palette, locale, { whatIf: whatIf !== null, quiet: this.nets.quiet }),
        palette,
      );
      this.kept.show(view, whatIf);
    }
    setText(this.caption, frequency ? '' : this.nets.edgeWords());
    showLines(this.notes, record.notes);
    this.detail.toggleAttribute('data-unit', unit !== null);
    showLines(this.detail, unit ? this.unitWords(record, view, whatIf) : this.restWords(view, whatIf));
    this.facts.show(() => [
      recordedWords(record, locale),
      ...netFacts(record, view, whatIf, locale),
      ...this.unitWords(record, view, whatIf, MOST_MARKED),
    ]);
    this.root.dataset.step = String(view.step);
  }
}
