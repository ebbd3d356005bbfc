import type { Divergence, Locale, RunPayload, TrainingPlan } from '../../protocol/index.js';
import { formatCount, formatDuration, formatValue } from '../drawing/format.js';
import { divergedText } from './divergence-words.js';
import { DIVERGED_ICON, statusIcons, trainingStrings } from './strings.js';

/** The plan in two short lines: n, b, e; then steps, with the lecture's n·e/b where it differs. */
export function planLines(plan: TrainingPlan, locale: Locale): [string, string] {
  const t = trainingStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const parts: string[] = [];
  if (plan.samples !== null) {
    const validation = plan.validationSamples ? ` (${t.planValidation(count(plan.validationSamples))})` : '';
    parts.push(t.planSamples(count(plan.samples)) + validation);
  }
  if (plan.batchSize !== null) parts.push(t.planBatch(count(plan.batchSize)));
  parts.push(t.planEpochs(count(plan.epochs)));
  if (plan.initialEpoch > 0) parts.push(t.planInitial(count(plan.initialEpoch + 1)));
  if (plan.stepsPerEpoch === null || plan.steps === null) return [parts.join(', '), t.planUnknown];
  const steps = [t.planSteps(count(plan.stepsPerEpoch), count(plan.steps))];
  if (plan.lectureSteps !== null && plan.lectureSteps !== plan.steps)
    steps.push(t.planLecture(count(plan.lectureSteps)));
  return [parts.join(', '), steps.join('; ')];
}

/** The plan in one line. */
export const planText = (plan: TrainingPlan, locale: Locale): string => planLines(plan, locale).join('; ');

/** Status with its icon: "✓ Completed"; of a run that diverged "⚠ Completed". */
export const statusWord = (
  status: RunPayload['status'],
  locale: Locale,
  divergence?: Divergence | null,
): string => `${divergence ? DIVERGED_ICON : statusIcons[status]} ${trainingStrings[locale].status[status]}`;

/** Status with its icon, and beside it that the run diverged: "⚠ Completed, diverged: NaN from epoch 7". */
export const statusText = (
  status: RunPayload['status'],
  locale: Locale,
  divergence?: Divergence | null,
): string =>
  [statusWord(status, locale, divergence), ...(divergence ? [divergedText(divergence, locale)] : [])].join(
    ', ',
  );

/** Milliseconds to the planned end, at the present pace; `null` where it cannot be told. */
export function timeLeft(payload: RunPayload): number | null {
  const { plan, progress } = payload;
  if (payload.status !== 'running' || !progress.stepsPerSecond || plan.steps === null) return null;
  return (Math.max(0, plan.steps - progress.steps) / progress.stepsPerSecond) * 1000;
}

/** Share of the planned steps that is done, 0 to 1; `null` where it cannot be told. */
export function shareDone(payload: Pick<RunPayload, 'plan' | 'progress'>): number | null {
  const { plan, progress } = payload;
  if (plan.steps) return Math.min(1, progress.steps / plan.steps);
  const epochs = plan.epochs - plan.initialEpoch;
  return epochs > 0 ? Math.min(1, Math.max(0, (progress.epoch - 1 - plan.initialEpoch) / epochs)) : null;
}

/** How far the run is, as short parts: epoch, batch, pace, time, time left, and whether it continues an earlier one. */
export function progressParts(payload: RunPayload, locale: Locale): string[] {
  const t = trainingStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const { plan, progress } = payload;
  const parts = [t.epochOf(count(progress.epoch), count(plan.epochs))];
  const running = payload.status === 'running';
  if (running)
    parts.push(
      plan.stepsPerEpoch
        ? t.batchOf(count(progress.batch), count(plan.stepsPerEpoch))
        : t.batch(count(progress.batch)),
    );
  if (progress.stepsPerSecond !== null) {
    const rate = progress.stepsPerSecond;
    parts.push(t.stepsPerSecond(rate >= 10 ? count(Math.round(rate)) : formatValue(rate, locale)));
  }
  const time = formatDuration(progress.elapsedMs, locale);
  parts.push(running ? t.elapsed(time) : t.took(time));
  const left = timeLeft(payload);
  if (left !== null)
    parts.push(t.left(formatDuration(left < 10_000 ? left : Math.round(left / 1000) * 1000, locale)));
  if (plan.trainedBefore) parts.push(t.continues(count(plan.trainedBefore + 1)));
  return parts;
}
