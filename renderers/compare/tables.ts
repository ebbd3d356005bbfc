import type { ComparePayload } from '../../protocol/index.js';
import { type DataTable, valueAt } from '../drawing/data-table.js';
import { own } from '../drawing/own.js';

/** Every run, one epoch a row; penalties stand beside the losses that hold them. */
export function compareTables({ runs, thinned }: ComparePayload): DataTable[] {
  const logs = [...new Set(runs.flatMap((run) => Object.keys(run.logs)))];
  const penalty = runs.some((run) => run.penalty);
  const validationPenalty = runs.some((run) => run.validationPenalty);
  return [
    {
      name: 'epochs',
      words: { en: 'epochs', ko: '에포크' },
      columns: [
        'run',
        'run_id',
        'epoch',
        'time_ms',
        ...logs,
        ...(penalty ? ['penalty'] : []),
        ...(validationPenalty ? ['val_penalty'] : []),
      ],
      *rows() {
        for (const run of runs)
          for (const [row, epoch] of run.epoch.entries())
            yield [
              run.name,
              run.id,
              epoch,
              valueAt(run.time, row),
              ...logs.map((name) => valueAt(own(run.logs, name), row)),
              ...(penalty ? [valueAt(run.penalty, row)] : []),
              ...(validationPenalty ? [valueAt(run.validationPenalty, row)] : []),
            ];
      },
      ...(thinned && { thinned: thinned.epochs }),
    },
  ];
}
