import {
  alternativeText,
  LIVE_HZ,
  MAX_JSON_BYTES,
  MAX_SINGLE_RUNS,
  type MimeBundle,
  type OutputOp,
  pictureMime,
  type RunDelta,
  SNAPSHOT_HZ,
  SVG_MIME,
  TEXT_MIME,
  type TrainingPayload,
} from '../../protocol/index.js';
import { forms, pictures } from '../../renderers/registry.js';
import { trainingAlt } from '../../renderers/training/alt.js';
import { fitPayload } from '../../renderers/training/thin.js';
import { currentLocale } from '../../words/index.js';
import type { RunLayersRecord } from './layers/run-layers.js';
import type { RunLog } from './run-log.js';
import type { RunRecord } from './run-record.js';
import { savedGroup, savedRun } from './saved-payloads.js';

/** A still picture is drawn anew at most this often while the run goes on. */
const STILL_MS = 4000;
/** So many times as long as a snapshot takes, none follows: where cores are few, the training needs them. */
const MOST_OF_THE_TIME = 20;

export interface DrawingsHost {
  put(cell: string, op: OutputOp): void;
  announce(delta: RunDelta): void;
}

export interface LiveRun {
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
  runs: LiveRun[];
  /** `complete` once it was drawn with what the layers of its runs did. */
  group?: { id: string; timer?: NodeJS.Timeout | undefined; complete: boolean };
}

/** Keeps live views, and the outputs under the cells, up to date with the runs. */
export class RunDrawings {
  private readonly executions = new Map<number, Execution>();
  private readonly finishing = new Set<Promise<void>>();

  constructor(private readonly host: DrawingsHost) {}

  /** A run has begun. */
  show(live: LiveRun): void {
    const { id, cell, execution: number } = live.record.start;
    const execution = this.executions.get(number) ?? { runs: [] };
    this.executions.set(number, execution);
    execution.runs.push(live);
    if (execution.runs.length > 1) this.makeCompact(execution, live);
    if (execution.group) execution.group.complete = false;
    if (execution.runs.length > MAX_SINGLE_RUNS) this.drawGroup(execution);
    else
      this.host.put(cell, {
        kind: 'display',
        id,
        data: this.quickForms(live),
        alt: trainingAlt(live.record.payload(), currentLocale()),
      });
  }

  /** From the second run of a cell on, each is small; the first shrinks with them. */
  private makeCompact(execution: Execution, live: LiveRun): void {
    live.record.view = 'compact';
    const [first] = execution.runs;
    if (!first || first.record.view === 'compact') return;
    first.record.view = 'compact';
    if (!first.record.running) this.finish(first);
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

  schedule(live: LiveRun): void {
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

  announce(record: RunRecord): void {
    const delta = record.takeDelta();
    if (delta) this.host.announce(delta);
  }

  snapshot(live: LiveRun): void {
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
  private quickForms(live: LiveRun): MimeBundle {
    const { still } = live;
    const payload = fitPayload(savedRun(live), MAX_JSON_BYTES);
    return {
      [pictureMime('training')]: payload as never,
      ...(still.svg && { [SVG_MIME]: still.svg }),
      [TEXT_MIME]: pictures.training.text(payload, currentLocale()),
    };
  }

  finish(live: LiveRun): void {
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

  private update({ record }: LiveRun, data: MimeBundle): void {
    if (this.executions.get(record.start.execution)?.group) return;
    this.host.put(record.start.cell, { kind: 'update', id: record.id, data });
  }

  private track(work: () => Promise<void>): void {
    const promise = work().finally(() => this.finishing.delete(promise));
    this.finishing.add(promise);
  }
}
