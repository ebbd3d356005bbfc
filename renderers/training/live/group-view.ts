import type { GroupPayload, Locale, SavedLayers, TrainingPayload } from '../../../protocol/index.js';
import { formatCount, formatDuration } from '../../drawing/format.js';
import { type Takeaway, takeawayOf } from '../../drawing/menu/takeaway.js';
import { element, pagePalette } from '../../drawing/page.js';
import { divergedBriefly } from '../divergence-words.js';
import {
  bestHead,
  groupLeaders,
  groupMeanLine,
  groupRows,
  groupScale,
  groupScaleText,
  groupSparkline,
  groupSpread,
  groupWritten,
  leftOutText,
  meanHead,
  type Spread,
  spreadRange,
  spreadWritten,
} from '../group-model.js';
import { groupOverlays, type Overlay } from '../group-overlay.js';
import { groupLostText } from '../lost-words.js';
import { keyWords, overlayPicture } from '../overlay-picture.js';
import { overlayText } from '../overlay-words.js';
import { statusText, statusWord } from '../plan-text.js';
import { STRIP, spreadStrip } from '../spread-strip.js';
import { trainingStrings } from '../strings.js';
import { LayerDetail } from './layer-detail.js';
import type { Peer } from './peer.js';

/** Of the small curves: they take what the columns before them leave, which is known once these are drawn. */
const SPARK = { least: 90, most: 1600, columns: 900, height: 30 };
/** Below this width curves are shorter, and what else is known of a run stands below its name. */
const NARROW = 500;
/** Curves of a table so narrow stand alone, without the mean. */
const SHORT = 720;
/** Epochs and time. */
const WIDE_COLUMNS = [2, 3];
const NARROW_SPARK = 40;

function sparkFor(width: number): { width: number; height: number } {
  const { least, most, columns, height } = SPARK;
  if (width > 0 && width < NARROW) return { width: NARROW_SPARK, height };
  return { width: Math.max(least, Math.min(most, width - columns)), height };
}

/** Of the charts above the table: from which width on there are any, and two in a row; their height, that of narrow ones, and that of the second where it is below. */
const OVERLAY = { least: 300, two: 820, most: 1100, between: 24, height: 158, low: 120, second: 96 };
/** Left and right of what is drawn. */
const SIDES = 16;

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

  async takeaway(): Promise<Takeaway | undefined> {
    const { payload } = this;
    if (!payload) return undefined;
    return takeawayOf<TrainingPayload>((await import('../training-picture.js')).trainingPicture, payload);
  }

  layersAnswered(run: string, layers: SavedLayers | null): void {
    if (this.detail?.run === run) this.detail.answered(layers);
  }

  draw(payload: GroupPayload): void {
    this.payload = payload;
    const focused = this.focusedRun();
    const t = trainingStrings[this.locale];
    const drawn = groupRows(payload);
    const { columns, rows } = drawn;
    const written = groupWritten(drawn, this.locale);
    const scale = groupScale(rows);
    const range = groupScaleText(rows, scale, this.locale);
    const curveTold = range && [t.curveScale(range), ...(scale.cut ? [t.curveBeyond] : [])].join(' ');
    const overlays = groupOverlays(payload, 2);
    const means =
      this.root.clientWidth > SHORT
        ? overlays.find(({ log }) => log === rows[0]?.curveLog)?.means
        : undefined;
    const curveWords = [
      range,
      range && scale.cut && t.curveCut[scale.cut],
      range && means?.length ? t.curveMean : null,
    ].flatMap((words) => (words ? [' ', element('span', {}, words)] : []));
    const leaders = groupLeaders(rows, this.locale);
    const { clientWidth } = this.root;
    const spark = sparkFor(clientWidth);
    const count = (value: number) => formatCount(value, this.locale);
    const ended = payload.runs.filter(({ status }) => status !== 'running').length;
    const head = [
      t.run,
      t.statusHead,
      t.epochs,
      t.timeHead,
      ...columns,
      bestHead(rows, this.locale),
      t.curve,
    ];
    const pictures = rows.map(() => element('td', { class: 'epb-spark', 'aria-hidden': 'true' }));
    const drawCurves = (room: typeof spark) =>
      rows.forEach((row, index) => {
        const mean = means ? groupMeanLine(means, scale, room, this.palette) : '';
        (pictures[index] as HTMLElement).innerHTML =
          `<svg width="${room.width}" height="${room.height}">${mean}${groupSparkline(row, scale, room, this.palette)}</svg>`;
      });
    drawCurves(spark);
    const body = rows.map((row, index) => {
      const done = `${count(row.epochs)} / ${count(row.plannedEpochs)}`;
      const time = formatDuration(row.elapsedMs, this.locale);
      const layers = payload.runs.find(({ id }) => id === row.id)?.layers;
      const chosen = this.detail?.run === row.id;
      return element(
        'tr',
        {
          'data-status': row.status,
          ...(row.diverged && { 'data-diverged': '' }),
          ...(chosen && { 'data-chosen': '' }),
        },
        element(
          'th',
          { scope: 'row' },
          layers ? this.opener(row.id, row.name, chosen) : row.name,
          element(
            'div',
            { class: 'epb-group-small' },
            element('span', {}, `${done} ·`),
            ' ',
            element('span', {}, time),
          ),
        ),
        element(
          'td',
          { class: 'epb-word', title: statusText(row.status, this.locale, row.diverged) },
          element('span', {}, statusWord(row.status, this.locale, row.diverged)),
          ...(row.diverged ? [', ', element('span', {}, divergedBriefly(row.diverged, this.locale))] : []),
        ),
        element('td', { class: 'epb-wide' }, done),
        element('td', { class: 'epb-wide' }, time),
        ...(written[index]?.values ?? []).map((each) => element('td', {}, each)),
        element(
          'td',
          { class: 'epb-best', ...(leaders.has(index) && { 'data-best': '' }) },
          written[index]?.best ?? '–',
        ),
        pictures[index] as HTMLElement,
      );
    });
    const spread = groupSpread(payload).filter(({ n }) => n > 1);
    const strips = new Map<HTMLElement, Spread>();
    const cell = (found: Spread | undefined) => {
      if (!found) return element('td');
      const strip = element('div', { class: 'epb-strip', 'aria-hidden': 'true' });
      strips.set(strip, found);
      const { mean, sd } = spreadWritten(found, this.locale);
      const range = spreadRange(found, this.locale);
      const ends = element('div', { class: 'epb-strip-ends' });
      if (range) ends.append(element('span', {}, `${range[0]} –`), ' ', element('span', {}, range[1]));
      return element('td', {}, mean, element('span', {}, ` ± ${sd}`), strip, ends);
    };
    const foot = element(
      'tr',
      {},
      element(
        'th',
        { scope: 'row', colspan: '2' },
        [meanHead(spread, this.locale), leftOutText(payload, this.locale)].filter(Boolean).join(', '),
        element('div', { class: 'epb-spread-note' }, t.spreadNote),
      ),
      element('td', { class: 'epb-wide' }),
      element('td', { class: 'epb-wide' }),
      ...columns.map((column) => cell(spread.find((each) => each.column === column && !each.best))),
      cell(spread.find(({ best }) => best)),
      element('td'),
    );
    const table = element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...head.map((word, column) =>
            element(
              'th',
              {
                scope: 'col',
                ...(WIDE_COLUMNS.includes(column) && { class: 'epb-wide' }),
                ...(column === head.length - 2 && { class: 'epb-best-head' }),
                ...(column === head.length - 1 && curveTold && { title: curveTold, class: 'epb-curve-head' }),
              },
              word,
              ...(column === head.length - 1 ? curveWords : []),
            ),
          ),
        ),
      ),
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
    this.table.replaceChildren(caption, ...this.overlays(overlays), scroll, ...(lost ? [note] : []));
    // How wide the columns of words are is known only now.
    const over = Math.ceil(table.getBoundingClientRect().width) - scroll.clientWidth;
    const fitting = Math.min(SPARK.most, Math.max(NARROW_SPARK, spark.width - over));
    if (fitting !== spark.width && scroll.clientWidth > 0) drawCurves({ ...spark, width: fitting });
    this.drawStrips(strips);
    scroll.scrollTop = old;
    if (focused !== undefined) this.focus(focused);
    const chosen = payload.runs.find(({ id }) => id === this.detail?.run);
    if (chosen) this.detail?.follow(chosen);
  }

  end(): void {
    this.detail?.end();
  }

  /** The curves of all runs over each other, above the table: beside each other where they have room, else the second below the first. */
  private overlays(found: readonly Overlay[]): HTMLElement[] {
    const { clientWidth } = this.root;
    const whole = clientWidth - SIDES;
    if (whole < OVERLAY.least) return [];
    const [first] = found;
    if (!first) return [];
    const row = whole < OVERLAY.two ? 1 : found.length;
    const width = Math.min(OVERLAY.most, Math.floor((whole - OVERLAY.between * (row - 1)) / row));
    const host = element('div', { class: 'epb-overlays' });
    const draw = (overlay: Overlay, gutter: number) => {
      const below = row === 1 && overlay !== first;
      const height = below ? OVERLAY.second : whole < NARROW ? OVERLAY.low : OVERLAY.height;
      const told = below ? keyWords(first, this.palette, this.locale) : undefined;
      const box = { x: 0, y: 2, width, height, gutter };
      return overlayPicture(overlay, box, this.palette, this.locale, told);
    };
    // Below each other, the same epochs are at the same place.
    const gutter = row === 1 ? Math.max(...found.map((overlay) => draw(overlay, 0).gutter)) : 0;
    for (const overlay of found) {
      const drawn = draw(overlay, gutter);
      const picture = element('div', { role: 'img', 'aria-label': overlayText(overlay, this.locale) });
      picture.innerHTML = `<svg width="${width}" height="${Math.ceil(drawn.height + 2)}" aria-hidden="true">${drawn.body}</svg>`;
      host.append(picture);
    }
    return [host];
  }

  /** Draws each strip as wide as the words above it leave its column: none makes the table wider. */
  private drawStrips(strips: ReadonlyMap<HTMLElement, Spread>): void {
    const widths = [...strips.keys()].map((strip) =>
      Math.min(STRIP.most, Math.floor(strip.getBoundingClientRect().width)),
    );
    for (const [index, [strip, spread]] of [...strips].entries()) {
      const width = widths[index] ?? 0;
      const body = spreadStrip(spread, { x: 0, y: 0, width }, this.palette);
      if (body) strip.innerHTML = `<svg width="${width}" height="${STRIP.height}">${body}</svg>`;
    }
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
