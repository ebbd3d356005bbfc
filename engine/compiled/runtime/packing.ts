import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { simd } from '../../embedded/simd/simd-module.js';
import type { PackedPart, PackedRows, StepPacker } from '../../watching/index.js';
import { sizeOf } from '../graph/graph.js';
import { Arena } from './arena.js';
import type { Program } from './program.js';

/** Bytes of rows that wait to be taken over; more where a single row is larger. */
const ROOM = 128 * 1024;

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;

/** Where a part of a row comes from, in bytes from the beginning of the program's arena, and where in the row it goes. */
interface Copy {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Values of a row. */
  readonly size: number;
  readonly bits: boolean;
}

/** The rows that wait for one taker. */
class Rows {
  readonly arena: Arena;
  used = 0;
  stretches: { layout: unknown; rows: number; at: number; bytes: number }[] = [];

  constructor(
    readonly packer: StepPacker,
    backend: BackendWasm,
  ) {
    this.arena = new Arena(backend);
  }

  takeOver(into: PackedRows[]): void {
    const { packer, arena, stretches } = this;
    if (stretches.length === 0) return;
    this.used = 0;
    this.stretches = [];
    const { buffer } = arena.numbers();
    for (const { layout, rows, at, bytes } of stretches)
      into.push({ packer, layout, rows, bytes: new Uint8Array(buffer, arena.start + at, bytes) });
  }
}

/** How one program's steps are packed for one taker. */
class Layout {
  private due = false;

  constructor(
    readonly rows: Rows,
    private readonly layout: unknown,
    private readonly bytes: number,
    private readonly before: readonly Copy[],
    private readonly after: readonly Copy[],
  ) {}

  get hasRoom(): boolean {
    return this.rows.used + this.bytes <= Math.max(ROOM, this.bytes);
  }

  begin(step: number, start: number): void {
    const { rows, before } = this;
    this.due = rows.packer.due();
    if (!this.due) return;
    const { arena, used } = rows;
    arena.integers()[(arena.start + used) / 4] = step;
    if (before.length > 0) this.copy(before, start);
  }

  end(start: number): void {
    if (!this.due) return;
    const { rows, layout, bytes, after } = this;
    this.copy(after, start);
    const last = rows.stretches.at(-1);
    if (last && last.layout === layout) {
      last.rows += 1;
      last.bytes += bytes;
    } else rows.stretches.push({ layout, rows: 1, at: rows.used, bytes });
    rows.used += bytes;
  }

  private copy(parts: readonly Copy[], start: number): void {
    const { arena, used } = this.rows;
    const row = arena.start + used;
    const { copyBytes, packBits } = simd();
    for (const { from, to, rows, size, bits } of parts)
      if (bits) packBits(row + to, start + from, rows, size);
      else copyBytes(row + to, start + from, 4 * rows * size);
  }
}

/** Packs what is due of the steps of one program. */
export class ProgramPacking {
  /** For whom. */
  readonly packers: ReadonlySet<StepPacker>;

  constructor(
    private readonly layouts: readonly Layout[],
    private readonly arena: Arena,
  ) {
    this.packers = new Set(layouts.map(({ rows }) => rows.packer));
  }

  /** Whether there is room for one more step. */
  get hasRoom(): boolean {
    return this.layouts.every(({ hasRoom }) => hasRoom);
  }

  /** @param step Which of those that are done in one go it is. */
  begin(step: number): void {
    for (const layout of this.layouts) layout.begin(step, this.arena.start);
  }

  end(): void {
    for (const layout of this.layouts) layout.end(this.arena.start);
  }
}

/** What takers ask to be packed of the steps of a `fit`. The rows lie in memory of the backend until they are taken over. */
export class Packing {
  private readonly rows: readonly Rows[];
  private readonly known = new Map<Program, ProgramPacking | undefined>();

  constructor(packers: readonly StepPacker[], backend: BackendWasm) {
    this.rows = packers.map((packer) => new Rows(packer, backend));
  }

  /**
   * How the steps of a program are packed; undefined where it has nothing of what is asked for.
   *
   * @param arena Of the program.
   * @param placeOf Where a value lies in it, in bytes; undefined where it does not.
   */
  of(
    program: Program,
    arena: Arena,
    placeOf: (value: object) => { at: number; shape: readonly number[] } | undefined,
  ): ProgramPacking | undefined {
    if (this.rows.length === 0) return undefined;
    if (!this.known.has(program)) {
      const layouts = this.rows.flatMap((rows) => layoutOf(rows, program, placeOf) ?? []);
      this.known.set(program, layouts.length > 0 ? new ProgramPacking(layouts, arena) : undefined);
    }
    return this.known.get(program);
  }

  /** What was packed since the last time. */
  takeOver(): PackedRows[] {
    const packed: PackedRows[] = [];
    for (const rows of this.rows) rows.takeOver(packed);
    return packed;
  }

  free(): void {
    for (const { arena } of this.rows) arena.free();
  }
}

function layoutOf(
  rows: Rows,
  { watchable }: Program,
  placeOf: (value: object) => { at: number; shape: readonly number[] } | undefined,
): Layout | undefined {
  const plan = rows.packer.plan(watchable.calls, watchable.gradients);
  if (!plan) return undefined;
  const [before, after]: [Copy[], Copy[]] = [[], []];
  let end = 4;
  for (const part of plan.parts) {
    const place = placeOf(part.value);
    if (!place) return undefined;
    const copy = copyOf(part, place, end);
    (part.before ? before : after).push(copy);
    end += padded(copy.bits ? copy.rows * Math.ceil(copy.size / 8) : 4 * copy.rows * copy.size);
  }
  try {
    rows.arena.reserve(Math.max(ROOM, end), rows.used);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return new Layout(rows, plan.layout, end, before, after);
}

function copyOf(
  { bits = false }: PackedPart,
  { at, shape }: { at: number; shape: readonly number[] },
  to: number,
): Copy {
  const rows = bits ? (shape[0] ?? 1) : 1;
  return { from: at, to, rows, size: sizeOf(shape) / rows, bits };
}
