import { join } from 'node:path';
import {
  type ExecuteParams,
  MAX_JSON_BYTES,
  type RunPayload,
  type RunSummary,
} from '../../protocol/index.js';
import { fitPayload } from '../../renderers/training/thin.js';
import { say } from '../../words/index.js';
import type { RunEvent, RunStart } from '../recorder/run-events.js';
import { rowsOf } from '../recorder/step-stretches.js';
import type { RunEnding } from '../run-ending.js';
import { RunLayersRecord, type ToldLayers } from './layers/run-layers.js';
import { readStoredLayers } from './layers/stored-layers.js';
import { type DrawingsHost, type LiveRun, RunDrawings } from './run-drawings.js';
import { RunLog } from './run-log.js';
import { RunRecord } from './run-record.js';
import { factsOf, savedRun } from './saved-payloads.js';
import { StoredRuns, storedCurves } from './stored-runs.js';

export interface RunsHost extends DrawingsHost {
  folder: string;
  notebook: string | null;
  /** A run of this kernel has ended. */
  ended(id: string): void;
}

/** Stores and draws the runs of this kernel. Nothing here touches the thread that trains. */
export class Runs {
  private readonly runs = new Map<string, LiveRun>();
  private readonly drawings: RunDrawings;
  private readonly storedRuns = new StoredRuns();
  /** The text of each cell, as it was run last. */
  private readonly sources = new Map<string, string>();
  private warned = false;

  private place: Pick<RunsHost, 'folder' | 'notebook'>;
  /** The notebook's, and those that it had before, where older runs are. */
  private readonly folders: Set<string>;

  constructor(private readonly host: RunsHost) {
    this.place = host;
    this.drawings = new RunDrawings(host);
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
      this.drawings.schedule(live);
    } else if (event.type === 'layers') {
      live.layers.add(event);
    } else {
      live.record.end(event);
      live.log?.end(event);
      live.layers.end();
      this.drawings.finish(live);
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
    this.drawings.announce(live.record);
    return { seq: live.record.lastSeq, payload: fitPayload(savedRun(live), MAX_JSON_BYTES) };
  }

  /**
   * A run, thinned as in its output: one of this kernel, or one that an earlier kernel has stored, then without what its layers
   * did. Without an id the latest of this kernel, or the one so many before it. `whole`: with all rows that are in memory, and
   * without what the layers did.
   */
  payload(id: string | null, back: number, whole = false): RunPayload | null {
    const live = id === null ? [...this.runs.values()].at(-1 - back) : this.runs.get(id);
    if (live) return whole ? live.record.payload() : fitPayload(savedRun(live), MAX_JSON_BYTES);
    const stored = id === null ? undefined : storedCurves(this.folders, id);
    if (whole) return stored ?? null;
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
  settled(): Promise<void> {
    return this.drawings.settled();
  }

  /** The process is about to end: what goes on is put into its output, and onto the disk, as far as it has come. */
  tellNow(): void {
    for (const live of this.runs.values()) {
      if (!live.record.running) continue;
      this.drawings.announce(live.record);
      live.log?.flushNow();
      this.drawings.snapshot(live);
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
    const live: LiveRun = {
      record: new RunRecord(event),
      log,
      layers,
      still: { at: Date.now() },
      snapshotTook: 0,
      drawing: 0,
    };
    this.runs.set(event.id, live);
    this.drawings.show(live);
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
}
