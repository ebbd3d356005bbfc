import * as v from 'valibot';
import { type TrainingPayload, trainingPayloadSchema } from '../../protocol/index.js';
import { unevenColumn } from '../drawing/uneven.js';
import { unpackRun } from './packed-run.js';

/** What keeps the columns of a run from belonging together, in one line; `null` where all fit. */
export function damage(payload: TrainingPayload): string | null {
  if (payload.kind === 'group') return null;
  const { epoch, logs, ...columns } = payload.epochs;
  const { step, logs: stepLogs, ...stepColumns } = payload.steps;
  return (
    unevenColumn(epoch.length, columns) ??
    unevenColumn(epoch.length, logs) ??
    unevenColumn(step.length, stepColumns) ??
    unevenColumn(step.length, stepLogs)
  );
}

/** A payload whose columns belong together, also one that was packed. */
export const wholeTrainingSchema = v.pipe(
  v.unknown(),
  v.transform(unpackRun),
  trainingPayloadSchema,
  v.check(
    (payload) => damage(payload) === null,
    ({ input }) => damage(input) ?? '',
  ),
);
