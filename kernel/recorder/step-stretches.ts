import type { DoneSteps } from '../../engine/watching/index.js';
import type { StepRows, StepStretch } from './run-events.js';

/** A stretch that grows. */
class GrowingStretch {
  count = 0;
  private room = 64;
  private values: Float64Array<ArrayBuffer>;
  private rates = new Float64Array(this.room);
  private penalties: Float64Array<ArrayBuffer> | undefined;

  constructor(
    readonly first: number,
    readonly labels: readonly string[],
    readonly hasPenalties: boolean,
  ) {
    this.values = new Float64Array(this.room * labels.length);
    if (hasPenalties) this.penalties = new Float64Array(this.room);
  }

  add(
    count: number,
    values: ArrayLike<number>,
    rates: ArrayLike<number>,
    penalties?: ArrayLike<number>,
  ): void {
    const { labels, count: at } = this;
    this.makeRoom(at + count);
    copy(values, count * labels.length, this.values, at * labels.length);
    copy(rates, count, this.rates, at);
    if (penalties && this.penalties) copy(penalties, count, this.penalties, at);
    this.count += count;
  }

  /** What there is, in arrays that are no longer than that: a message carries all of an array's buffer. */
  done(): StepStretch {
    const { first, count, labels, values, rates, penalties } = this;
    return {
      first,
      count,
      labels,
      values: values.slice(0, count * labels.length),
      rates: rates.slice(0, count),
      ...(penalties && { penalties: penalties.slice(0, count) }),
    };
  }

  private makeRoom(count: number): void {
    if (count <= this.room) return;
    this.room = 2 * count;
    this.values = grown(this.values, this.room * this.labels.length);
    this.rates = grown(this.rates, this.room);
    this.penalties &&= grown(this.penalties, this.room);
  }
}

/** Steps since the last flush. */
export class StepStretches {
  private stretches: GrowingStretch[] = [];

  get isEmpty(): boolean {
    return this.stretches.length === 0;
  }

  add(step: number, learningRate: number | null, penalty: number | null, logs: Record<string, number>): void {
    const labels: string[] = [];
    const values: number[] = [];
    for (const [label, value] of Object.entries(logs)) {
      if (typeof value !== 'number') continue;
      labels.push(label);
      values.push(value);
    }
    const penalties = penalty === null ? undefined : [penalty];
    this.stretchAt(step, labels, penalties !== undefined).add(
      1,
      values,
      [learningRate ?? Number.NaN],
      penalties,
    );
  }

  /** @param first The number of the first one, from 1. */
  addDone(first: number, { count, labels, values, rates, penalties }: DoneSteps): void {
    this.stretchAt(first, labels, penalties !== undefined).add(count, values, rates, penalties);
  }

  take(): StepStretch[] {
    const { stretches } = this;
    this.stretches = [];
    return stretches.map((stretch) => stretch.done());
  }

  private stretchAt(step: number, labels: readonly string[], hasPenalties: boolean): GrowingStretch {
    const last = this.stretches.at(-1);
    if (
      last &&
      last.first + last.count === step &&
      last.hasPenalties === hasPenalties &&
      areEqual(last.labels, labels)
    )
      return last;
    const next = new GrowingStretch(step, labels, hasPenalties);
    this.stretches.push(next);
    return next;
  }
}

/** The steps of stretches as rows; a log that only some of them have is `null` in the others. */
export function rowsOf(stretches: readonly StepStretch[]): StepRows {
  const rows: StepRows = { step: [], learningRate: [], logs: {} };
  for (const { first, count, labels, values, rates, penalties } of stretches) {
    const before = rows.step.length;
    for (let i = 0; i < count; i++) {
      const rate = rates[i] as number;
      rows.step.push(first + i);
      rows.learningRate.push(Number.isNaN(rate) ? null : rate);
    }
    for (const [place, label] of labels.entries()) {
      rows.logs[label] ??= new Array<null>(before).fill(null);
      for (let i = 0; i < count; i++) rows.logs[label].push(values[i * labels.length + place] as number);
    }
    if (penalties) {
      rows.penalty ??= new Array<null>(before).fill(null);
      for (const penalty of penalties) rows.penalty.push(penalty);
    }
    for (const column of [...Object.values(rows.logs), rows.penalty])
      while (column && column.length < rows.step.length) column.push(null);
  }
  return rows;
}

function copy(from: ArrayLike<number>, count: number, to: Float64Array, at: number): void {
  for (let i = 0; i < count; i++) to[at + i] = from[i] as number;
}

function grown(array: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(array);
  return larger;
}

const areEqual = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((label, i) => label === b[i]));
