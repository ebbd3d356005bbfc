import {
  type Divergence,
  fromSample,
  type GroupPayload,
  type Locale,
  type RunStatus,
} from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { own } from '../drawing/own.js';
import { divergenceStrings } from './divergence-strings.js';

export interface GroupRow {
  id: string;
  name: string;
  status: RunStatus;
  epochs: number;
  plannedEpochs: number;
  elapsedMs: number;
  /** Final values, one per column. */
  values: (number | null)[];
  best: { metric: string; epoch: number; value: number | null } | null;
  /** The curve that is drawn small: validation loss, else loss. */
  curve: (number | null)[];
  curveOf: 'train' | 'validation';
  diverged: Divergence | null;
}

const MOST_COLUMNS = 4;

/** Which logs are shown: those of validation, else of training. */
function groupColumns({ runs }: GroupPayload): string[] {
  const names = [...new Set(runs.flatMap(({ final }) => Object.keys(final)))];
  const validation = names.filter((name) => name.startsWith('val_'));
  return (validation.length ? validation : names).slice(0, MOST_COLUMNS);
}

/** The runs of a group as rows of a table. */
export function groupRows(payload: GroupPayload): { columns: string[]; rows: GroupRow[] } {
  const columns = groupColumns(payload);
  const rows = payload.runs.map((run): GroupRow => {
    const curve = run.curves.val_loss ?? run.curves.loss ?? Object.values(run.curves)[0] ?? [];
    return {
      id: run.id,
      name: run.name,
      status: run.status,
      epochs: run.epochs,
      plannedEpochs: run.plannedEpochs,
      elapsedMs: run.elapsedMs,
      values: columns.map((name) => fromSample(own(run.final, name))),
      best: run.best && { ...run.best, value: fromSample(run.best.value) },
      curve: curve.map(fromSample),
      curveOf: run.curves.val_loss ? 'validation' : 'train',
      diverged: run.diverged ?? null,
    };
  });
  return { columns, rows };
}

export interface Spread {
  column: string;
  mean: number | null;
  /** Sample standard deviation, n − 1 below, to two digits; `null` for one run. */
  sd: number | null;
  n: number;
}

/** Mean and sample standard deviation of each column and of the best, over runs that ended neither by a failure nor diverged. */
export function groupSpread(payload: GroupPayload): (Spread & { best?: boolean })[] {
  const { columns, rows } = groupRows(payload);
  const ended = rows.filter(
    ({ status, diverged }) =>
      status !== 'failed' && status !== 'lost' && status !== 'running' && diverged === null,
  );
  const spread = (column: string, values: (number | null)[]): Spread => {
    const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
    const n = known.length;
    if (n === 0) return { column, mean: null, sd: null, n };
    const mean = known.reduce((sum, value) => sum + value, 0) / n;
    const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { column, mean, sd: n > 1 ? Number(Math.sqrt(square / (n - 1)).toPrecision(2)) : null, n };
  };
  return [
    ...columns.map((column, index) =>
      spread(
        column,
        ended.map(({ values }) => values[index] ?? null),
      ),
    ),
    {
      ...spread(
        ended[0]?.best?.metric ?? 'best',
        ended.map(({ best }) => best?.value ?? null),
      ),
      best: true,
    },
  ];
}

/** How many runs mean and deviation leave out because they diverged; nothing where none did. */
export function leftOutText({ runs }: GroupPayload, locale: Locale): string | null {
  const count = runs.filter(({ diverged }) => diverged).length;
  return count === 0 ? null : divergenceStrings[locale].leftOut(formatCount(count, locale));
}
