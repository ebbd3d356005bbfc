import {
  fromSample,
  type GroupPayload,
  type Locale,
  type RunPayload,
  type Sample,
  type TrainingPayload,
} from '../../protocol/index.js';
import { formatCount, formatDuration, formatRate, formatValue } from '../drawing/format.js';
import { lastKnown } from '../drawing/last-known.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { laneLines, timelineOf } from '../timeline/under-curves.js';
import { bestOf, divergenceOf, isLost } from './divergence.js';
import { divergenceText } from './divergence-words.js';
import { groupRows, groupSpread, leftOutText, spreadRange, spreadWritten } from './group-model.js';
import { groupLostText, lostText } from './lost-words.js';
import { overlayLines } from './overlay-words.js';
import { planText, progressParts, statusText } from './plan-text.js';
import { trainingStrings } from './strings.js';

const MOST_LAYERS = 12;
const MOST_RATES = 8;

function modelLine({ model }: RunPayload, locale: Locale): string {
  const t = trainingStrings[locale];
  const each = model.layers.map(({ className, details, outputShape }) => {
    const shape = outputShape.length > 1 ? ` [${outputShape.map((size) => size ?? 'b').join('×')}]` : '';
    return `${className}${details ? ` (${details})` : shape}`;
  });
  const half = MOST_LAYERS / 2;
  const shown =
    each.length <= MOST_LAYERS
      ? each
      : [
          ...each.slice(0, half),
          t.moreLayers(formatCount(each.length - MOST_LAYERS, locale)),
          ...each.slice(-half),
        ];
  return t.model(
    model.name,
    shown.join(' → '),
    formatCount(model.parameters, locale),
    formatCount(model.trainableParameters, locale),
  );
}

function logLines(payload: RunPayload, locale: Locale): string[] {
  const t = trainingStrings[locale];
  const { epoch, logs } = payload.epochs;
  const divergence = divergenceOf(payload);
  const lines: string[] = [];
  for (const [name, column] of Object.entries(logs)) {
    const values = column.map(fromSample);
    const first = values.find((value) => value !== null);
    const last = lastKnown(values);
    if (first === undefined || last === null) continue;
    const sign = higherIsBetter(name) ? -1 : 1;
    let best = -1;
    values.forEach((value, row) => {
      if (value === null || !Number.isFinite(value) || isLost(divergence, name, epoch[row] as number)) return;
      if (best < 0 || sign * value < sign * (values[best] as number)) best = row;
    });
    const of = (value: number | null | undefined) => formatValue(value, locale);
    const words =
      best < 0
        ? t.valuesWithoutBest(of(first), of(last))
        : t.values(of(first), of(values[best]), formatCount(epoch[best] as number, locale), of(last));
    lines.push(`${name}: ${words}`);
    const broken = column.findIndex((value) => typeof value === 'string');
    const say = Number.isFinite(last) ? t.brokenOnce : t.broken;
    if (broken >= 0) lines.push(say(name, of(values[broken]), formatCount(epoch[broken] as number, locale)));
  }
  if (lines.length === 0) lines.push(t.noEpochs);
  else if (!Object.keys(logs).some((name) => name.startsWith('val_'))) lines.push(t.noValidation);
  return lines;
}

/** Where the learning rate changed: "0.001; 0.0005 from epoch 21". Nothing where it is not known. */
export function ratePath(payload: RunPayload, locale: Locale): string | null {
  const t = trainingStrings[locale];
  const { epoch, learningRate } = payload.epochs;
  const known = learningRate.flatMap((value, row) => {
    const rate = fromSample(value);
    return rate === null ? [] : [{ rate, epoch: epoch[row] as number }];
  });
  const changes = known.filter(({ rate }, row) => row === 0 || rate !== known[row - 1]?.rate);
  if (changes.length === 0) {
    const start = payload.compile.learningRate;
    return start === null ? null : formatRate(start, locale);
  }
  const words = changes.map(({ rate, epoch: at }, index) =>
    index === 0 ? formatRate(rate, locale) : t.rateFrom(formatRate(rate, locale), formatCount(at, locale)),
  );
  const half = MOST_RATES / 2;
  return (
    words.length <= MOST_RATES
      ? words
      : [
          ...words.slice(0, half),
          t.rateMore(formatCount(words.length - MOST_RATES, locale)),
          ...words.slice(-half),
        ]
  ).join('; ');
}

/** Whether the rate is not the same from the first epoch to the last. */
export const rateChanged = ({ epochs }: RunPayload): boolean =>
  epochs.learningRate.some((rate, row) => row > 0 && rate !== epochs.learningRate[row - 1]);

const lastNumber = (column: readonly Sample[] | undefined): number | null =>
  lastKnown((column ?? []).map(fromSample));

/** What the penalty is, in training and in validation; nothing where there is none. */
export function penaltyText({ epochs }: RunPayload, locale: Locale): string | null {
  const column = (epochs.penalty ?? []).map(fromSample);
  if (!column.some((value) => value !== null && value !== 0)) return null;
  const last = lastKnown(column) ?? 0;
  const loss = lastNumber(epochs.logs.loss);
  const t = trainingStrings[locale];
  const training = t.penaltyText(
    formatValue(column.find((value) => value !== null) ?? null, locale),
    formatValue(last, locale),
    formatValue(loss === null ? null : loss - last, locale),
  );
  return `${training} ${validationPenaltyText(epochs, locale)}`.trimEnd();
}

function validationPenaltyText({ validationPenalty, logs }: RunPayload['epochs'], locale: Locale): string {
  const t = trainingStrings[locale];
  const penalty = lastNumber(validationPenalty);
  const loss = lastNumber(logs.val_loss);
  if (penalty !== null && loss !== null)
    return t.validationPenaltyText(formatValue(penalty, locale), formatValue(loss - penalty, locale));
  return loss === null ? '' : t.noPenaltyInValidation;
}

/** Of how many epochs those are that are drawn, or of how many batches; null where nothing is left out. */
export function thinnedNote({ thinned }: RunPayload, locale: Locale): string | null {
  if (!thinned) return null;
  const t = trainingStrings[locale];
  const { epochs, steps } = thinned;
  const count = (value: number) => formatCount(value, locale);
  if (epochs.kept < epochs.of) return t.thinned(count(epochs.kept), count(epochs.of));
  return steps.kept < steps.of ? t.thinnedSteps(count(steps.kept), count(steps.of)) : null;
}

/** What the dashed lines are; nothing where there is no penalty. */
export function dashedNote({ epochs }: RunPayload, locale: Locale): string | null {
  const t = trainingStrings[locale];
  if (!epochs.penalty?.some((value) => value !== null && value !== 0)) return null;
  if (epochs.validationPenalty) return t.dashedBoth;
  return epochs.logs.val_loss ? `${t.dashed} ${t.noPenaltyInValidation}` : t.dashed;
}

function runText(payload: RunPayload, locale: Locale, most?: number): string {
  const t = trainingStrings[locale];
  const { compile, progress, plan, thinned } = payload;
  const best = bestOf(payload);
  const diverged = divergenceText(payload, locale);
  const count = (value: number) => formatCount(value, locale);
  const lines = [
    `${payload.name}: ${statusText(payload.status, locale, divergenceOf(payload))}; ${progressParts(payload, locale).join(', ')}`,
  ];
  if (diverged) lines.push(diverged);
  if (payload.reason) lines.push(t.reason(payload.reason));
  const lost = lostText(payload, locale);
  if (lost) lines.push(lost);
  if (payload.status !== 'completed')
    lines.push(
      t.doneOf(
        count(progress.steps),
        count(payload.epochs.epoch.at(-1) ?? plan.initialEpoch),
        count(plan.epochs),
      ),
    );
  lines.push(
    `${t.plan}: ${planText(plan, locale)}`,
    modelLine(payload, locale),
    t.compiled(
      compile.optimizer,
      formatRate(compile.learningRate, locale),
      compile.loss.join(', '),
      compile.metrics.join(', '),
    ),
    t.engine(payload.engine.name, payload.engine.backend),
    ...logLines(payload, locale),
  );
  if (best)
    lines.push(t.bestText(best.metric, formatValue(fromSample(best.value), locale), count(best.epoch)));
  const penalty = penaltyText(payload, locale);
  if (penalty) lines.push(penalty);
  const rates = ratePath(payload, locale);
  if (rates) lines.push(t.ratePath(rates));
  if (payload.callbacks?.lanes.length) lines.push(...laneLines(timelineOf(payload), locale, most));
  if (thinned)
    lines.push(
      t.thinnedText(
        count(thinned.epochs.kept),
        count(thinned.epochs.of),
        count(thinned.steps.kept),
        count(thinned.steps.of),
      ),
    );
  return lines.join('\n');
}

function groupText(payload: GroupPayload, locale: Locale): string {
  const t = trainingStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const of = (value: number | null) => formatValue(value, locale);
  const { columns, rows } = groupRows(payload);
  const ended = payload.runs.filter(({ status }) => status !== 'running').length;
  const lines = [`${t.groupTitle(count(rows.length))}: ${t.groupDone(count(ended), count(rows.length))}`];
  for (const row of rows) {
    const values = columns.map((column, index) => `${column} ${of(row.values[index] ?? null)}`);
    const best = row.best ? [t.bestText(row.best.metric, of(row.best.value), count(row.best.epoch))] : [];
    lines.push(
      `${row.name}: ${statusText(row.status, locale, row.diverged)}; ${[
        t.epochOf(count(row.epochs), count(row.plannedEpochs)),
        ...values,
        ...best,
        formatDuration(row.elapsedMs, locale),
      ].join(', ')}`,
    );
  }
  const lost = groupLostText(payload, locale);
  if (lost) lines.push(lost);
  const leftOut = leftOutText(payload, locale);
  for (const spread of groupSpread(payload)) {
    const { column, n, best } = spread;
    if (n < 2) continue;
    const { mean, sd } = spreadWritten(spread, locale);
    const range = spreadRange(spread, locale);
    lines.push(
      `${best ? `${t.bestHead} ` : ''}${column}: ${t.meanSd} ${mean} ± ${sd} ${[t.overRuns(count(n)), ...(leftOut ? [leftOut] : []), ...(range ? [t.leastGreatest(...range)] : [])].join(', ')}`,
    );
  }
  lines.push(...overlayLines(payload, locale));
  return lines.join('\n');
}

/** The run, or the group of runs, in words and numbers; of callbacks about `most` events one by one. */
export const trainingText = (payload: TrainingPayload, locale: Locale, most?: number): string =>
  payload.kind === 'run' ? runText(payload, locale, most) : groupText(payload, locale);
