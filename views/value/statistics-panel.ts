import type { Locale, OpenedValue, ValueStatistics } from '../../protocol/index.js';
import { formatCount, formatValue } from '../../renderers/drawing/format.js';
import { element, pagePalette } from '../../renderers/drawing/page.js';
import { histogramBars } from '../../renderers/table/histogram.js';
import { fullNumber } from './full-number.js';
import { valueStrings } from './strings.js';

export const statisticsCss = `
.epb-statistics { flex: none; display: flex; flex-direction: column; gap: 6px; padding: 6px 8px; box-sizing: border-box; overflow: auto; font-size: 12px; line-height: 17px; }
.epb-statistics label { display: flex; gap: 6px; align-items: center; white-space: nowrap; }
.epb-statistics select { flex: 1 1 auto; min-width: 0; max-width: 220px; }
.epb-statistics dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(104px, 1fr)); gap: 2px 12px; margin: 0; font-variant-numeric: tabular-nums; }
.epb-statistics dl > div { display: flex; justify-content: space-between; gap: 6px; }
.epb-statistics dt { color: var(--vscode-descriptionForeground, currentColor); }
.epb-statistics dd { margin: 0; text-align: right; }
.epb-statistics .odd { color: var(--vscode-errorForeground, #c1222b); }
.epb-statistics svg { display: block; width: 100%; height: 84px; }
.epb-ends { display: flex; justify-content: space-between; color: var(--vscode-descriptionForeground, currentColor); font-size: 11px; }
.epb-frequent { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: 1px 8px; }
.epb-frequent span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (min-width: 720px) { .epb-value-body { flex-direction: row-reverse; } .epb-statistics { width: 264px; border-left: 1px solid var(--epb-line); border-top: 1px solid var(--epb-line); } .epb-statistics dl { grid-template-columns: 1fr; } .epb-statistics svg { height: 120px; } }
`;

const MOST_CHOICES = 1000;
const WIDTH = 400;
const HEIGHT = 84;

/** Count, mean, range and histogram of all values, or of a column. */
export class StatisticsPanel {
  readonly host: HTMLElement;
  private readonly choice = element('select');
  private readonly body = element('div');
  private shown: ValueStatistics | undefined;
  private value: OpenedValue | undefined;

  constructor(
    private readonly locale: Locale,
    private readonly ask: (column: number | null) => Promise<ValueStatistics>,
  ) {
    const t = valueStrings[locale];
    this.choice.addEventListener('change', () => void this.load());
    this.host = element(
      'section',
      { class: 'epb-statistics', 'aria-label': t.statisticsOf },
      element('label', {}, element('span', { class: 'epb-quiet' }, t.statisticsOf), this.choice),
      this.body,
    );
  }

  /** Another value; the choice stays where there is such a column. */
  open(value: OpenedValue): void {
    const t = valueStrings[this.locale];
    const before = this.value && this.choice.value;
    this.value = value;
    const { columns, form } = value;
    const names = Array.from({ length: Math.min(columns.count, MOST_CHOICES) }, (_, i) => i).map((column) =>
      element('option', { value: String(column) }, columns.names?.[column] ?? t.column(String(column))),
    );
    const all = element('option', { value: '' }, t.allValues);
    this.choice.replaceChildren(...(form === 'tensor' ? [all, ...(names.length > 1 ? names : [])] : names));
    if (before && [...this.choice.options].some((option) => option.value === before))
      this.choice.value = before;
    void this.load();
  }

  /** The column on which the person is. */
  choose(column: number): void {
    if (this.value?.form !== 'table' || this.choice.value === String(column)) return;
    this.choice.value = String(column);
    void this.load();
  }

  redraw(): void {
    if (this.shown) this.draw(this.shown);
  }

  private async load(): Promise<void> {
    const { value } = this.choice;
    try {
      const found = await this.ask(value === '' ? null : Number(value));
      if (this.choice.value !== value) return;
      this.shown = found;
      this.draw(found);
    } catch {
      // The value was closed or opened anew: its page says so.
    }
  }

  private draw(statistics: ValueStatistics): void {
    this.body.replaceChildren(...this.picture(statistics), this.numbers(statistics));
  }

  private numbers({
    count,
    missing,
    nan,
    infinite,
    numbers,
    distinct,
    frequent,
  }: ValueStatistics): HTMLElement {
    const { locale } = this;
    const t = valueStrings[locale];
    const counted = (value: number): string => formatCount(value, locale);
    const infinities = infinite[0] + infinite[1];
    const rows: [string, string, boolean][] = [
      [t.count, counted(count), false],
      ...(numbers
        ? ([
            [t.mean, fullNumber(numbers.mean, locale), false],
            [t.deviation, fullNumber(numbers.deviation, locale), false],
            [t.min, fullNumber(numbers.min, locale), false],
            [t.max, fullNumber(numbers.max, locale), false],
          ] as [string, string, boolean][])
        : []),
      ...(frequent
        ? [
            [t.distinct, distinct === undefined ? t.many : counted(distinct), false] as [
              string,
              string,
              boolean,
            ],
          ]
        : []),
      [t.nan, counted(nan), nan > 0],
      ...(infinities > 0 ? [[t.infinite, counted(infinities), true] as [string, string, boolean]] : []),
      ...(this.value?.form === 'table' || missing > 0
        ? [[t.missing, counted(missing), missing > 0] as [string, string, boolean]]
        : []),
    ];
    return element(
      'dl',
      {},
      ...rows.map(([name, text, odd]) =>
        element('div', {}, element('dt', {}, name), element('dd', odd ? { class: 'odd' } : {}, text)),
      ),
    );
  }

  private picture({ bins, numbers, frequent }: ValueStatistics): HTMLElement[] {
    const { locale } = this;
    const t = valueStrings[locale];
    const parts: HTMLElement[] = [];
    if (bins.length > 0 && numbers) {
      const figure = element('div', { role: 'img', 'aria-label': t.histogram });
      const bars = histogramBars(bins, {
        x: 0,
        y: 0,
        width: WIDTH,
        height: HEIGHT,
        fill: pagePalette().train,
        titles: true,
      });
      figure.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${bars}</svg>`;
      const [low, high] = [formatValue(numbers.min, locale), formatValue(numbers.max, locale)];
      const ends = low === high ? [low] : [low, high];
      parts.push(
        figure,
        element(
          'div',
          { class: 'epb-ends', 'aria-hidden': 'true' },
          ...ends.map((end) => element('span', {}, end)),
        ),
      );
    }
    if (frequent && frequent.length > 0)
      parts.push(
        element(
          'div',
          { class: 'epb-frequent' },
          ...frequent.flatMap(({ text, count }) => [
            element('span', { title: text }, text),
            element('span', { class: 'epb-quiet' }, formatCount(count, locale)),
          ]),
        ),
      );
    return parts;
  }
}
