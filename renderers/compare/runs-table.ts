import type { ComparedRun, ComparePayload, Locale } from '../../protocol/index.js';
import { formatAlike, formatCount, formatDuration } from '../drawing/format.js';
import { element, pagePalette, setText } from '../drawing/page.js';
import { quietScroll } from '../drawing/quiet-scroll.js';
import { wordColor } from '../drawing/word-color.js';
import { type RunLook, runLooks } from './line-style.js';
import {
  areMany,
  bestRun,
  type ComparedScores,
  leadersOf,
  letter,
  ranking,
  scoresOf,
  soleBest,
} from './model.js';
import { compareStrings, stringsFor } from './strings.js';
import { differenceWords, stateWords } from './words.js';

/** As high as a target for the finger has to be. */
const ROW = 24;
const HEAD = ROW + 2;
/** Rows that are in sight at most, under the plots and beside them. */
const MOST = 9;
const MOST_BESIDE = 13;
/** A part of the next row tells that there are more. */
const NEXT_ROW = 14;

export const runsTableCss = `
.epb-compare-diverged { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
.epb-compare-table { max-height: ${HEAD + ROW * MOST + NEXT_ROW}px; }
[data-side] > .epb-compare-table { max-height: ${HEAD + ROW * MOST_BESIDE + NEXT_ROW}px; }
.epb-compare-table table { border-collapse: collapse; width: 100%; font-size: 12px; font-variant-numeric: tabular-nums; }
.epb-compare-table th, .epb-compare-table td { padding: 0 8px; height: ${ROW}px; line-height: ${ROW}px; text-align: right; white-space: nowrap; border: 0; }
.epb-compare-table th:nth-child(-n+3) { text-align: left; }
.epb-compare-table tbody th { font-weight: normal; }
.epb-compare-table tr > :nth-child(-n+2) { width: 1px; }
.epb-compare-table tr > :nth-child(3) { width: 30%; padding-left: 14px; }
.epb-compare-table tr[data-best] > :nth-child(-n+3), .epb-compare-table td[data-best] { font-weight: 600; }
.epb-compare-table td[data-best] { background: color-mix(in srgb, var(--vscode-charts-green, #1a7f37) 20%, transparent); }
.epb-compare-table tr[data-out] > * { background: color-mix(in srgb, var(--vscode-charts-blue, #1769c5) 22%, transparent); }
.epb-compare-table thead th, .epb-compare-table thead td {
  position: sticky; top: 0; z-index: 1; height: ${HEAD}px; font-weight: normal; color: var(--vscode-descriptionForeground, currentColor);
  background: var(--vscode-editor-background, #fff); box-shadow: inset 0 -1px var(--vscode-charts-lines, #8886);
}
.epb-compare-table button { all: unset; cursor: pointer; white-space: nowrap; display: inline-block; min-width: ${ROW}px; line-height: ${ROW}px; vertical-align: top; }
.epb-compare-table thead button[aria-pressed='true'] { color: var(--vscode-foreground, #24292f); font-weight: 600; }
.epb-compare-table button:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: 1px; }
.epb-compare-table tbody button[aria-pressed='true'] { text-decoration: underline; }
.epb-compare-table .epb-compare-line[aria-pressed] { text-decoration: none; min-height: 20px; }
.epb-compare-table .epb-compare-line[aria-pressed='false'] { opacity: 0.55; text-decoration: line-through; }
.epb-compare-table .epb-compare-line[aria-pressed='false'] svg { visibility: hidden; }
.epb-compare-table svg { vertical-align: middle; }
@container (max-width: 640px) {
  .epb-compare-table th, .epb-compare-table td { padding: 0 4px; }
  .epb-compare-table tbody th:nth-child(3) { white-space: normal; min-width: 8em; }
}
`;

/** A column that rows can be ordered by: 'run' is the order in which they were given. */
type Column = 'run' | 'train' | 'validation' | 'best' | 'gap' | 'time';

const columnValue: Record<Exclude<Column, 'run' | 'best'>, (scores: ComparedScores) => number | null> = {
  train: ({ train }) => train,
  validation: ({ validation }) => validation,
  gap: ({ gap }) => gap,
  time: ({ perEpoch }) => perEpoch,
};

/** The numbers of a column, by the runs as they were given. */
type Columns = Record<'train' | 'validation' | 'best' | 'gap', string[]>;

function columnsOf({ runs }: ComparePayload, metric: string, locale: Locale): Columns {
  const scores = runs.map((run) => scoresOf(run, metric));
  return {
    train: formatAlike(
      scores.map(({ train }) => train),
      locale,
    ),
    validation: formatAlike(
      scores.map(({ validation }) => validation),
      locale,
    ),
    best: formatAlike(
      scores.map(({ best }) => best?.value),
      locale,
    ),
    gap: formatAlike(
      scores.map(({ gap }) => gap),
      locale,
    ),
  };
}

/** What the table tells of its rows: pointed at or focused, and pressed. */
interface TableHost {
  point(run: number | null): void;
  pin(run: number): void;
  /** Hides its lines or shows them again; `alone` shows these alone. */
  toggle(run: number, alone: boolean): void;
}

/** The final values of each run. Many runs stand in the order of what they reached; a head orders by its column. */
export class RunsTable {
  readonly root: HTMLElement;
  private readonly status = element('div', { class: 'epb-plots-hidden', role: 'status' });
  private readonly scroll: ReturnType<typeof quietScroll>;
  private column: Column | null = null;
  private shown: { payload: ComparePayload; metric: string } | undefined;
  private columns: Columns = { train: [], validation: [], best: [], gap: [] };
  private rows = new Map<number, { row: HTMLElement; button: HTMLElement; line: HTMLElement }>();
  private hidden: ReadonlySet<number> = new Set();

  constructor(
    private readonly locale: Locale,
    private readonly host: TableHost,
  ) {
    const t = compareStrings[locale];
    this.root = element('div', {
      class: 'epb-compare-table',
      tabindex: '0',
      role: 'region',
      'aria-label': t.table,
    });
    this.scroll = quietScroll(this.root);
    this.root.addEventListener('pointerover', (event) => this.host.point(this.runOf(event.target)));
    this.root.addEventListener('pointerleave', () => this.host.point(this.runOf(document.activeElement)));
    this.root.addEventListener('focusin', (event) => this.host.point(this.runOf(event.target)));
    this.root.addEventListener('focusout', () => this.host.point(null));
    this.root.addEventListener('click', (event) => {
      const run = this.runOf(event.target);
      if (run !== null) this.host.pin(run);
    });
    this.root.addEventListener('keydown', (event) => this.move(event));
  }

  fill(payload: ComparePayload, metric: string): void {
    this.shown = { payload, metric };
    this.columns = columnsOf(payload, metric, this.locale);
    const { locale } = this;
    const t = stringsFor(payload, locale);
    const had = this.root.contains(document.activeElement) ? this.runOf(document.activeElement) : null;
    const [best, bold] = [soleBest(payload, metric), bestRun(payload, metric)];
    const order = this.sorted(payload, metric);
    this.rows = new Map();
    const leaders = leadersOf(payload, metric);
    const look = runLooks(payload, bold, pagePalette());
    const body = order.map((index) =>
      this.row(payload, index, {
        best: index === best,
        bold: index === bold,
        leaders,
        look: look(index),
      }),
    );
    this.root.replaceChildren(
      element('table', {}, element('thead', {}, this.heads(payload)), element('tbody', {}, ...body)),
      this.status,
    );
    const first = had !== null && this.rows.has(had) ? had : (order[0] ?? -1);
    this.rows.get(first)?.button.setAttribute('tabindex', '0');
    if (had !== null) this.rows.get(had)?.button.focus();
    this.scroll.update();
    this.root.title = this.root.hasAttribute('data-more') ? t.scroll : '';
  }

  /** The runs from top to bottom. */
  get order(): number[] {
    return [...this.rows.keys()];
  }

  /** What a run came to, under the heads of its columns. */
  factsOf(index: number): string {
    const { shown, locale } = this;
    const run = shown?.payload.runs[index];
    if (!shown || !run) return '';
    const t = stringsFor(shown.payload, locale);
    const heads = [t.train, t.validation, t.best, t.gapHead, t.time];
    return this.cells(index)
      .map((words, column) => `${heads[column]} ${words}`)
      .join(', ');
  }

  /** Tells which runs have no lines. */
  hide(hidden: ReadonlySet<number>): void {
    this.hidden = hidden;
    for (const [index, { line }] of this.rows) line.setAttribute('aria-pressed', String(!hidden.has(index)));
  }

  /** Brings out a row; `pinned` is the run that stays brought out. */
  mark(run: number | null, pinned: number | null): void {
    for (const [index, { row, button }] of this.rows) {
      row.toggleAttribute('data-out', index === run);
      button.setAttribute('aria-pressed', String(index === pinned));
    }
  }

  /** Moves the rows, not the page, until one is in sight. */
  reveal(run: number): void {
    const row = this.rows.get(run)?.row;
    if (!row) return;
    const [top, bottom] = [row.offsetTop - HEAD, row.offsetTop + row.offsetHeight];
    const { scrollTop, clientHeight } = this.root;
    if (top < scrollTop) this.root.scrollTop = top;
    else if (bottom + ROW > scrollTop + clientHeight) this.root.scrollTop = bottom + ROW - clientHeight;
  }

  private sorted(payload: ComparePayload, metric: string): number[] {
    const given = payload.runs.map((_, index) => index);
    const column = this.column ?? (areMany(payload) ? 'best' : 'run');
    if (column === 'run') return given;
    if (column === 'best') return ranking(payload, metric);
    const values = payload.runs.map(
      (run) => columnValue[column](scoresOf(run, metric)) ?? Number.POSITIVE_INFINITY,
    );
    const known = (index: number) => {
      const value = values[index] as number;
      return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
    };
    return given.sort((a, b) => (known(a) === known(b) ? a - b : known(a) - known(b)));
  }

  private heads(payload: ComparePayload): HTMLElement {
    const t = stringsFor(payload, this.locale);
    const now = this.column ?? (areMany(payload) ? 'best' : 'run');
    const sorting = (column: Column, words: string): HTMLElement => {
      const here = column === now;
      const button = element(
        'button',
        { type: 'button', title: t.sortBy(words), 'aria-pressed': String(here) },
        here ? `${words} ▾` : words,
      );
      button.addEventListener('click', () => {
        this.column = column;
        if (this.shown) this.fill(this.shown.payload, this.shown.metric);
        this.host.point(null);
        setText(this.status, t.sorted(words));
        this.root.querySelector<HTMLElement>('thead [aria-pressed="true"]')?.focus();
      });
      return element('th', { scope: 'col', ...(here && { 'aria-sort': 'ascending' }) }, button);
    };
    return element(
      'tr',
      {},
      element('td', {}),
      sorting('run', t.run),
      element('th', { scope: 'col' }, t.what),
      sorting('train', t.train),
      sorting('validation', t.validation),
      sorting('best', t.best),
      sorting('gap', t.gapHead),
      sorting('time', t.time),
    );
  }

  private row(
    payload: ComparePayload,
    index: number,
    {
      best,
      bold,
      leaders,
      look,
    }: { best: boolean; bold: boolean; leaders: readonly number[]; look: RunLook },
  ): HTMLElement {
    const { locale } = this;
    const t = compareStrings[locale];
    const palette = pagePalette();
    const { color, dash, opacity } = look;
    const run = payload.runs[index] as ComparedRun;
    const line = element(
      'button',
      {
        type: 'button',
        class: 'epb-compare-line',
        tabindex: '-1',
        title: t.lineHint,
        'aria-label': t.lineOf(letter(index)),
        'aria-pressed': String(!this.hidden.has(index)),
      },
      `${letter(index)} `,
    );
    line.addEventListener('click', (event) => {
      this.host.toggle(index, event.altKey);
      event.stopPropagation();
    });
    line.addEventListener('dblclick', ({ altKey }) => altKey || this.host.toggle(index, true));
    const mark = element('td', {}, line);
    mark.style.cssText = `color:${wordColor(color, palette)};text-align:left`;
    line.insertAdjacentHTML(
      'beforeend',
      `<svg width="30" height="8" aria-hidden="true"><path d="M0,4h30" stroke="${color}" stroke-width="${(areMany(payload) ? bold : best) ? 3 : 2}"${opacity < 1 ? ` stroke-opacity="${Math.max(0.45, opacity)}"` : ''}${dash && ` stroke-dasharray="${dash}"`}/></svg>`,
    );
    const words = differenceWords(run, payload, locale);
    const button = element(
      'button',
      {
        type: 'button',
        tabindex: '-1',
        'aria-pressed': 'false',
        'aria-label': `${letter(index)} ${run.name}, ${words}${best ? `, ${t.theBest}` : ''}`,
      },
      run.name,
    );
    const row = element(
      'tr',
      { 'data-run': String(index), ...(best && { 'data-best': '' }) },
      mark,
      element('th', { scope: 'row' }, button),
      element(
        'th',
        {},
        words,
        element('span', run.diverged ? { class: 'epb-compare-diverged' } : {}, stateWords(run, locale)),
      ),
      ...this.cells(index).map((word, column) =>
        element('td', leaders[column] === index ? { 'data-best': '', title: t.theBest } : {}, word),
      ),
    );
    this.rows.set(index, { row, button, line });
    return row;
  }

  /** What stands in the columns of a run; numbers of one column are written alike. */
  private cells(index: number): string[] {
    const { locale, columns, shown } = this;
    const run = shown?.payload.runs[index];
    if (!shown || !run) return [];
    const { best, perEpoch } = scoresOf(run, shown.metric);
    const of = (name: keyof Columns): string => columns[name][index] ?? '–';
    return [
      of('train'),
      of('validation'),
      best ? compareStrings[locale].bestAt(of('best'), formatCount(best.epoch, locale)) : '–',
      of('gap'),
      perEpoch === null ? '–' : formatDuration(perEpoch, locale),
    ];
  }

  private runOf(target: EventTarget | null): number | null {
    const row = target instanceof Element ? target.closest('tr[data-run]') : null;
    return row && this.root.contains(row) ? Number(row.getAttribute('data-run')) : null;
  }

  /** Arrow keys move from run to run. */
  private move(event: KeyboardEvent): void {
    const run = this.runOf(event.target);
    if (run === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const { order } = this;
    const at = order.indexOf(run);
    const moves: Record<string, number> = {
      ArrowUp: Math.max(0, at - 1),
      ArrowDown: Math.min(order.length - 1, at + 1),
      Home: 0,
      End: order.length - 1,
    };
    const to = moves[event.key];
    // To the left of a run's name is the button of its lines.
    const aside = { ArrowLeft: this.rows.get(run)?.line, ArrowRight: this.rows.get(run)?.button }[event.key];
    if (aside) {
      aside.focus();
      event.preventDefault();
    }
    if (to === undefined) return;
    this.rows.get(run)?.button.setAttribute('tabindex', '-1');
    const next = this.rows.get(order[to] as number)?.button;
    next?.setAttribute('tabindex', '0');
    next?.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
