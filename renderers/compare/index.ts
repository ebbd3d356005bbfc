import type { ComparedRun, ComparePayload, Locale } from '../../protocol/index.js';
import { choice } from '../drawing/choice.js';
import { formatCount, formatValue } from '../drawing/format.js';
import { type Frame, frameX, frameY } from '../drawing/frame.js';
import { ensureStyle, pagePalette, setText } from '../drawing/page.js';
import { RunPlots } from '../drawing/run-plots.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import type { StaticView } from '../drawing/static-slot.js';
import { toggled } from '../drawing/toggled.js';
import { comparePicture } from './compare-picture.js';
import { areMany, bestRun, curvesOf, letter, metricsOf, soleBest } from './model.js';
import { comparePlots, drawnRuns } from './plots.js';
import { RunsTable, runsTableCss } from './runs-table.js';
import { settingColors } from './setting-colors.js';
import { type CompareStrings, compareStrings, stringsFor } from './strings.js';
import { comparisonWords, differenceWords } from './words.js';

/** From this width on the table stands beside the plots. */
const SIDE_FROM = 1480;
const SIDE = { width: 690, gap: 28 };
const sideWidth = (width: number): number => (width >= SIDE_FROM ? SIDE.width + SIDE.gap : 0);
/** How high each of the plots is in a picture so wide. */
const plotHeight = (width: number): number => (width >= SIDE_FROM ? 290 : width >= 480 ? 210 : 150);
/** Above and below the plots: their heads and the numbers of their axes. */
const PLOT_ENDS = { above: 22, below: 30 };
/** Letters of the readout that fit into a line so wide, and how many its parts take at most. */
const LETTER = 6.2;
const READ = { moment: 18, run: 24, name: 40, whole: 60 };
/** A run is pointed at from so many pixels away. */
const NEAR = 26;

const css = `
${runsTableCss}
.epb-compare .epb-plots-verdict b { display: inline; }
.epb-compare[data-side] {
  display: grid; grid-template-columns: minmax(0, 1fr) ${SIDE.width}px; column-gap: ${SIDE.gap}px; align-content: start;
  grid-template-areas: 'head head' 'verdict verdict' 'ground table' 'readout table';
}
${['head', 'verdict', 'ground', 'readout'].map((part) => `.epb-compare[data-side] .epb-plots-${part} { grid-area: ${part}; }`).join('\n')}
.epb-compare[data-side] .epb-compare-table { grid-area: table; align-self: start; }
.epb-compare .epb-run-aside { visibility: hidden; }
.epb-compare .epb-run[data-out] .epb-run-aside { visibility: visible; }
.epb-compare[data-out] .epb-run:not([data-out], [data-best]) { opacity: 0.22; }
.epb-compare[data-out][data-many] .epb-run:not([data-out], [data-best]) { opacity: 0.5; }
.epb-compare[data-out][data-colored] .epb-run:not([data-out], [data-best]) { opacity: 0.3; }
.epb-compare[data-many] .epb-run[data-out]:not([data-best]) path { stroke-opacity: 1; stroke-width: 2.75px; }
.epb-compare[data-many]:not([data-colored]) .epb-run[data-out]:not([data-best]) path { stroke: var(--vscode-charts-blue, #1769c5); }
.epb-compare[data-many] .epb-run[data-out]:not([data-best]) .epb-run-aside path { stroke-width: 1px; }
.epb-compare[data-many]:not([data-colored]) .epb-run[data-out]:not([data-best]) text { fill: var(--vscode-charts-blue, #1769c5); }
`;

/** Curves and gaps of several runs, the chosen metric's final values below, one cursor for all. */
class CompareView implements StaticView<ComparePayload> {
  private readonly plots: RunPlots;
  private readonly metrics;
  private readonly table: RunsTable;
  private payload: ComparePayload | undefined;
  private hidden: ReadonlySet<number> = new Set();
  private metric = 'loss';
  private rows: number[] = [];
  private frames: Frame[] = [];
  /** The run that is pointed at or focused, and the one that a click keeps. */
  private pointed: number | null = null;
  private kept: number | null = null;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-compare', css);
    const t = compareStrings[locale];
    const idle = (): string => this.idleWords();
    this.metrics = choice(t.choose, (metric) => {
      this.metric = metric;
      this.show();
    });
    this.plots = new RunPlots(host, {
      side: sideWidth,
      words: {
        plots: t.plots,
        pinned: t.pinned,
        get hint() {
          return idle();
        },
      },
      draw: (width) => this.draw(width),
      readout: (row) => this.readout(row),
      epochOf: (row) => this.rows[row] ?? 0,
      line: (change) => {
        if ('by' in change) this.step(change.by);
      },
    });
    this.table = new RunsTable(locale, {
      point: (run) => this.point(run, false),
      pin: (run) => this.keep(run),
      toggle: (run, alone) => this.toggle(run, alone),
    });
    this.plots.root.classList.add('epb-compare');
    this.plots.facts.remove();
    this.plots.head.append(this.metrics.root);
    this.plots.root.append(this.table.root);
    const { ground } = this.plots;
    ground.addEventListener('pointermove', (event) => this.point(this.under(event)));
    ground.addEventListener('pointerleave', () => this.point(null));
    ground.addEventListener('click', (event) => {
      const run = this.under(event);
      if (run !== null) this.keep(run);
    });
    this.plots.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.kept === null) return;
      this.kept = null;
      this.mark();
    });
  }

  redraw(payload: ComparePayload): void {
    // Another comparison has other lines.
    if (payload.runs.length !== this.payload?.runs.length) this.hidden = new Set();
    this.payload = payload;
    if ((this.kept ?? 0) >= payload.runs.length) this.kept = null;
    if ((this.pointed ?? 0) >= payload.runs.length) this.pointed = null;
    this.plots.follow(payload.runs.map(({ id }) => id));
    this.show();
  }

  end(): void {
    this.plots.end();
  }

  private show(): void {
    const { payload, locale } = this;
    if (!payload) return;
    const t = stringsFor(payload, locale);
    this.plots.ground.setAttribute('aria-label', t.plots);
    const names = metricsOf(payload);
    if (!names.includes(this.metric)) this.metric = names[0] ?? 'loss';
    const nothing = payload.runs.length === 0;
    setText(this.plots.title, t.title(formatCount(payload.runs.length, locale)));
    this.metrics.root.hidden = names.length < 2;
    this.metrics.fill(
      names.map((name) => [name, t.metric(name)]),
      this.metric,
    );
    const epochs = new Set<number>();
    for (const { epoch } of payload.runs) for (const each of epoch) epochs.add(each);
    this.rows = [...epochs].sort((a, b) => a - b);
    this.plots.collapse(nothing);
    this.table.root.hidden = nothing;
    this.plots.root.toggleAttribute('data-many', areMany(payload));
    this.plots.root.toggleAttribute('data-colored', settingColors(payload, pagePalette()) !== null);
    const words = comparisonWords(payload, this.metric, locale);
    this.plots.say(words, 'good');
    this.table.hide(this.hidden);
    this.table.fill(payload, this.metric);
    this.plots.redraw();
    this.mark();
  }

  private draw(width: number) {
    const { payload, locale } = this;
    if (!payload || payload.runs.length === 0) return null;
    const palette = pagePalette();
    const whole = this.plots.root.clientWidth;
    const letters = areMany(payload) ? 2 * READ.whole : payload.runs.length * READ.run + READ.name;
    const lines = (READ.moment + letters) * LETTER > width ? 2 : 1;
    this.plots.root.style.setProperty('--epb-readout-lines', String(lines));
    const { body, frames } = comparePlots({
      payload,
      metric: this.metric,
      x: 44,
      y: PLOT_ENDS.above,
      // Many runs have their letters in two columns.
      width: width - 44 - (areMany(payload) ? 34 : 22),
      height: plotHeight(whole),
      palette,
      locale,
      most: Math.min(600, Math.max(200, width)),
      live: true,
      legend: true,
      hidden: this.hidden,
    });
    this.frames = frames;
    const bottom = Math.max(...frames.map(({ y, height }) => y + height));
    // What is drawn anew has no run brought out yet.
    queueMicrotask(() => this.mark());
    return {
      body,
      height: bottom + PLOT_ENDS.below,
      plots: frames.map((frame) => ({ frame })),
      rows: this.rows.map((epoch) => ({ x: epoch, position: { epoch } })),
    };
  }

  /** The run whose line passes nearest to the pointer. */
  private under(event: MouseEvent): number | null {
    const { payload, frames, plots } = this;
    if (!payload) return null;
    const ground = plots.ground.getBoundingClientRect();
    const x = event.clientX - ground.left + plots.ground.scrollLeft;
    const y = event.clientY - ground.top + plots.ground.scrollTop;
    const at = frames.findIndex(
      (frame) =>
        x >= frame.x - 10 &&
        x <= frame.x + frame.width + 30 &&
        y >= frame.y - NEAR &&
        y <= frame.y + frame.height + NEAR,
    );
    const frame = frames[at];
    if (!frame) return null;
    let found: number | null = null;
    let nearest = NEAR;
    for (const index of drawnRuns(payload, bestRun(payload, this.metric))) {
      if (this.hidden.has(index)) continue;
      const { epoch, train, validation, gap } = curvesOf(payload.runs[index] as ComparedRun, this.metric);
      const line = at === 1 ? gap : validation.some((value) => value !== null) ? validation : train;
      const far = distance(frame, epoch, line, x, y);
      if (far >= nearest) continue;
      nearest = far;
      found = index;
    }
    return found;
  }

  private toggle(run: number, alone: boolean): void {
    const count = this.payload?.runs.length ?? 0;
    const runs = Array.from({ length: count }, (_, index) => index);
    this.hidden = new Set(toggled(run, runs, [...this.hidden], alone));
    this.table.hide(this.hidden);
    this.plots.redraw();
    this.mark();
  }

  private point(run: number | null, reveal = true): void {
    if (run === this.pointed) return;
    this.pointed = run;
    this.mark(reveal);
  }

  private keep(run: number): void {
    this.kept = this.kept === run ? null : run;
    this.mark();
  }

  /** Up and down from run to run, in the order of the table. */
  private step(by: number): void {
    const count = this.payload?.runs.length ?? 0;
    if (count === 0) return;
    const order = this.table.order;
    const at = order.indexOf(this.kept ?? -1);
    const to = at < 0 ? (by > 0 ? 0 : count - 1) : Math.min(count - 1, Math.max(0, at + by));
    this.kept = order[to] ?? null;
    this.mark(true);
  }

  private get out(): number | null {
    return this.pointed ?? this.kept;
  }

  /** Brings out the run that is pointed at or kept; all others but the best stand back. */
  private mark(reveal = false): void {
    const { out } = this;
    this.plots.root.toggleAttribute('data-out', out !== null);
    for (const group of this.plots.ground.querySelectorAll('.epb-run')) {
      const here = group.getAttribute('data-run') === String(out);
      group.toggleAttribute('data-out', here);
      if (here && group.nextElementSibling?.classList.contains('epb-run')) group.parentElement?.append(group);
    }
    this.table.mark(out, this.kept);
    if (reveal && out !== null) this.table.reveal(out);
    this.plots.refresh();
  }

  /** Without an epoch: what the run that is brought out came to, else how to use the plots. */
  private idleWords(): string {
    const { payload, locale, out } = this;
    const t = stringsFor(payload, locale);
    const run = out === null ? undefined : payload?.runs[out];
    if (!payload || !run) return t.hint;
    return `${this.called(out as number)} · ${this.table.factsOf(out as number)}`;
  }

  private called(index: number): string {
    const run = this.payload?.runs[index] as ComparedRun;
    const words = differenceWords(run, this.payload as ComparePayload, this.locale);
    return `${letter(index)} ${run.name}, ${words}`;
  }

  private readout(row: number): string[] {
    const { payload, locale, metric, out } = this;
    const t = stringsFor(payload, locale);
    const epoch = this.rows[row];
    if (!payload || epoch === undefined) return [t.hint];
    const values = (index: number): string => {
      const run = payload.runs[index] as ComparedRun;
      const { train, validation } = curvesOf(run, metric);
      const value = (of: number | null | undefined) => formatValue(of, locale);
      if (payload.by === 'step') return valueBefore(run, [validation, train], epoch, { t, locale });
      const own = run.epoch.indexOf(epoch);
      if (own < 0) return '';
      const both = validation[own] ?? null;
      return both === null ? value(train[own]) : t.pair(value(both), value(train[own]));
    };
    const best = bestRun(payload, metric);
    const many = areMany(payload);
    const indexes = many ? [...new Set([best, out ?? best])] : payload.runs.map((_, index) => index);
    const each = indexes.flatMap((index) => {
      const words = index < 0 ? '' : values(index);
      if (!words) return [];
      const name = many || index === out ? this.called(index) : letter(index);
      if (many && index === soleBest(payload, metric)) return [t.inShort(`${name} (${t.theBest})`, words)];
      return [many || index === out ? t.inShort(name, words) : `${name} ${words}`];
    });
    return [t.at(formatCount(epoch, locale)), t.metric(metric), ...each];
  }
}

/** The last value that a run has up to a step, with its own step where that is another: runs are thinned each by itself. */
function valueBefore(
  { epoch }: ComparedRun,
  series: readonly (readonly (number | null)[])[],
  step: number,
  { t, locale }: { t: CompareStrings; locale: Locale },
): string {
  const column = series.find((values) => values.some((value) => value !== null));
  if (!column || step > (epoch.at(-1) ?? -1)) return '';
  const row = epoch.findLastIndex((at, index) => at <= step && column[index] !== null);
  if (row < 0) return '';
  const words = formatValue(column[row], locale);
  return epoch[row] === step ? words : t.bestAt(words, formatCount(epoch[row] as number, locale));
}

/** How far a line is from a place, in pixels, up or down. */
function distance(
  frame: Frame,
  epoch: readonly number[],
  values: readonly (number | null)[],
  x: number,
  y: number,
): number {
  let before: { x: number; y: number } | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [row, at] of epoch.entries()) {
    const value = values[row];
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    const point = { x: frameX(frame, at), y: frameY(frame, value) };
    if (before && before.x <= x && x <= point.x) {
      const share = point.x > before.x ? (x - before.x) / (point.x - before.x) : 0;
      return Math.abs(before.y + share * (point.y - before.y) - y);
    }
    const far = Math.hypot(point.x - x, point.y - y);
    if (far < nearest) nearest = far;
    before = point;
  }
  return nearest;
}

/** The live picture `compare`. */
export const activate = staticRenderer({
  schema: comparePicture.schema,
  view: (host, locale) => new CompareView(host, locale),
  pure: async () => comparePicture,
  invalid: (locale, where) => compareStrings[locale].invalid(where),
});
