import type { Distribution, DistributionsPayload, RunPayload, Sample } from '../../protocol/index.js';
import { fromSample } from '../../protocol/index.js';
import type { SummaryValue } from '../tensorboard/event.js';
import { type Hyperparameters, sessionEnd, sessionStart } from '../tensorboard/hparams.js';
import { bucketSummary, scalarSummary } from '../tensorboard/summaries.js';
import type { TimedValues } from '../tensorboard/write-log.js';

const VALIDATION = 'val_';

/** What of a run goes into which folder below its own; '.' is that one. */
export type ExportedFolders = Map<'.' | 'train' | 'validation', TimedValues[]>;

/** A run under the tags and steps of Keras 3's callback; one that was imported by steps under its own. */
export function exportedEvents(run: RunPayload, layers: DistributionsPayload | undefined): ExportedFolders {
  const started = Date.parse(run.startedAt) / 1000;
  const folders: ExportedFolders = new Map();
  const add = (folder: '.' | 'train' | 'validation', events: TimedValues[]): void => {
    const known = [...(folders.get(folder) ?? []), ...events].filter(({ values }) => values.length > 0);
    if (known.length > 0) folders.set(folder, known);
  };
  const { epoch, time, learningRate, penalty, logs } = run.epochs;
  const at = (row: number): number => started + (time[row] ?? 0) / 1000;
  const rowsOf = (
    columns: [tag: string, column: readonly Sample[]][],
    steps: readonly number[],
  ): TimedValues[] =>
    steps.map((step, row) => ({
      step,
      wallTime: at(Math.min(row, time.length - 1)),
      values: scalarsOf(columns, row),
    }));
  const settings = sessionValues(run);
  if (settings) add('.', [{ step: 0, wallTime: started, values: [settings] }]);
  if (run.imported?.by === 'step') add('.', rowsOf(Object.entries(logs), epoch));
  else {
    const steps = epoch.map((each) => each - 1);
    const [train, validation] = halves(logs, 'epoch_');
    add('train', [
      ...rowsOf(train, steps),
      ...rowsOf(
        [
          ['epoch_learning_rate', learningRate],
          ['epoch_penalty', penalty ?? []],
        ],
        steps,
      ),
      ...updatesOf(run, started),
      ...(layers ? histogramsOf(layers, epoch, at) : []),
    ]);
    add('validation', rowsOf(validation, steps));
  }
  const ended = started + run.progress.elapsedMs / 1000;
  if (settings && run.status !== 'running')
    add('.', [
      {
        step: 0,
        wallTime: ended,
        values: [sessionEnd(run.status === 'failed' ? 'failure' : 'success', ended)],
      },
    ]);
  return folders;
}

function scalarsOf(columns: readonly [string, readonly Sample[]][], row: number): SummaryValue[] {
  return columns.flatMap(([tag, column]) => {
    const value = fromSample(column[row]);
    return value === null ? [] : [scalarSummary(tag, value)];
  });
}

type Columns = [tag: string, column: readonly Sample[]][];

function halves(logs: RunPayload['epochs']['logs'], before: string): [train: Columns, validation: Columns] {
  const named = Object.entries(logs);
  return [
    named.flatMap(([name, column]) => (name.startsWith(VALIDATION) ? [] : [[`${before}${name}`, column]])),
    named.flatMap(([name, column]) =>
      name.startsWith(VALIDATION) ? [[`${before}${name.slice(VALIDATION.length)}`, column]] : [],
    ),
  ] as [Columns, Columns];
}

/** Single updates; when each was done is known as far as the epochs tell. */
function updatesOf({ steps, progress, epochs }: RunPayload, started: number): TimedValues[] {
  const columns = Object.entries(steps.logs).map(
    ([name, column]) => [`batch_${name}`, column] as [string, Sample[]],
  );
  const all = Math.max(1, progress.steps);
  const elapsed = epochs.time.at(-1) ?? progress.elapsedMs;
  return steps.step.map((step, row) => ({
    step,
    wallTime: started + ((step / all) * elapsed) / 1000,
    values: scalarsOf(columns, row),
  }));
}

/** Histograms of weights, activations and gradients; those from before the first epoch have no step there. */
function histogramsOf(
  { epochs, layers }: DistributionsPayload,
  trained: readonly number[],
  at: (row: number) => number,
): TimedValues[] {
  return epochs.flatMap((epoch, index) => {
    if (epoch < 1) return [];
    const values = layers.flatMap((record): SummaryValue[] => {
      const histogram = record.histograms[index];
      return histogram ? [bucketSummary(tagOf(record), histogram)] : [];
    });
    return [{ step: epoch - 1, wallTime: at(Math.max(0, trained.indexOf(epoch))), values }];
  });
}

function tagOf({ layer, what, name }: Distribution): string {
  if (what === 'activation') return `${layer}/activations/histogram`;
  return what === 'gradient' ? `${layer}/${name}/gradients/histogram` : `${layer}/${name}/histogram`;
}

/** What the run was trained with, as hyperparameters. */
function sessionValues({ id, startedAt, compile, plan, imported }: RunPayload): SummaryValue | undefined {
  const told: Record<string, number | string | null | undefined> = imported
    ? numbersAmong(imported.settings)
    : {
        optimizer: compile.optimizer,
        learning_rate: compile.learningRate,
        loss: compile.loss.join(', '),
        batch_size: plan.batchSize,
        epochs: plan.epochs,
      };
  const known = Object.entries(told).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  if (known.length === 0) return undefined;
  return sessionStart(Object.fromEntries(known) as Hyperparameters, id, Date.parse(startedAt) / 1000);
}

const numbersAmong = (settings: Readonly<Record<string, string>>): Record<string, number | string> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value,
    ]),
  );
