import type { GroupPayload, Locale, SavedLayers } from '../../../protocol/index.js';
import { formatCount, formatDuration, formatValue } from '../../drawing/format.js';
import { element, pagePalette } from '../../drawing/page.js';
import { divergedBriefly } from '../divergence-words.js';
import { groupRows, groupSpread, leftOutText } from '../group-model.js';
import { groupLostText } from '../lost-words.js';
import { statusText, statusWord } from '../plan-text.js';
import { sparkline } from '../sparkline.js';
import { trainingStrings } from '../strings.js';
import { LayerDetail } from './layer-detail.js';
import type { Peer } from './peer.js';

const SPARK = { width: 90, height: 20 };

/** Many runs as a table, a line each, with mean and standard deviation below; a chosen run shows what its layers did. */
export class GroupView {
  readonly root = element('section', { class: 'epb-group' });
  private readonly table = element('div');
  private palette = pagePalette();
  private payload: GroupPayload | undefined;
  private detail: LayerDetail | undefined;

  constructor(
    private readonly locale: Locale,
    private readonly peer: Peer,
  ) {
    this.root.append(this.table);
  }

  themeChanged(): void {
    this.palette = pagePalette();
    this.detail?.themeChanged();
  }

  layersAnswered(run: string, layers: SavedLayers | null): void {
    if (this.detail?.run === run) this.detail.answered(layers);
  }

  draw(payload: GroupPayload): void {
    this.payload = payload;
    const focused = this.focusedRun();
    const t = trainingStrings[this.locale];
    const { columns, rows } = groupRows(payload);
    const count = (value: number) => formatCount(value, this.locale);
    const value = (each: number | null) => formatValue(each, this.locale);
    const ended = payload.runs.filter(({ status }) => status !== 'running').length;
    const head = [t.run, t.statusHead, t.epochs, t.timeHead, ...columns, t.bestHead, t.curve];
    const body = rows.map((row) => {
      const picture = element('td', { class: 'epb-spark', 'aria-hidden': 'true' });
      picture.innerHTML = `<svg width="${SPARK.width}" height="${SPARK.height}">${sparkline(
        [{ values: row.curve, color: this.palette[row.curveOf], bad: this.palette.bad }],
        SPARK,
      )}</svg>`;
      const layers = payload.runs.find(({ id }) => id === row.id)?.layers;
      const chosen = this.detail?.run === row.id;
      return element(
        'tr',
        {
          'data-status': row.status,
          ...(row.diverged && { 'data-diverged': '' }),
          ...(chosen && { 'data-chosen': '' }),
        },
        element('th', { scope: 'row' }, layers ? this.opener(row.id, row.name, chosen) : row.name),
        element(
          'td',
          { class: 'epb-word', title: statusText(row.status, this.locale, row.diverged) },
          [
            statusWord(row.status, this.locale, row.diverged),
            ...(row.diverged ? [divergedBriefly(row.diverged, this.locale)] : []),
          ].join(', '),
        ),
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
      element(
        'th',
        { scope: 'row' },
        [t.meanSd, leftOutText(payload, this.locale)].filter(Boolean).join(', '),
      ),
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
    const old = this.table.querySelector('.epb-scroll')?.scrollTop ?? 0;
    const scroll = element('div', { class: 'epb-scroll', tabindex: '0', role: 'region' }, table);
    scroll.setAttribute('aria-label', t.groupTitle(count(rows.length)));
    const lost = groupLostText(payload, this.locale);
    const note = element('div', { class: 'epb-note epb-bad', title: lost ?? '' }, lost ?? '');
    this.table.replaceChildren(caption, scroll, ...(lost ? [note] : []));
    scroll.scrollTop = old;
    if (focused !== undefined) this.focus(focused);
    const chosen = payload.runs.find(({ id }) => id === this.detail?.run);
    if (chosen) this.detail?.follow(chosen);
  }

  end(): void {
    this.detail?.end();
  }

  private opener(run: string, name: string, chosen: boolean): HTMLElement {
    const button = element(
      'button',
      { type: 'button', class: 'epb-row-open', 'data-run': run, 'aria-expanded': String(chosen) },
      name,
    );
    button.title = trainingStrings[this.locale].openLayers(name);
    button.addEventListener('click', () => this.choose(this.detail?.run === run ? null : run));
    return button;
  }

  /** Shows the layers of a run below the table; null closes what is open. */
  private choose(id: string | null): void {
    const { payload, detail } = this;
    const focused = this.focusedRun() ?? detail?.run;
    detail?.end();
    this.detail = undefined;
    const run = payload?.runs.find((each) => each.id === id);
    if (run) {
      const closed = () => this.choose(null);
      this.detail = new LayerDetail(run, this.locale, this.peer, closed);
      this.root.append(this.detail.root);
    }
    if (payload) this.draw(payload);
    if (focused !== undefined) this.focus(focused);
  }

  /** The run whose button has the focus; a table that is drawn anew keeps it there. */
  private focusedRun(): string | undefined {
    const { activeElement } = document;
    return activeElement instanceof HTMLElement && this.table.contains(activeElement)
      ? activeElement.dataset.run
      : undefined;
  }

  private focus(run: string): void {
    for (const button of this.table.querySelectorAll<HTMLElement>('.epb-row-open'))
      if (button.dataset.run === run) button.focus({ preventScroll: true });
  }
}
