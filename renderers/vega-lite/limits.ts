import type { Locale } from '../../protocol/index.js';
import { isNode, type SpecNode } from './spec-node.js';
import { type VegaLiteStrings, vegaLiteStrings } from './strings.js';

/** A chart of more than these is not drawn: the page would stand still. */
const MOST_VIEWS = 200;
/** Each interval listens to the pointer by signals of its own, which all others read. */
const MOST_SELECTIONS = 200;
const MOST_ROWS = 1_000_000;
const MOST_MADE = 20_000;
const LONGEST_SIDE = 10_000;

/** Largest numbers under a name, wherever it stands. */
const most = new Map<string, number>([
  ['width', LONGEST_SIDE],
  ['height', LONGEST_SIDE],
  ['maxbins', 1000],
  ['tickCount', 1000],
  ['nice', 1000],
  ['steps', 5000],
  ['minsteps', 5000],
  ['maxsteps', 5000],
  ['order', 12],
  ['limit', 1000],
]);

/** A repetition within a repetition or a choice, in what is read as a pattern: some texts keep it busy for years. */
const endlessPattern = /\([^()]*[|*+][^()]*\)[*+{]/;
const readsPatterns = /regexp\s*\(|test\s*\(|replace\s*\(|\/[^/]+\//;

type Rows = readonly unknown[];

const isNumber = (value: unknown): value is number => typeof value === 'number';
const numbersOf = (node: SpecNode, names: readonly string[]): (number | undefined)[] =>
  names.map((name) => (isNumber(node[name]) ? (node[name] as number) : undefined));

/** The least and the greatest of some numbers. */
class Range {
  low = Number.POSITIVE_INFINITY;
  high = Number.NEGATIVE_INFINITY;

  take(value: number): void {
    this.low = Math.min(this.low, value);
    this.high = Math.max(this.high, value);
  }
}

/** Why a specification would take too long to draw, or could not be drawn at all; `null` where it keeps to the limits. */
export function beyondLimits(spec: SpecNode, locale: Locale): string | null {
  const t = vegaLiteStrings[locale];
  const reading = new Reading(spec, t, new Intl.NumberFormat(locale));
  return reading.problem();
}

class Reading {
  private rows = 0;
  private readonly whole = new Range();
  private readonly ranges = new Map<string, Range>();
  private flattened = 0;
  private folded = 1;

  constructor(
    private readonly spec: SpecNode,
    private readonly t: VegaLiteStrings,
    private readonly format: Intl.NumberFormat,
  ) {}

  problem(): string | null {
    this.readData(this.spec);
    return this.walk(this.spec, '') ?? this.many();
  }

  private many(): string | null {
    const { t } = this;
    const rows = this.rows * this.folded;
    if (rows > MOST_ROWS || this.flattened > 3) return t.tooMany(t.rows(this.number(MOST_ROWS)));
    const { views, selections } = this.plots(this.spec, []);
    if (views > MOST_VIEWS) return t.tooMany(t.views(this.number(MOST_VIEWS)));
    return selections > MOST_SELECTIONS ? t.tooMany(t.selections(this.number(MOST_SELECTIONS))) : null;
  }

  private number(value: number): string {
    return this.format.format(value);
  }

  /** Counts inline rows, and finds the range of their numbers, of all and of each field. */
  private readData(node: unknown): void {
    if (Array.isArray(node)) {
      for (const each of node) this.readData(each);
      return;
    }
    if (!isNode(node)) return;
    for (const [name, value] of Object.entries(node)) {
      if (name === 'values' && Array.isArray(value)) this.readRows(value);
      else if (name === 'datasets' && isNode(value))
        for (const rows of Object.values(value)) if (Array.isArray(rows)) this.readRows(rows);
      this.readData(name === 'values' ? null : value);
    }
  }

  private readRows(rows: Rows): void {
    this.rows += rows.length;
    for (const row of rows)
      for (const [name, value] of isNode(row) ? Object.entries(row) : [['data', row] as const]) {
        if (!isNumber(value) || !Number.isFinite(value)) continue;
        this.whole.take(value);
        const own = this.ranges.get(name) ?? new Range();
        this.ranges.set(name, own);
        own.take(value);
      }
  }

  private walk(node: unknown, under: string, field?: unknown): string | null {
    if (typeof node === 'string')
      return readsPatterns.test(node) && endlessPattern.test(node) ? this.t.endlessPattern : null;
    if (Array.isArray(node)) {
      for (const each of node) {
        const found = this.walk(each, under);
        if (found) return found;
      }
      return null;
    }
    if (!isNode(node)) return null;
    const made = this.made(node, under, field);
    if (made) return made;
    if (Array.isArray(node.fold)) this.folded *= Math.max(1, node.fold.length);
    if (Array.isArray(node.flatten)) this.flattened += 1;
    for (const [name, value] of Object.entries(node)) {
      const limit = most.get(name);
      if (limit !== undefined && isNumber(value) && !(value >= 0 && value <= limit))
        return this.t.outside(name, String(value), this.number(limit));
      const found = name === 'values' || name === 'datasets' ? null : this.walk(value, name, node.field);
      if (found) return found;
    }
    return null;
  }

  /** What would be counted out: steps of a sequence, of bins, of a grid. */
  private made(node: SpecNode, under: string, field: unknown): string | null {
    const [start = 0, stop, step] = numbersOf(node, ['start', 'stop', 'step']);
    const tooFine = (value: number | undefined) =>
      this.t.outside('step', String(value), this.number(MOST_MADE));
    if (stop !== undefined && !(Math.abs((stop - start) / (step ?? 1)) <= MOST_MADE))
      return tooFine(step ?? stop);
    // What is binned already makes no bins.
    if (under === 'bin' && step !== undefined && node.binned !== true) {
      const { low, high } = this.ranges.get(String(field)) ?? this.whole;
      const [from, to] = Array.isArray(node.extent) ? node.extent.map(Number) : [low, high];
      if (!(step > 0 && !(((to ?? 0) - (from ?? 0)) / step > MOST_MADE / 10))) return tooFine(step);
    }
    if ((under === 'width' || under === 'height') && step !== undefined && !(step >= 0 && step <= 1000))
      return this.t.outside('step', String(step), this.number(1000));
    if ('quantile' in node && step !== undefined && !(step >= 1e-4 && step <= 1)) return tooFine(step);
    if (under === 'graticule') {
      const fine = [node.step, node.stepMinor, node.stepMajor]
        .flat()
        .some((each) => isNumber(each) && !(each >= 1));
      if (fine || (isNumber(node.precision) && !(node.precision >= 0.1))) return tooFine(1);
    }
    return null;
  }

  /**
   * How many plots a specification makes, and how many selections in them; facets of a field are as many as it has values in
   * the rows above it.
   */
  private plots(spec: unknown, above: Rows): { views: number; selections: number } {
    if (!isNode(spec)) return { views: 0, selections: 0 };
    const rows = this.rowsOf(spec.data) ?? above;
    const parts = ['layer', 'concat', 'hconcat', 'vconcat']
      .flatMap((name) => spec[name])
      .concat(spec.spec)
      .map((each) => this.plots(each, rows));
    const { repeat, facet, encoding, params } = spec;
    let times = 1;
    if (Array.isArray(repeat)) times *= repeat.length;
    else if (isNode(repeat))
      for (const list of Object.values(repeat)) if (Array.isArray(list)) times *= list.length;
    times *= this.cells(facet, rows);
    if (isNode(encoding))
      for (const name of ['facet', 'row', 'column'])
        times *= this.cells({ field: '', [name]: encoding[name] }, rows);
    const sum = (of: 'views' | 'selections') => parts.reduce((all, part) => all + part[of], 0);
    const views = times * Math.max(1, sum('views'));
    // A selection above several plots is one of each of them.
    const own = Array.isArray(params) ? params.filter((each) => isNode(each) && 'select' in each).length : 0;
    return { views, selections: times * sum('selections') + own * views };
  }

  private cells(facet: unknown, rows: Rows): number {
    if (!isNode(facet)) return 1;
    return [facet, facet.row, facet.column, facet.facet].reduce<number>((count, each) => {
      const field = isNode(each) ? each.field : undefined;
      if (typeof field !== 'string' || field === '') return count;
      const values = new Set<unknown>();
      for (const row of rows) if (isNode(row)) values.add(row[field]);
      return count * Math.max(1, values.size);
    }, 1);
  }

  private rowsOf(data: unknown): Rows | null {
    if (!isNode(data)) return null;
    if (Array.isArray(data.values)) return data.values;
    const named = isNode(this.spec.datasets) ? this.spec.datasets[String(data.name)] : null;
    return Array.isArray(named) ? named : null;
  }
}
