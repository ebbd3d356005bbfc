import { join } from 'node:path';
import {
  alternativeText,
  type ExecuteParams,
  LIVE_HZ,
  MAX_JSON_BYTES,
  MAX_SINGLE_RUNS,
  type MimeBundle,
  type OutputOp,
  pictureMime,
  type RunDelta,
  type RunPayload,
  type RunSummary,
  SNAPSHOT_HZ,
  SVG_MIME,
  TEXT_MIME,
  type TrainingPayload,
} from '../../protocol/index.js';
import { forms, pictures } from '../../renderers/registry.js';
import { trainingAlt } from '../../renderers/training/alt.js';
import { fitPayload } from '../../renderers/training/thin.js';
import { currentLocale, say } from '../../words/index.js';
import type { RunEvent, RunStart } from '../recorder/run-events.js';
import { rowsOf } from '../recorder/step-stretches.js';
import type { RunEnding } from '../run-ending.js';
import { RunLayersRecord, type ToldLayers } from './layers/run-layers.js';
import { readStoredLayers } from './layers/stored-layers.js';
import { RunLog } from './run-log.js';
import { RunRecord } from './run-record.js';
import { factsOf, savedGroup, savedRun } from './saved-payloads.js';
import { StoredRuns, storedCurves } from './stored-runs.js';

/** A still picture is drawn anew at most this often while the run goes on. */
const STILL_MS = 4000;
/** So many times as long as a snapshot takes, none follows: where cores are few, the training needs them. */
const MOST_OF_THE_TIME = 20;

export interface RunsHost {
  folder: string;
  notebook: string | null;
  put(cell: string, op: OutputOp): void;
  announce(delta: RunDelta): void;
  /** A run of this kernel has ended. */
  ended(id: string): void;
}

interface Live {
  record: RunRecord;
  log: RunLog | undefined;
  layers: RunLayersRecord;
  deltaTimer?: NodeJS.Timeout | undefined;
  snapshotTimer?: NodeJS.Timeout | undefined;
  /** Milliseconds that the last snapshot took. */
  snapshotTook: number;
  still: { svg?: string; at: number };
  /** Times that the ended run was drawn in all its forms: the last one counts. */
  drawing: number;
}

/** The runs of one execution of a cell, which share the room under it. */
interface Execution {
  runs: Live[];
  /** `complete` once it was drawn with what the layers of its runs did. */
  group?: { id: string; timer?: NodeJS.Timeout | undefined; complete: boolean };
}

/** Stores and draws the runs of this kernel. Nothing here touches the thread that trains. */
export class Runs {
  private readonly runs = new Map<string, Live>();
  private readonly executions = new Map<number, Execution>();
  private readonly storedRuns = new StoredRuns();
  private readonly finishing = new Set<Promise<void>>();
  /** The text of each cell, as it was run last. */
  private readonly sources = new Map<string, string>();
  private warned = false;

  private place: Pick<RunsHost, 'folder' | 'notebook'>;
  /** The notebook's, and those that it had before, where older runs are. */
  private readonly folders: Set<string>;

  constructor(private readonly host: RunsHost) {
    this.place = host;
    this.folders = new Set([host.folder]);
  }

  /** The notebook is elsewhere now. */
  move(folder: string, notebook: string | null): void {
    this.place = { folder, notebook };
    this.folders.add(folder);
  }

  /** A cell is run, with this text. */
  begin({ cell, code }: Pick<ExecuteParams, 'cell' | 'code'>): void {
    this.sources.set(cell, code);
  }

  handle(event: RunEvent): void {
    if (event.type === 'start') {
      this.start(event);
      return;
    }
    const live = this.runs.get(event.id);
    if (!live) return;
    // Of a lost run that its thread has not yet heard of.
    if (!live.record.running && event.type !== 'layers') return;
    if (event.type === 'rows') {
      const rows = { ...event, steps: rowsOf(event.steps) };
      live.record.addRows(rows);
      live.log?.add(rows);
      this.schedule(live);
    } else if (event.type === 'layers') {
      live.layers.add(event);
    } else {
      live.record.end(event);
      live.log?.end(event);
      live.layers.end();
      this.finish(live);
      this.host.ended(event.id);
    }
  }

  /** How a run of this kernel ended; undefined while it goes on. */
  endingOf(id: string): RunEnding | undefined {
    const record = this.runs.get(id)?.record;
    return record && !record.running ? { status: record.currentStatus } : undefined;
  }

  state(id: string): { seq: number; payload: RunPayload } | null {
    const live = this.runs.get(id);
    if (!live) return null;
    this.announce(live.record);
    return { seq: live.record.lastSeq, payload: fitPayload(savedRun(live), MAX_JSON_BYTES) };
  }

  /**
   * A run, thinned as in its output: one of this kernel, or one that an earlier kernel has stored, then without what its layers
   * did. Without an id the latest of this kernel, or the one so many before it.
   */
  payload(id: string | null, back: number): RunPayload | null {
    const live = id === null ? [...this.runs.values()].at(-1 - back) : this.runs.get(id);
    if (live) return fitPayload(savedRun(live), MAX_JSON_BYTES);
    const stored = id === null ? undefined : storedCurves(this.folders, id);
    return stored ? fitPayload(stored, MAX_JSON_BYTES) : null;
  }

  /** All that are stored beside the notebook, the latest first. */
  stored(): Promise<RunSummary[]> {
    return this.storedRuns.summaries(this.folders);
  }

  /**
   * What the layers of a run did: of the latest of this kernel, or of the one with this id, also one that an earlier kernel
   * has stored. Null: there is no such run.
   *
   * @param whole All of it; else as much as can be told at once.
   */
  layers(id: string | null, whole = false): ToldLayers | null {
    const live = id === null ? [...this.runs.values()].at(-1) : this.runs.get(id);
    if (live) return live.layers.tell(factsOf(live.record), whole);
    if (id === null) return null;
    for (const folder of this.folders) {
      const stored = readStoredLayers(join(folder, '.epochbook', 'runs'), id);
      if (stored) return { wanted: stored.store.wanted, layers: stored.payload };
    }
    return null;
  }

  /** The number under which the training thread knows a run that is at work. */
  serialOf(id: string): number | undefined {
    const record = this.runs.get(id)?.record;
    return record?.running ? record.start.serial : undefined;
  }

  /** Settles when the saved forms of all ended runs are in their outputs. */
  async settled(): Promise<void> {
    await Promise.all(this.finishing);
    for (const execution of this.executions.values()) {
      const { group, runs } = execution;
      if (!group || group.complete || runs.some(({ record }) => record.running)) continue;
      group.complete = true;
      this.drawGroup(execution, 0);
    }
    await Promise.all(this.finishing);
  }

  /** The process is about to end: what goes on is put into its output, and onto the disk, as far as it has come. */
  tellNow(): void {
    for (const live of this.runs.values()) {
      if (!live.record.running) continue;
      this.announce(live.record);
      live.log?.flushNow();
      this.snapshot(live);
    }
  }

  /** The kernel is about to end, and there is nobody to tell: runs that go on are lost, which their logs say. */
  lose(reason: string): void {
    const endedAt = new Date().toISOString();
    for (const { record } of this.runs.values())
      if (record.running)
        this.handle({ type: 'end', id: record.id, time: record.elapsed, status: 'lost', reason, endedAt });
  }

  private start(event: RunStart): void {
    const log = this.openLog(event);
    const layers = new RunLayersRecord(log?.folder, {
      notStored: (error) => this.warn(event.cell, error),
      problem: (reason) => this.tellUnread(event.cell, reason),
    });
    const live: Live = {
      record: new RunRecord(event),
      log,
      layers,
      still: { at: Date.now() },
      snapshotTook: 0,
      drawing: 0,
    };
    this.runs.set(event.id, live);
    const execution = this.executions.get(event.execution) ?? { runs: [] };
    this.executions.set(event.execution, execution);
    execution.runs.push(live);
    if (execution.runs.length > 1) this.makeCompact(execution, live);
    if (execution.group) execution.group.complete = false;
    if (execution.runs.length > MAX_SINGLE_RUNS) this.drawGroup(execution);
    else
      this.host.put(event.cell, {
        kind: 'display',
        id: event.id,
        data: this.quickForms(live),
        alt: trainingAlt(live.record.payload(), currentLocale()),
      });
  }

  /** From the second run of a cell on, each is small; the first shrinks with them. */
  private makeCompact(execution: Execution, live: Live): void {
    live.record.view = 'compact';
    const [first] = execution.runs;
    if (!first || first.record.view === 'compact') return;
    first.record.view = 'compact';
    if (!first.record.running) this.finish(first);
  }

  private openLog(event: RunStart): RunLog | undefined {
    const failed = (error: Error): void => this.warn(event.cell, error);
    try {
      const { folder, notebook } = this.place;
      return new RunLog(folder, event, { notebook, source: this.sources.get(event.cell) }, failed);
    } catch (error) {
      failed(error as Error);
      return undefined;
    }
  }

  private warn(cell: string, error: Error): void {
    if (this.warned) return;
    this.warned = true;
    const text = say(
      `Runs are not stored: ${error.message}. Training goes on; make ${this.place.folder} writable to keep runs.`,
      `실행 기록을 저장하지 못합니다: ${error.message}. 학습은 계속됩니다. 기록을 남기려면 ${this.place.folder}에 쓸 수 있게 하세요.`,
    );
    this.host.put(cell, { kind: 'stream', name: 'stderr', text: `${text}\n` });
  }

  private tellUnread(cell: string, reason: string): void {
    const text = say(
      `What the layers do is not recorded: ${reason}. Training goes on.`,
      `층이 하는 일을 기록하지 못합니다: ${reason}. 학습은 계속됩니다.`,
    );
    this.host.put(cell, { kind: 'stream', name: 'stderr', text: `${text}\n` });
  }

  private schedule(live: Live): void {
    live.deltaTimer ??= setTimeout(() => {
      live.deltaTimer = undefined;
      this.announce(live.record);
    }, 1000 / LIVE_HZ);
    live.snapshotTimer ??= setTimeout(
      () => {
        live.snapshotTimer = undefined;
        if (live.record.running) this.snapshot(live);
      },
      Math.max(1000 / SNAPSHOT_HZ, MOST_OF_THE_TIME * live.snapshotTook),
    );
  }

  private announce(record: RunRecord): void {
    const delta = record.takeDelta();
    if (delta) this.host.announce(delta);
  }

  private snapshot(live: Live): void {
    const execution = this.executions.get(live.record.start.execution);
    if (execution?.group) {
      this.drawGroup(execution);
      return;
    }
    const began = performance.now();
    this.update(live, this.quickForms(live));
    live.snapshotTook = performance.now() - began;
    if (Date.now() - live.still.at < STILL_MS) return;
    live.still.at = Date.now();
    void forms('training', live.record.payload(), { locale: currentLocale() }).then((bundle) => {
      live.still.svg = bundle[SVG_MIME] as string;
    });
  }

  /** JSON and text at once; the still picture is the last one drawn. */
  private quickForms(live: Live): MimeBundle {
    const { still } = live;
    const payload = fitPayload(savedRun(live), MAX_JSON_BYTES);
    return {
      [pictureMime('training')]: payload as never,
      ...(still.svg && { [SVG_MIME]: still.svg }),
      [TEXT_MIME]: pictures.training.text(payload, currentLocale()),
    };
  }

  private finish(live: Live): void {
    clearTimeout(live.deltaTimer);
    clearTimeout(live.snapshotTimer);
    this.announce(live.record);
    const execution = this.executions.get(live.record.start.execution);
    if (execution?.group) {
      this.drawGroup(execution, 0);
      return;
    }
    // A run that is drawn small now may still be being drawn large.
    live.drawing += 1;
    const { drawing } = live;
    this.track(async () => {
      const data = await this.allForms(savedRun(live));
      if (live.drawing === drawing) this.update(live, data);
    });
  }

  /** One picture for all runs of the cell, in the place of the first. */
  private drawGroup(execution: Execution, delay = 1000 / SNAPSHOT_HZ): void {
    const [first, ...others] = execution.runs;
    if (!first) return;
    if (!execution.group) {
      execution.group = { id: first.record.id, complete: false };
      for (const { record } of others.slice(0, MAX_SINGLE_RUNS - 1)) {
        this.host.put(record.start.cell, { kind: 'remove', id: record.id });
      }
      delay = 0;
    }
    const { group } = execution;
    if (group.timer) return;
    let done = (): void => {};
    this.track(() => new Promise<void>((resolve) => (done = resolve)));
    group.timer = setTimeout(async () => {
      group.timer = undefined;
      try {
        const data = await this.allForms(savedGroup(group.id, execution.runs, group.complete));
        const alt = alternativeText(data)[SVG_MIME]?.alt;
        this.host.put(first.record.start.cell, { kind: 'update', id: group.id, data, ...(alt && { alt }) });
      } finally {
        done();
      }
    }, delay);
  }

  private allForms(payload: TrainingPayload): Promise<MimeBundle> {
    return forms('training', payload, { locale: currentLocale() });
  }

  private update({ record }: Live, data: MimeBundle): void {
    if (this.executions.get(record.start.execution)?.group) return;
    this.host.put(record.start.cell, { kind: 'update', id: record.id, data });
  }

  private track(work: () => Promise<void>): void {
    const promise = work().finally(() => this.finishing.delete(promise));
    this.finishing.add(promise);
  }
}
