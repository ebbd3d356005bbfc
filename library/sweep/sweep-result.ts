import { inspect } from 'node:util';
import { say } from '../../words/index.js';
import { Table } from '../table.js';
import { rounded, rowOf, type Trial, type TrialStatus } from './trial.js';

const STATES: Record<TrialStatus, [string, string]> = {
  waiting: ['waits', '대기'],
  running: ['runs', '진행 중'],
  done: ['done', '완료'],
  failed: ['failed', '실패'],
  stopped: ['stopped', '중단'],
};

const ORDER: TrialStatus[] = ['done', 'running', 'failed', 'stopped', 'waiting'];

/** What a sweep has come to. */
export class SweepResult {
  constructor(
    /** In the order in which they were planned. */
    readonly trials: readonly Trial[],
    /** The value by which trials are compared; undefined while none is done. */
    readonly monitor: string | undefined,
    readonly mode: 'min' | 'max',
    /** Whether it was stopped before all trials were done. */
    readonly stopped: boolean,
  ) {}

  /** Trials that have come to their end, the best first; of equals the earlier. NaN is worse than any number. */
  get ranking(): Trial[] {
    const sign = this.mode === 'min' ? 1 : -1;
    const score = ({ values }: Trial): number => {
      const value = values[this.monitor ?? ''] ?? Number.NaN;
      return Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
    };
    const compared = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
    return this.trials.filter(({ status }) => status === 'done').sort((a, b) => compared(score(a), score(b)));
  }

  /** The best trial; undefined where none is done. */
  get best(): Trial | undefined {
    return this.ranking[0];
  }

  /** A row for each trial, the best first. */
  table(): Table {
    const others = this.trials
      .filter(({ status }) => status !== 'done')
      .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
    return Table.fromRows(
      [...this.ranking, ...others].map((trial) => rowOf(trial, say(...STATES[trial.status]))),
    );
  }

  toString(): string {
    const { best, monitor, trials } = this;
    const done = this.ranking.length;
    const count = say(
      `Sweep: ${done} of ${trials.length} trials done`,
      `sweep: 시도 ${trials.length}개 중 ${done}개 완료`,
    );
    const failed = trials.filter(({ status }) => status === 'failed').length;
    const failures = failed > 0 ? say(`, ${failed} failed`, `, ${failed}개 실패`) : '';
    if (!best || monitor === undefined) return `${count}${failures}`;
    const value = rounded(best.values[monitor] ?? Number.NaN);
    return `${count}${failures}; ${say(`best ${monitor} ${value}`, `가장 좋은 ${monitor} ${value}`)}: ${best.name}`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
