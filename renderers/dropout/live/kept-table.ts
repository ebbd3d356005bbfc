import type { Locale } from '../../../protocol/index.js';
import { formatCount, formatRate, formatValue } from '../../drawing/format.js';
import { element, setText } from '../../drawing/page.js';
import { keepScale, type MaskView, type StepView } from '../model.js';
import { dropoutStrings } from '../strings.js';
import { scaleWords } from '../text.js';
import { whatIfStrings } from '../what-if-strings.js';
import type { WhatIf } from '../what-if-words.js';

/** Dropout layers that have a row; the others are told in the sentences. */
const MOST_LAYERS = 4;

/** What each dropout layer kept in the step and how that is scaled; under it what would be at another rate. */
export class KeptTable {
  private readonly body = element('tbody');
  private readonly more = element('p', { hidden: true });
  readonly root: HTMLElement;

  constructor(private readonly locale: Locale) {
    const t = dropoutStrings[locale];
    this.root = element(
      'div',
      {},
      element(
        'table',
        { class: 'epb-dropout-kept', 'aria-label': t.keptCaption },
        element(
          'thead',
          {},
          element('tr', {}, ...t.keptHeads.map((words) => element('th', { scope: 'col' }, words))),
        ),
        this.body,
      ),
      this.more,
    );
  }

  show({ masks }: StepView, whatIf: WhatIf | null): void {
    const rows: { cells: string[]; would: boolean; title: string }[] = [];
    masks.slice(0, MOST_LAYERS).forEach((mask, index) => {
      const own = mask.track.record.rate;
      rows.push({
        cells: [mask.track.name, ...this.cells(mask, own)],
        would: false,
        title: scaleWords(mask, this.locale),
      });
      const rate = whatIf?.rates.get(index);
      const would = whatIf?.view.masks[index];
      if (rate === undefined || !would) return;
      const w = whatIfStrings[this.locale];
      rows.push({ cells: [`↳ ${w.row}`, ...this.cells(would, rate)], would: true, title: w.notTrained });
    });
    while (this.body.rows.length > rows.length) this.body.lastElementChild?.remove();
    rows.forEach(({ cells, would, title }, at) => {
      const row = this.body.rows[at] ?? this.body.appendChild(emptyRow(cells.length));
      row.toggleAttribute('data-would', would);
      row.title = title;
      cells.forEach((words, cell) => void setText(row.cells[cell] as HTMLElement, words));
    });
    const others = masks.length - MOST_LAYERS;
    this.more.hidden = others <= 0;
    if (others > 0)
      setText(this.more, dropoutStrings[this.locale].moreLayers(formatCount(others, this.locale)));
  }

  /** Rate, kept of all, and the sum that the next layer sees. */
  private cells({ track, bits, kept, of }: MaskView, rate: number): string[] {
    const { locale } = this;
    const count = (value: number) => formatCount(value, locale);
    const scale = keepScale(track, rate);
    const factor = scale === null ? '' : `×\u00a0${formatValue(scale, locale)}`;
    const sum = scale === null ? '–' : bits ? `${factor} = ${count(kept * scale)}` : factor;
    const told = bits ? dropoutStrings[locale].ofAll(count(kept), count(of)) : '–';
    return [formatRate(rate, locale), told, sum];
  }
}

function emptyRow(cells: number): HTMLTableRowElement {
  const row = element('tr', {}, element('th', { scope: 'row' }));
  for (let at = 1; at < cells; at += 1) row.append(element('td'));
  return row;
}
