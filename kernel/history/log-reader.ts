import * as v from 'valibot';
import {
  callbackLaneSchema,
  compileSchema,
  importedSchema,
  modelSchema,
  planSchema,
  type RunPayload,
  type RunProblem,
} from '../../protocol/index.js';
import type { RunEnd, RunRows, RunStart } from '../recorder/run-events.js';
import { parseLogLine } from '../stored-run.js';
import { RunRecord } from '../worker/run-record.js';
import { type LogLine, LogLines } from './log-lines.js';

/** The first line of a log, as far as anything can be told of its run. */
const startSchema = v.object({
  version: v.optional(v.unknown()),
  id: v.string(),
  name: v.string(),
  startedAt: v.number(),
  engine: v.object({ name: v.string(), backend: v.string() }),
  plan: planSchema,
  model: modelSchema,
  compile: compileSchema,
  imported: v.optional(importedSchema),
  lanes: v.optional(v.array(callbackLaneSchema), []),
  cell: v.optional(v.string(), ''),
  notebook: v.nullish(v.string()),
  source: v.optional(v.string()),
  process: v.optional(v.object({ pid: v.number(), host: v.string() })),
});
export type StoredStart = v.InferOutput<typeof startSchema>;

/** NaN is one of the values of a loss. */
const columnSchema = v.array(v.custom<number | null>((value) => value === null || typeof value === 'number'));

/** A table whose columns are all as long as that of this name. */
const table = (first: 'step' | 'epoch') =>
  v.pipe(
    v.looseObject({ [first]: v.array(v.number()), logs: v.record(v.string(), columnSchema) }),
    v.check((given) => {
      const { logs, ...own } = given as Record<string, unknown> & { logs: Record<string, unknown[]> };
      const columns = [...Object.values(own).filter(Array.isArray), ...Object.values(logs)];
      return columns.every(({ length }) => length === (own[first] as unknown[]).length);
    }),
  );

const rowsSchema = v.object({
  type: v.literal('rows'),
  time: v.number(),
  at: v.object({ epoch: v.number(), batch: v.number(), steps: v.number() }),
  steps: table('step'),
  epochs: table('epoch'),
  lanes: v.optional(v.array(callbackLaneSchema)),
  events: v.optional(v.array(v.looseObject({ kind: v.string(), epoch: v.number(), facts: v.object({}) }))),
});

const endSchema = v.object({
  type: v.literal('end'),
  time: v.number(),
  status: v.picklist(['completed', 'stopped', 'interrupted', 'failed', 'lost']),
});

/** The version that this program writes. */
const VERSION = 1;

/** Reads the log of a run as it grows, as far as it can be read; what cannot is counted and told. */
export class RunLogReader {
  private lines: LogLines;
  private count = 0;
  private damaged = { lines: 0, first: 0 };
  private first: StoredStart | undefined;
  private firstSeen = false;
  private record: RunRecord | undefined;
  private unread: string | undefined;
  /** ISO 8601, of a lost run. */
  endedAt: string | undefined;

  constructor(private readonly path: string) {
    this.lines = new LogLines(path);
  }

  /** Reads what is new. Never throws: what keeps it from reading is a problem. */
  read(): void {
    try {
      if (!this.lines.read((line) => this.take(line))) this.readAnew();
      this.unread = undefined;
    } catch (error) {
      this.unread = (error as NodeJS.ErrnoException).code ?? String(error);
    }
  }

  get start(): StoredStart | undefined {
    return this.first;
  }

  /** The run so far; none where its first line cannot be read. */
  payload(): RunPayload | undefined {
    const payload = this.record?.payload();
    return payload && this.endedAt !== undefined ? { ...payload, endedAt: this.endedAt } : payload;
  }

  get problem(): RunProblem | undefined {
    if (this.unread !== undefined) return { kind: 'file', reason: this.unread };
    const version = this.first?.version ?? VERSION;
    if (version !== VERSION) return { kind: 'version', version: String(version) };
    if (!this.first) return { kind: 'noStart' };
    return this.damaged.lines > 0 ? { kind: 'damaged', ...this.damaged } : undefined;
  }

  private readAnew(): void {
    this.lines = new LogLines(this.path);
    this.count = 0;
    this.damaged = { lines: 0, first: 0 };
    this.first = this.record = this.endedAt = undefined;
    this.firstSeen = false;
    this.lines.read((line) => this.take(line));
  }

  private take(line: LogLine): void {
    this.count += 1;
    try {
      if (typeof line !== 'string') throw new Error('too long');
      const value = parseLogLine(line);
      if (this.firstSeen) this.hear(value);
      else this.begin(value);
    } catch {
      this.firstSeen = true;
      this.damaged.lines += 1;
      this.damaged.first ||= this.count;
    }
  }

  private begin(value: unknown): void {
    this.firstSeen = true;
    const start = v.parse(startSchema, value);
    this.first = start;
    const {
      version: _version,
      process: _owner,
      source: _source,
      notebook: _notebook,
      imported,
      ...rest
    } = start;
    this.record = new RunRecord({
      type: 'start',
      serial: 0,
      execution: 0,
      ...rest,
      ...(imported && { imported }),
    } satisfies RunStart);
  }

  private hear(value: unknown): void {
    const { record } = this;
    if (!record) return;
    const { type } = value as { type?: unknown };
    if (type === 'rows') {
      v.parse(rowsSchema, value);
      record.addRows(value as RunRows);
      // Nobody wants the increments.
      record.takeDelta();
    } else if (type === 'end') {
      v.parse(endSchema, value);
      record.end(value as RunEnd);
      this.endedAt = (value as RunEnd).endedAt;
    } else throw new Error(`a line of an unknown kind: ${type}`);
  }
}
