import { fromSample, type Locale, type RunPayload } from '../../protocol/index.js';
import { formatAlike, formatDuration, formatRate } from '../drawing/format.js';
import { own } from '../drawing/own.js';
import { metricNames, type Series } from './model.js';
import { seriesName, seriesNames } from './series.js';
import { trainingStrings } from './strings.js';

/** A value of an epoch; `series` where the chart has a line of it. */
export interface AccountRow {
  series: Series | null;
  name: string;
  value: string;
}

/** What belongs to one panel of the chart, under the panel's title. */
export interface AccountGroup {
  panel: 'loss' | 'metric';
  title: string;
  rows: AccountRow[];
}

/** All that is known of one epoch. */
export interface EpochAccount {
  groups: AccountGroup[];
  /** What is no line of a panel: other metrics, learning rate, time. */
  facts: { kind: 'metric' | 'rate' | 'time'; name: string; value: string }[];
}

interface Measured {
  series: Series | null;
  name: string;
  value: number;
}

/** The losses of an epoch, with and without penalty, in the order of the legend; then the penalties. */
function losses(payload: RunPayload, row: number, locale: Locale): Measured[] {
  const t = trainingStrings[locale];
  const { logs, penalty, validationPenalty } = payload.epochs;
  const found: Partial<Record<Series, number | null>> = {
    train: fromSample(own(logs, 'loss')?.[row]),
    validation: fromSample(own(logs, 'val_loss')?.[row]),
  };
  const penalties: Measured[] = [];
  const parts = [
    ['train', 'data', penalty, t.penalty],
    ['validation', 'validationData', validationPenalty, t.validationPenalty],
  ] as const;
  for (const [whole, without, column, name] of parts) {
    const part = fromSample(column?.[row]);
    const value = found[whole];
    if (!part || value === null || value === undefined) continue;
    found[without] = value - part;
    penalties.push({ series: null, name, value: part });
  }
  return [...measured(found, locale), ...penalties];
}

const measured = (found: Partial<Record<Series, number | null>>, locale: Locale): Measured[] =>
  seriesNames.flatMap((series) => {
    const value = found[series];
    return value === null || value === undefined ? [] : [{ series, name: seriesName(series, locale), value }];
  });

/**
 * All that is known of one epoch, in the words and the order of the chart's legend.
 * @param metric that the chart shows beside the loss.
 */
export function epochAccount(
  payload: RunPayload,
  row: number,
  locale: Locale,
  metric: string | null = metricNames(payload)[0] ?? null,
): EpochAccount {
  const t = trainingStrings[locale];
  const { logs, learningRate, time } = payload.epochs;
  const of = (name: string) => fromSample(own(logs, name)?.[row]);
  const panels: [AccountGroup['panel'], string, Measured[]][] = [
    ['loss', t.loss, losses(payload, row, locale)],
  ];
  if (metric !== null)
    panels.push(['metric', metric, measured({ train: of(metric), validation: of(`val_${metric}`) }, locale)]);
  const groups = panels
    .filter(([, , rows]) => rows.length > 0)
    .map(([panel, title, rows]) => {
      const written = formatAlike(
        rows.map(({ value }) => value),
        locale,
      );
      return {
        panel,
        title,
        rows: rows.map(({ series, name }, index) => ({ series, name, value: written[index] as string })),
      };
    });
  const shown = new Set(['loss', 'val_loss', metric, `val_${metric}`]);
  const others = Object.keys(logs).flatMap((name) => {
    const value = of(name);
    return shown.has(name) || value === null ? [] : [{ name, value }];
  });
  const facts: EpochAccount['facts'] = others.map(({ name, value }) => ({
    kind: 'metric',
    name,
    value: formatAlike([value], locale)[0] as string,
  }));
  const rate = fromSample(learningRate[row]);
  if (rate !== null) facts.push({ kind: 'rate', name: t.learningRate, value: formatRate(rate, locale) });
  const spent = time[row];
  if (spent !== undefined) facts.push({ kind: 'time', name: t.time, value: formatDuration(spent, locale) });
  return { groups, facts };
}

/** The same as a sentence: "Loss: train 0.4593, validation 0.4873; acc: train 0.8050; Learning rate 0.001". */
export function accountSentence({ groups, facts }: EpochAccount): string {
  const list = (rows: readonly { name: string; value: string }[]) =>
    rows.map(({ name, value }) => `${name} ${value}`).join(', ');
  return [
    ...groups.map(({ title, rows }) => `${title}: ${list(rows)}`),
    ...(facts.length ? [list(facts)] : []),
  ].join('; ');
}
