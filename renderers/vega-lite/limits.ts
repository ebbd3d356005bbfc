import type { Locale } from '../../protocol/index.js';
import { isNode, type SpecNode } from './spec-node.js';
import { type VegaLiteStrings, vegaLiteStrings } from './strings.js';

/** A chart of more than these is not drawn: the page would stand still. */
const MOST_VIEWS = 200;
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

/** Why a specification would take too long to draw, or could not be drawn at all; `null` where it keeps to the limits. */
export function beyondLimits(spec: SpecNode, locale: Locale): string | null {
  const t = vegaLiteStrings[locale];
  const reading = new Reading(spec, t, new Intl.NumberFormat(locale));
  return reading.problem();
}

class Reading {
  private rows = 0;
  private low = Number.POSITIVE_INFINITY;
  private high = Number.NEGATIVE_INFINITY;
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
    const views = this.views(this.spec, []);
    return views > MOST_VIEWS ? t.tooMany(t.views(this.number(MOST_VIEWS))) : null;
  }

  private number(value: number): string {
    return this.format.format(value);
  }

  /** Counts inline rows, and finds the least and the greatest of their numbers. */
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
      for (const value of isNode(row) ? Object.values(row) : [row]) {
        if (!isNumber(value) || !Number.isFinite(value)) continue;
        this.low = Math.min(this.low, value);
        this.high = Math.max(this.high, value);
      }
  }

  private walk(node: unknown, under: string): string | null {
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
    const made = this.made(node, under);
    if (made) return made;
    if (Array.isArray(node.fold)) this.folded *= Math.max(1, node.fold.length);
    if (Array.isArray(node.flatten)) this.flattened += 1;
    for (const [name, value] of Object.entries(node)) {
      const limit = most.get(name);
      if (limit !== undefined && isNumber(value) && !(value >= 0 && value <= limit))
        return this.t.outside(name, String(value), this.number(limit));
      const found = name === 'values' || name === 'datasets' ? null : this.walk(value, name);
      if (found) return found;
    }
    return null;
  }

  /** What would be counted out: steps of a sequence, of bins, of a grid. */
  private made(node: SpecNode, under: string): string | null {
    const [start = 0, stop, step] = numbersOf(node, ['start', 'stop', 'step']);
    const tooFine = (value: number | undefined) =>
      this.t.outside('step', String(value), this.number(MOST_MADE));
    if (stop !== undefined && !(Math.abs((stop - start) / (step ?? 1)) <= MOST_MADE))
      return tooFine(step ?? stop);
    if (under === 'bin' && step !== undefined) {
      const [low, high] = Array.isArray(node.extent) ? node.extent.map(Number) : [this.low, this.high];
      if (!(step > 0 && !(((high ?? 0) - (low ?? 0)) / step > MOST_MADE / 10))) return tooFine(step);
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

  /** How many plots a specification makes; facets of a field are as many as it has values in the rows above it. */
  private views(spec: unknown, above: Rows): number {
    if (!isNode(spec)) return 0;
    const rows = this.rowsOf(spec.data) ?? above;
    const sum = (list: unknown) =>
      Array.isArray(list) ? list.reduce<number>((all, each) => all + this.views(each, rows), 0) : 0;
    const all = ['layer', 'concat', 'hconcat', 'vconcat'].reduce((count, name) => count + sum(spec[name]), 0);
    const { repeat, facet, encoding } = spec;
    let times = 1;
    if (Array.isArray(repeat)) times *= repeat.length;
    else if (isNode(repeat))
      for (const list of Object.values(repeat)) if (Array.isArray(list)) times *= list.length;
    times *= this.cells(facet, rows);
    if (isNode(encoding))
      for (const name of ['facet', 'row', 'column'])
        times *= this.cells({ field: '', [name]: encoding[name] }, rows);
    return times * Math.max(1, all + this.views(spec.spec, rows));
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
