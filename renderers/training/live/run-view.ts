import type { Locale, RunPayload, TrainingPayload } from '../../../protocol/index.js';
import { ChartHost } from '../../drawing/chart-host.js';
import { formatCount, formatRate, formatValue } from '../../drawing/format.js';
import { type Takeaway, takeawayOf } from '../../drawing/menu/takeaway.js';
import { element, pagePalette, setText } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import { type RunCursor, runCursor } from '../../drawing/run-cursor.js';
import { textWidth } from '../../drawing/svg.js';
import { eventReason } from '../../timeline/under-curves.js';
import { chartValues, pointsMarked } from '../chart-values.js';
import { divergenceOf } from '../divergence.js';
import { divergenceText } from '../divergence-words.js';
import { lostText } from '../lost-words.js';
import { type CurveChoice, trainingCurves } from '../model.js';
import { progressParts, shareDone, statusText } from '../plan-text.js';
import { frameFor, layoutFor, plotWidth, trainingChart } from '../spec.js';
import { trainingStrings } from '../strings.js';
import { dashedNote, rateChanged, thinnedNote, trainingText } from '../text.js';
import { Announcer } from './announcer.js';
import { CallbackLanes } from './callback-lanes.js';
import { Controls } from './controls.js';
import { Cursor } from './cursor.js';
import { EpochPart } from './epoch-part.js';
import { LayerTabs } from './layer-tabs.js';
import { Legend } from './legend.js';
import type { Peer } from './peer.js';
import { chartHeight, dockWidth, givenUp, hasLanes, SteadyHeight, saidHeight, viewHeight } from './room.js';
import { StopButton } from './stop-button.js';

const NARROWEST = 280;

/** Parts of a line, which breaks between them alone. */
function setParts(target: HTMLElement, parts: readonly string[]): void {
  if (target.textContent === parts.join(' · ')) return;
  target.replaceChildren(
    ...parts.flatMap((part, index) => [...(index ? [' · '] : []), element('span', {}, part)]),
  );
}

/** The live picture of one run. */
export class RunView {
  readonly root: HTMLElement;
  private readonly name = element('strong', { class: 'epb-name' });
  private readonly status = element('span', { class: 'epb-status' });
  private readonly facts = element('div', { class: 'epb-facts' });
  private readonly bar = element('div', { class: 'epb-bar-fill' });
  private readonly progress: HTMLElement;
  private readonly chart = element('div', { class: 'epb-chart', 'aria-hidden': 'true' });
  private readonly plot: HTMLElement;
  private readonly curves: HTMLElement;
  private readonly waiting = element('div', { class: 'epb-waiting', hidden: true });
  private readonly note = element('div', { class: 'epb-note' });
  private readonly legend: Legend;
  private readonly part: EpochPart;
  private readonly steadyFacts = new SteadyHeight(this.facts);
  private readonly announcer = new Announcer();
  private readonly stop: StopButton;
  private readonly controls: Controls;
  private readonly cursor: Cursor;
  private readonly lanes: CallbackLanes;
  private readonly host: ChartHost;
  private readonly tabs: LayerTabs;
  private readonly shared: RunCursor;
  private readonly leaveCursor: () => void;
  private anew = false;
  private palette: Palette = pagePalette();
  private choice: CurveChoice;
  private spoken = '';
  private payload: RunPayload | undefined;

  private readonly run: string;

  constructor(
    payload: RunPayload,
    private readonly locale: Locale,
    private readonly peer: Peer,
    private readonly changed: () => void,
  ) {
    const t = trainingStrings[locale];
    const run = payload.id;
    this.run = run;
    this.payload = payload;
    this.choice = peer.choice(run);
    this.stop = new StopButton(peer, locale);
    this.controls = new Controls(locale, this.choice, (choice) => this.choose(choice));
    this.progress = element(
      'div',
      {
        class: 'epb-bar',
        role: 'progressbar',
        'aria-label': t.progress,
        'aria-valuemin': '0',
        'aria-valuemax': '100',
      },
      this.bar,
    );
    this.plot = element(
      'div',
      { class: 'epb-plot', tabindex: '0', role: 'group', 'aria-label': t.curves },
      this.chart,
      this.waiting,
    );
    this.legend = new Legend(locale, (hidden) => this.choose({ hidden }));
    this.shared = runCursor(run);
    // Before the cursor, which takes the keys that are left.
    this.part = new EpochPart(this.plot, this.shared, locale, {
      window: () => this.choice.window,
      change: (window) => {
        const { window: _, ...rest } = this.choice;
        this.choice = rest;
        this.choose(window ? { window } : {});
      },
      say: (words) => this.announcer.say(words, true, performance.now()),
    });
    this.lanes = new CallbackLanes(this.plot, locale, peer, this.shared);
    this.cursor = new Cursor(
      this.plot,
      this.chart,
      locale,
      (words) => this.announcer.say(words, true, performance.now()),
      (epoch) => this.notes(epoch),
      this.shared,
    );
    this.leaveCursor = this.shared.subscribe((state) => {
      this.cursor.follow(state);
      this.lanes.follow();
      this.part.follow();
    });
    this.host = new ChartHost(this.chart);
    this.root = element('section', { class: 'epb-run' });
    this.curves = element(
      'div',
      { class: 'epb-curves' },
      element('div', { class: 'epb-settings' }, this.controls.root, this.legend.root),
      this.plot,
      this.lanes.root,
      this.cursor.said,
      this.cursor.dock,
      this.note,
    );
    this.tabs = new LayerTabs(run, locale, peer, this.root, this.curves, () => this.changed());
    this.root.append(
      element(
        'div',
        { class: 'epb-head' },
        this.name,
        this.status,
        element('span', { class: 'epb-space' }),
        this.tabs.tabs,
        this.stop.root,
      ),
      this.facts,
      this.progress,
      this.curves,
      this.announcer.root,
    );
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.shared.release();
    });
  }

  /** Puts a button of its owner at the end of the head. */
  addButton(button: HTMLElement): void {
    this.root.querySelector('.epb-head')?.append(button);
  }

  themeChanged(): void {
    this.palette = pagePalette();
    this.anew = true;
  }

  async draw(payload: RunPayload): Promise<void> {
    this.payload = payload;
    this.keepHeight(payload);
    this.drawHead(payload);
    this.speak(payload);
    this.tabs.draw(payload, this.anew);
    this.anew = false;
    if (this.tabs.curvesShown) await this.drawCurves(payload);
  }

  /** What was asked of the run's layers came, or that nobody knows. */
  layersAnswered(): void {
    this.tabs.answered();
  }

  /** What is shown now, as it is set. */
  async takeaway(): Promise<Takeaway | undefined> {
    const { payload, choice } = this;
    if (!this.tabs.curvesShown) return this.tabs.takeaway();
    if (!payload) return undefined;
    const { trainingPicture, trainingSvg } = await import('../training-picture.js');
    const whole = { ...payload, view: 'full' as const };
    return takeawayOf<TrainingPayload>(trainingPicture, whole, (options) =>
      trainingSvg(whole, options, choice),
    );
  }

  /** The same from the first drawing to the last, so that nothing below jumps; a tab that is opened may need more. */
  private keepHeight(payload: RunPayload): void {
    const width = this.width();
    const lanes = CallbackLanes.height(payload, frameFor(width, hasLanes(payload)), this.locale);
    this.lanes.root.style.minHeight = `${lanes}px`;
    const chart = chartHeight(width, hasLanes(payload));
    this.plot.style.height = `${chart}px`;
    const said = lanes > 0 && !this.curves.hasAttribute('data-docked') ? saidHeight(payload) : 0;

    this.root.style.setProperty('--epb-height', `${viewHeight(chart, lanes + said)}px`);
  }

  /** The view stands in the page now, where it has a width. */
  placed(): void {
    if (this.payload) this.keepHeight(this.payload);
  }

  /** Of the chart; the column beside it is there or not by the width of the whole. */
  private width(): number {
    const whole = this.curves.clientWidth;
    const dock = dockWidth(whole);
    this.curves.toggleAttribute('data-docked', dock > 0);
    return Math.max(NARROWEST, Math.floor(whole - dock));
  }

  end(): void {
    this.stop.end();
    this.tabs.end();
    this.cursor.end();
    this.leaveCursor();
    this.part.end();
    this.host.end();
    this.lanes.end();
  }

  private choose(change: Partial<CurveChoice>): void {
    this.choice = { ...this.choice, ...change };
    this.peer.remember(this.run, this.choice);
    this.changed();
  }

  /** What the callbacks did at an epoch. */
  private notes(epoch: number): string[] {
    const { lanes, events } = this.payload?.callbacks ?? { lanes: [], events: [] };
    return events
      .filter((event) => event.epoch === epoch && lanes[event.lane])
      .map((event) => `${lanes[event.lane]?.name}: ${eventReason(event, lanes[event.lane], this.locale)}`);
  }

  private drawHead(payload: RunPayload): void {
    const t = trainingStrings[this.locale];
    setText(this.name, payload.name);
    const divergence = divergenceOf(payload);
    setText(this.status, statusText(payload.status, this.locale, divergence));
    this.root.toggleAttribute('data-diverged', divergence !== null);
    this.root.dataset.status = payload.status;
    this.root.dataset.steps = String(payload.progress.steps);
    this.root.setAttribute(
      'aria-label',
      `${payload.name}: ${statusText(payload.status, this.locale, divergence)}`,
    );
    const parts = progressParts(payload, this.locale);
    const rate =
      payload.epochs.learningRate.at(-1) ?? payload.steps.learningRate.at(-1) ?? payload.compile.learningRate;
    if (typeof rate === 'number') parts.push(`${t.learningRate} ${formatRate(rate, this.locale)}`);
    setParts(this.facts, parts);
    this.steadyFacts.keep(this.width());
    const share = shareDone(payload);
    this.progress.hidden = payload.status !== 'running';
    this.bar.style.transform = `scaleX(${share ?? 0})`;
    if (share === null) this.progress.removeAttribute('aria-valuenow');
    else this.progress.setAttribute('aria-valuenow', String(Math.floor(share * 100)));
    this.progress.setAttribute('aria-valuetext', parts[0] ?? '');
    this.stop.update(this.run, payload.status);
    const notes = [
      payload.status === 'lost' && !payload.reason ? t.lostNote : null,
      divergenceText(payload, this.locale),
      payload.reason ?? null,
      lostText(payload, this.locale),
      dashedNote(payload, this.locale),
      payload.status === 'running' ? null : thinnedNote(payload, this.locale),
    ].filter((note) => note);
    setText(this.note, notes.join(' '));
    const bad = payload.status === 'failed' || payload.status === 'lost' || divergence !== null;
    this.note.classList.toggle('epb-bad', bad);
  }

  private speak(payload: RunPayload): void {
    const t = trainingStrings[this.locale];
    const ended = payload.status !== 'running' && this.spoken !== `${payload.id} ${payload.status}`;
    if (payload.status !== 'running' && !ended) return;
    if (ended) this.spoken = `${payload.id} ${payload.status}`;
    const words = ended
      ? trainingText(payload, this.locale).split('\n').slice(0, 2).join('. ')
      : t.summary(
          payload.name,
          t.status[payload.status],
          [
            t.epochOf(
              formatCount(payload.progress.epoch, this.locale),
              formatCount(payload.plan.epochs, this.locale),
            ),
            ...Object.entries(payload.epochs.logs).map(([name, column]) => {
              const last = column.at(-1);
              return `${name} ${typeof last === 'number' ? formatValue(last, this.locale) : (last ?? '–')}`;
            }),
          ].join(', '),
        );
    this.announcer.say(words, ended, performance.now());
  }

  /** Says in place of curves why there are none. */
  private wait(words: string): void {
    this.waiting.hidden = words === '';
    setText(this.waiting, words);
  }

  private async drawCurves(payload: RunPayload): Promise<void> {
    const t = trainingStrings[this.locale];
    const width = this.width();
    const frame = frameFor(width, hasLanes(payload));
    const { margins } = frame;
    const curves = trainingCurves(payload, this.choice, {
      most: Math.min(400, Math.max(100, Math.round(width / 2))),
      width: plotWidth(frame),
    });
    this.controls.setMetrics(curves.metrics, curves.metric?.name);
    const marked = pointsMarked(curves.loss, plotWidth(frame));
    this.legend.draw(curves, this.palette, {
      marked,
      smoothed: this.choice.smoothing > 0,
      hidden: this.choice.hidden ?? [],
    });
    const height = chartHeight(width, hasLanes(payload)) - givenUp(this.note.offsetHeight);
    this.plot.style.height = `${height}px`;
    const layout = layoutFor(frame, height, {
      metric: curves.metric !== null,
      rate: curves.rate !== null && rateChanged(payload),
    });
    const chart = trainingChart(
      {
        layout,
        palette: this.palette,
        metric: curves.metric?.name ?? null,
        log: this.choice.log,
        axis: this.choice.axis,
        smoothed: this.choice.smoothing > 0,
        transparent: true,
        zoomed: curves.zoomed,
      },
      t,
    );
    const nothing = payload.epochs.epoch.length === 0 && payload.steps.step.length === 0;
    const words = payload.status === 'running' ? t.waiting : t.nothing;
    this.wait(nothing ? words : this.host.drawn ? '' : t.tabLoading(t.tabs.curves));
    this.plot.setAttribute('aria-busy', String(!this.host.drawn));
    this.lanes.draw(payload, {
      curves,
      palette: this.palette,
      width,
      margins,
      top: margins.top,
      height: chart.height,
    });
    this.cursor.place({
      left: margins.left,
      width: chart.width,
      top: margins.top,
      height: chart.height,
      domain: curves.x.domain,
      epochX: curves.epochX,
      payload,
      metric: curves.metric?.name ?? null,
      palette: this.palette,
      marked,
      curves,
      layout,
      docked: this.curves.hasAttribute('data-docked'),
    });
    const title = this.choice.log ? `${t.loss} (${t.logNote})` : t.loss;
    this.part.place(
      { left: margins.left, width: chart.width, top: margins.top, height: chart.height },
      curves,
      Math.round(margins.left + textWidth(title, 11) + 14),
    );
    await this.host.draw(chart, chartValues(curves, layout, this.locale));
    this.wait(nothing ? words : '');
    this.plot.setAttribute('aria-busy', 'false');
  }
}
