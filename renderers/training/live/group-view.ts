import type { GroupPayload, Locale } from '../../../protocol/index.js';
import { formatCount, formatDuration, formatValue } from '../../drawing/format.js';
import { element, pagePalette } from '../../drawing/page.js';
import { groupRows, groupSpread } from '../group-model.js';
import { statusText } from '../plan-text.js';
import { sparkline } from '../sparkline.js';
import { trainingStrings } from '../strings.js';

const SPARK = { width: 90, height: 20 };

/** Many runs as a table, a line each, with mean and standard deviation below. */
export class GroupView {
  readonly root = element('section', { class: 'epb-group' });
  private palette = pagePalette();

  constructor(private readonly locale: Locale) {}

  themeChanged(): void {
    this.palette = pagePalette();
  }

  draw(payload: GroupPayload): void {
    const t = trainingStrings[this.locale];
    const { columns, rows } = groupRows(payload);
    const count = (value: number) => formatCount(value, this.locale);
    const value = (each: number | null) => formatValue(each, this.locale);
    const ended = payload.runs.filter(({ status }) => status !== 'running').length;
    const head = [t.run, t.statusHead, t.epochs, t.timeHead, ...columns, t.bestHead, t.curve];
    const body = rows.map((row) => {
      const picture = element('td', { class: 'epb-spark', 'aria-hidden': 'true' });
      picture.innerHTML = `<svg width="${SPARK.width}" height="${SPARK.height}">${sparkline(
        [{ values: row.curve, color: this.palette[row.curveOf] }],
        SPARK,
      )}</svg>`;
      return element(
        'tr',
        { 'data-status': row.status },
        element('th', { scope: 'row' }, row.name),
        element('td', { class: 'epb-word' }, statusText(row.status, this.locale)),
        element('td', {}, `${count(row.epochs)} / ${count(row.plannedEpochs)}`),
        element('td', {}, formatDuration(row.elapsedMs, this.locale)),
        ...row.values.map((each) => element('td', {}, value(each))),
        element('td', {}, row.best ? `${value(row.best.value)} (${count(row.best.epoch)})` : '–'),
        picture,
      );
    });
    const spread = groupSpread(payload).filter(({ n }) => n > 1);
    const cell = (found: (typeof spread)[number] | undefined) =>
      found
        ? element('td', {}, value(found.mean), element('span', {}, ` ± ${value(found.sd)}`))
        : element('td');
    const foot = element(
      'tr',
      {},
      element('th', { scope: 'row' }, t.meanSd),
      element('td'),
      element('td'),
      element('td'),
      ...columns.map((column) => cell(spread.find((each) => each.column === column && !each.best))),
      cell(spread.find(({ best }) => best)),
      element('td'),
    );
    const table = element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((word) => element('th', { scope: 'col' }, word)))),
      element('tbody', {}, ...body),
      ...(spread.length ? [element('tfoot', {}, foot)] : []),
    );
    const caption = element(
      'div',
      { class: 'epb-head' },
      element('strong', { class: 'epb-name' }, t.groupTitle(count(rows.length))),
      element('span', { class: 'epb-facts' }, t.groupDone(count(ended), count(rows.length))),
    );
    const old = this.root.querySelector('.epb-scroll')?.scrollTop ?? 0;
    const scroll = element('div', { class: 'epb-scroll', tabindex: '0', role: 'region' }, table);
    scroll.setAttribute('aria-label', t.groupTitle(count(rows.length)));
    this.root.replaceChildren(caption, scroll);
    scroll.scrollTop = old;
  }

  end(): void {}
}
