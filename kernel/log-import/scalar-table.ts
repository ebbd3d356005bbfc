import { thinRows } from '../../renderers/training/thin.js';

/** Rows of a run's scalars in the order of their steps; `null` where a tag has no value at a step. */
export interface ScalarRows {
  step: number[];
  /** Seconds since 1970. */
  wallTime: number[];
  columns: Map<string, (number | null)[]>;
}

interface Column {
  values: Float64Array;
  /** 1 where there is a value. */
  known: Uint8Array;
  lastStep: number;
}

const FIRST_ROOM = 256;

/**
 * The scalars of one event file, in bounded memory: where there are more rows than there is room for, the first, the last and of
 * each stretch of steps those with the least and the greatest value of each tag stay.
 *
 * Steps of a tag only go on. One that is not beyond the last one takes the place of what the tag has from there on, as in
 * TensorBoard: a training that was resumed from a checkpoint has written it anew.
 */
export class ScalarTable {
  /** Values that came, and those that later ones have replaced. */
  seen = 0;
  replaced = 0;
  /** Values that are NaN or infinite, and where the first of them stood. */
  notFinite = 0;
  firstNotFinite: { tag: string; step: number } | undefined;
  /** Rows are no longer all that came. */
  thinned = false;
  private steps: Float64Array = new Float64Array(FIRST_ROOM);
  private walls: Float64Array = new Float64Array(FIRST_ROOM);
  private readonly columns = new Map<string, Column>();
  private rows = 0;
  private greatest = Number.NEGATIVE_INFINITY;
  private isSorted = true;
  private places: Map<number, number> | undefined;
  private last = { step: Number.NaN, row: -1 };

  /** @param most Rows that are held at most; asked each time the room is full. */
  constructor(private readonly most: () => number) {}

  get tags(): readonly string[] {
    return [...this.columns.keys()];
  }

  get tagCount(): number {
    return this.columns.size;
  }

  has(tag: string): boolean {
    return this.columns.has(tag);
  }

  /** From which step to which a tag has values. */
  spanOf(tag: string): { first: number; last: number } {
    const { known = new Uint8Array(0), lastStep: last = Number.NEGATIVE_INFINITY } =
      this.columns.get(tag) ?? {};
    let first = Number.POSITIVE_INFINITY;
    for (let row = 0; row < this.rows; row++)
      if (known[row]) first = Math.min(first, this.steps[row] as number);
    return { first, last };
  }

  add(tag: string, step: number, wallTime: number, value: number): void {
    this.seen += 1;
    if (!Number.isFinite(value)) {
      this.notFinite += 1;
      this.firstNotFinite ??= { tag, step };
    }
    const column = this.columns.get(tag) ?? this.newColumn(tag);
    if (step <= column.lastStep) this.replaceFrom(column, step);
    const row = step === this.last.step ? this.last.row : this.rowAt(step, wallTime);
    column.values[row] = value;
    column.known[row] = 1;
    column.lastStep = step;
  }

  /** What is held, without rows that hold nothing any more. */
  snapshot(): ScalarRows {
    this.sort();
    const columns = [...this.columns];
    const kept: number[] = [];
    for (let row = 0; row < this.rows; row++) if (columns.some(([, { known }]) => known[row])) kept.push(row);
    return {
      step: kept.map((row) => this.steps[row] as number),
      wallTime: kept.map((row) => this.walls[row] as number),
      columns: new Map(
        columns.map(([tag, { values, known }]) => [
          tag,
          kept.map((row) => (known[row] ? (values[row] as number) : null)),
        ]),
      ),
    };
  }

  private newColumn(tag: string): Column {
    const room = this.steps.length;
    const column = {
      values: new Float64Array(room),
      known: new Uint8Array(room),
      lastStep: Number.NEGATIVE_INFINITY,
    };
    this.columns.set(tag, column);
    return column;
  }

  private replaceFrom({ known }: Column, step: number): void {
    for (let row = this.rows - 1; row >= 0; row--) {
      if ((this.steps[row] as number) >= step) {
        this.replaced += known[row] as number;
        known[row] = 0;
      } else if (this.isSorted) return;
    }
  }

  private rowAt(step: number, wallTime: number): number {
    if (step <= this.greatest) {
      const found = this.placeOf(step);
      if (found !== undefined) {
        this.last = { step, row: found };
        return found;
      }
    }
    if (this.rows === this.steps.length) this.makeRoom();
    const row = this.rows++;
    this.steps[row] = step;
    this.walls[row] = wallTime;
    this.places?.set(step, row);
    if (step < this.greatest) this.isSorted = false;
    else this.greatest = step;
    this.last = { step, row };
    return row;
  }

  private placeOf(step: number): number | undefined {
    if (!this.places) {
      this.places = new Map();
      for (let row = 0; row < this.rows; row++) this.places.set(this.steps[row] as number, row);
    }
    return this.places.get(step);
  }

  private makeRoom(): void {
    const most = this.most();
    if (this.rows >= most) this.thin(Math.floor(most / 2));
    if (this.rows < this.steps.length && this.steps.length <= most) return;
    const room = Math.max(this.rows + 1, Math.min(most, 2 * this.rows));
    this.steps = resized(this.steps, room);
    this.walls = resized(this.walls, room);
    for (const column of this.columns.values()) {
      column.values = resized(column.values, room);
      const known = new Uint8Array(room);
      known.set(column.known.subarray(0, Math.min(room, column.known.length)));
      column.known = known;
    }
  }

  private thin(max: number): void {
    this.thinned = true;
    const { step, columns } = this.snapshot();
    this.keep(
      thinRows(step, [...columns.values()], max).map((row) => this.placeAfterSort(step[row] as number)),
    );
  }

  /** Rows are sorted by now, each step once. */
  private placeAfterSort(step: number): number {
    let [from, to] = [0, this.rows - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.steps[middle] as number) < step) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  private sort(): void {
    if (this.isSorted) return;
    const order = Array.from({ length: this.rows }, (_, row) => row);
    this.keep(order.sort((a, b) => (this.steps[a] as number) - (this.steps[b] as number)));
    this.isSorted = true;
  }

  /** The rows with these numbers alone, in this order. */
  private keep(rows: readonly number[]): void {
    const pick = <T extends Float64Array | Uint8Array>(from: T): void => {
      const copy = from.slice();
      for (const [to, row] of rows.entries()) from[to] = copy[row] as number;
      from.fill(0, rows.length);
    };
    pick(this.steps);
    pick(this.walls);
    for (const { values, known } of this.columns.values()) {
      pick(values);
      pick(known);
    }
    this.rows = rows.length;
    this.greatest = this.rows > 0 ? (this.steps[this.rows - 1] as number) : Number.NEGATIVE_INFINITY;
    this.places = undefined;
    this.last = { step: Number.NaN, row: -1 };
  }
}

function resized(values: Float64Array, room: number): Float64Array {
  const larger = new Float64Array(room);
  larger.set(values.subarray(0, Math.min(room, values.length)));
  return larger;
}
