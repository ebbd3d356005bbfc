import type { ComparePayload, Locale } from '../../protocol/index.js';
import { choice } from '../drawing/choice.js';
import { formatCount, formatDuration, formatValue } from '../drawing/format.js';
import { element, ensureStyle, pagePalette, setText } from '../drawing/page.js';
import { RunPlots } from '../drawing/run-plots.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import type { StaticView } from '../drawing/static-slot.js';
import { comparePicture } from './compare-picture.js';
import { lineStyle } from './line-style.js';
import { curvesOf, letter, metricsOf, scoresOf } from './model.js';
import { comparePlots, MOST_LINES } from './plots.js';
import { compareStrings } from './strings.js';
import { comparisonWords, differenceWords, stateWords } from './words.js';

const PLOT = 210;
const PLOTS_HEIGHT = 22 + PLOT + 34;
const VERDICT = 51;
const TABLE = 136;
const HEIGHT = 26 + VERDICT + PLOTS_HEIGHT + 36 + TABLE + 12;

const css = `
.epb-compare-diverged { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
.epb-compare-table { height: ${TABLE}px; overflow: auto; scrollbar-width: thin; }
.epb-compare-table table { border-collapse: collapse; width: 100%; font-size: 12px; font-variant-numeric: tabular-nums; }
.epb-compare-table th, .epb-compare-table td { padding: 1px 8px; text-align: right; white-space: nowrap; border: 0; }
.epb-compare-table th:nth-child(-n+3) { text-align: left; }
.epb-compare-table tbody th { font-weight: normal; }
.epb-compare-table thead th {
  position: sticky; top: 0; font-weight: normal; color: var(--vscode-descriptionForeground, currentColor);
  background: var(--vscode-editor-background, #fff); box-shadow: inset 0 -1px var(--vscode-charts-lines, #8886);
}
.epb-compare-table svg { vertical-align: middle; }
@container (max-width: 640px) {
  .epb-compare-table th, .epb-compare-table td { padding: 1px 4px; }
  .epb-compare-table tbody th:nth-child(3) { white-space: normal; min-width: 8em; }
}
`;

/** Curves and gaps of several runs, the chosen metric's final values below, one cursor for all. */
class CompareView implements StaticView<ComparePayload> {
  private readonly plots: RunPlots;
  private readonly metrics;
  private readonly table: HTMLElement;
  private payload: ComparePayload | undefined;
  private metric = 'loss';
  private rows: number[] = [];

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-compare', css);
    const t = compareStrings[locale];
    this.metrics = choice(t.choose, (metric) => {
      this.metric = metric;
      this.show();
    });
    this.plots = new RunPlots(host, {
      height: HEIGHT,
      verdictHeight: VERDICT,
      words: t,
      draw: (width) => this.draw(width),
      readout: (row) => this.readout(row),
      epochOf: (row) => this.rows[row] ?? 0,
    });
    this.table = element('div', {
      class: 'epb-compare-table',
      tabindex: '0',
      role: 'region',
      'aria-label': t.table,
    });
    this.plots.facts.remove();
    this.plots.head.append(this.metrics.root);
    this.plots.root.append(this.table);
  }

  redraw(payload: ComparePayload): void {
    this.payload = payload;
    this.plots.follow(payload.runs.map(({ id }) => id));
    this.show();
  }

  end(): void {
    this.plots.end();
  }

  private show(): void {
    const { payload, locale } = this;
    if (!payload) return;
    const t = compareStrings[locale];
    const names = metricsOf(payload);
    if (!names.includes(this.metric)) this.metric = names[0] ?? 'loss';
    const nothing = payload.runs.length === 0;
    setText(this.plots.title, t.title(formatCount(payload.runs.length, locale)));
    this.metrics.root.hidden = names.length < 2;
    this.metrics.fill(
      names.map((name) => [name, name]),
      this.metric,
    );
    const epochs = new Set<number>();
    for (const { epoch } of payload.runs) for (const each of epoch) epochs.add(each);
    this.rows = [...epochs].sort((a, b) => a - b);
    this.plots.collapse(nothing);
    this.table.hidden = nothing;
    const words = comparisonWords(payload, this.metric, locale);
    this.plots.say(words, 'good');
    this.table.replaceChildren(this.rowsTable(payload));
    this.plots.redraw();
  }

  private draw(width: number) {
    const { payload, locale } = this;
    if (!payload || payload.runs.length === 0) return null;
    const palette = pagePalette();
    const { body, frames } = comparePlots({
      payload,
      metric: this.metric,
      x: 44,
      y: 22,
      width: width - 44 - 22,
      height: PLOT,
      palette,
      locale,
      most: Math.min(600, Math.max(200, width)),
    });
    return {
      body,
      height: PLOTS_HEIGHT,
      plots: frames.map((frame) => ({ frame })),
      rows: this.rows.map((epoch) => ({ x: epoch, position: { epoch } })),
    };
  }

  private rowsTable(payload: ComparePayload): HTMLTableElement {
    const { locale, metric } = this;
    const t = compareStrings[locale];
    const palette = pagePalette();
    const head = ['', t.run, t.what, t.train, t.validation, t.best, t.gapHead, t.time].map((word) =>
      element('th', { scope: 'col' }, word),
    );
    const value = (of: number | null) => formatValue(of, locale);
    const rows = payload.runs.map((run, index) => {
      const { train, validation, best, gap, perEpoch } = scoresOf(run, metric);
      const { color, dash } = lineStyle(index, palette);
      const mark = element('th', {}, `${letter(index)} `);
      mark.style.color = color;
      if (index < MOST_LINES)
        mark.insertAdjacentHTML(
          'beforeend',
          `<svg width="30" height="8" aria-hidden="true"><path d="M0,4h30" stroke="${color}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/></svg>`,
        );
      const words = differenceWords(run, payload, locale);
      const status = element(
        'span',
        run.diverged ? { class: 'epb-compare-diverged' } : {},
        stateWords(run, locale),
      );
      return element(
        'tr',
        {},
        mark,
        element('th', { scope: 'row' }, run.name),
        element('th', {}, words, status),
        ...[
          value(train),
          value(validation),
          best ? t.bestAt(value(best.value), formatCount(best.epoch, locale)) : '–',
          value(gap),
          perEpoch === null ? '–' : formatDuration(perEpoch, locale),
        ].map((word) => element('td', {}, word)),
      );
    });
    return element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    );
  }

  private readout(row: number): string[] {
    const { payload, locale, metric } = this;
    const t = compareStrings[locale];
    const epoch = this.rows[row];
    if (!payload || epoch === undefined) return [t.hint];
    const each = payload.runs.slice(0, MOST_LINES).flatMap((run, index) => {
      const own = run.epoch.indexOf(epoch);
      if (own < 0) return [];
      const { train, validation } = curvesOf(run, metric);
      const value = (of: number | null | undefined) => formatValue(of, locale);
      const both = validation[own] ?? null;
      return [
        `${letter(index)} ${both === null ? value(train[own]) : t.pair(value(both), value(train[own]))}`,
      ];
    });
    return [t.at(formatCount(epoch, locale)), metric, ...each];
  }
}

/** The live picture `compare`. */
export const activate = staticRenderer({
  schema: comparePicture.schema,
  view: (host, locale) => new CompareView(host, locale),
  invalid: (locale, where) => compareStrings[locale].invalid(where),
});
