import type { GroupPayload, RunPayload, TrainingPayload } from '../../protocol/index.js';
import { type DataTable, valueAt } from '../drawing/data-table.js';
import { own } from '../drawing/own.js';

/** Names that a log may not take away from a column of ours. */
const ours = (name: string, logs: readonly string[]): string => (logs.includes(name) ? `run_${name}` : name);

function runTables({ epochs, steps, thinned }: RunPayload): DataTable[] {
  const logs = Object.keys(epochs.logs);
  const stepLogs = Object.keys(steps.logs);
  return [
    {
      name: 'epochs',
      words: { en: 'epochs', ko: '에포크' },
      columns: [
        ours('epoch', logs),
        ours('time_ms', logs),
        ...logs,
        ...(epochs.penalty ? [ours('penalty', logs)] : []),
        ...(epochs.validationPenalty ? [ours('val_penalty', logs)] : []),
        ours('learning_rate', logs),
      ],
      rows: () =>
        epochs.epoch.map((epoch, row) => [
          epoch,
          valueAt(epochs.time, row),
          ...logs.map((name) => valueAt(own(epochs.logs, name), row)),
          ...(epochs.penalty ? [valueAt(epochs.penalty, row)] : []),
          ...(epochs.validationPenalty ? [valueAt(epochs.validationPenalty, row)] : []),
          valueAt(epochs.learningRate, row),
        ]),
      ...(thinned && { thinned: thinned.epochs }),
    },
    {
      name: 'batches',
      words: { en: 'batches', ko: '배치' },
      columns: [
        ours('step', stepLogs),
        ...stepLogs,
        ...(steps.penalty ? [ours('penalty', stepLogs)] : []),
        ours('learning_rate', stepLogs),
      ],
      rows: () =>
        steps.step.map((step, row) => [
          step,
          ...stepLogs.map((name) => valueAt(own(steps.logs, name), row)),
          ...(steps.penalty ? [valueAt(steps.penalty, row)] : []),
          valueAt(steps.learningRate, row),
        ]),
      ...(thinned && { thinned: thinned.steps }),
    },
  ];
}

function groupTables({ runs }: GroupPayload): DataTable[] {
  const logs = [...new Set(runs.flatMap((run) => Object.keys(run.final)))];
  return [
    {
      name: 'runs',
      words: { en: 'runs', ko: '실행' },
      columns: [
        'run',
        'run_id',
        'status',
        'epochs',
        'planned_epochs',
        'elapsed_ms',
        ...logs,
        'best_metric',
        'best_epoch',
        'best_value',
      ],
      rows: () =>
        runs.map((run) => [
          run.name,
          run.id,
          run.status,
          run.epochs,
          run.plannedEpochs,
          run.elapsedMs,
          ...logs.map((name) => own(run.final, name) ?? null),
          run.best?.metric ?? null,
          run.best?.epoch ?? null,
          run.best?.value ?? null,
        ]),
    },
  ];
}

/** The epochs and the batches of a run, or the final values of many. */
export const trainingTables = (payload: TrainingPayload): DataTable[] =>
  payload.kind === 'run' ? runTables(payload) : groupTables(payload);
