import {
  type Divergence,
  fromSample,
  type GroupPayload,
  type Locale,
  type RunStatus,
} from '../../protocol/index.js';
import { formatAlike, formatCount, formatDecimals, formatShort, formatValue } from '../drawing/format.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { own } from '../drawing/own.js';
import type { Palette } from '../drawing/palette.js';
import { type Domain, linearDomain } from '../drawing/scale.js';
import { panelLimit } from './bad-marks.js';
import { sparkline } from './sparkline.js';
import { trainingStrings } from './strings.js';

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
  /** Which log it is. */
  curveLog: string;
  diverged: Divergence | null;
}

/** The scale of the small curves. */
export interface GroupScale {
  epochs: number;
  values: Domain;
  /** Where the first values of some curves lie beyond it: above, or below where higher is better. */
  cut: 'above' | 'below' | null;
}

/** The values of a run with which its loss falls steeply, as it does at first. */
const STEEP = 2;

const MOST_COLUMNS = 4;

/** Which logs are shown: those of validation, else of training. */
export function groupColumns({ runs }: GroupPayload): string[] {
  const names = [...new Set(runs.flatMap(({ final }) => Object.keys(final)))];
  const validation = names.filter((name) => name.startsWith('val_'));
  return (validation.length ? validation : names).slice(0, MOST_COLUMNS);
}

/** The runs of a group as rows of a table. */
export function groupRows(payload: GroupPayload): { columns: string[]; rows: GroupRow[] } {
  const columns = groupColumns(payload);
  const rows = payload.runs.map((run): GroupRow => {
    const curveLog = ['val_loss', 'loss'].find((name) => own(run.curves, name)) ?? Object.keys(run.curves)[0];
    const curve = own(run.curves, curveLog ?? '') ?? [];
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
      curveOf: curveLog === 'val_loss' ? 'validation' : 'train',
      curveLog: curveLog ?? 'loss',
      diverged: run.diverged ?? null,
    };
  });
  return { columns, rows };
}

const endsOf = (values: readonly number[]): Domain =>
  values.reduce<Domain>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
const wideEnough = ([low, high]: Domain): boolean =>
  high - low > Math.abs(high) * 1e-9 && Number.isFinite(high - low);

/**
 * One scale for the small curves of all runs, so that they can be held against each other: the epochs planned, and from the
 * best of the values to the worst, as rows are low. The first values of each run, from which a curve comes down steeply, would
 * flatten all the rest: they do not count for the worst.
 */
export function groupScale(rows: readonly GroupRow[]): GroupScale {
  const upwards = rows.length > 0 && rows.every(({ curveLog }) => higherIsBetter(curveLog));
  const drawn = rows.map(({ curve, curveLog }) => {
    const limit = panelLimit(curveLog, [curve]);
    const known = (value: number | null): value is number =>
      value !== null && Number.isFinite(value) && value < limit;
    const last = curve.findLast(known);
    return {
      all: curve.filter(known),
      later: [...curve.slice(STEEP).filter(known), ...(last === undefined ? [] : [last])],
    };
  });
  const all = drawn.flatMap((each) => each.all);
  const whole = endsOf(all);
  const later = endsOf(drawn.flatMap((each) => each.later));
  const part: Domain = upwards ? [later[0], whole[1]] : [whole[0], later[1]];
  const values = wideEnough(part) ? part : wideEnough(whole) ? whole : linearDomain(all);
  return {
    epochs: Math.max(1, ...rows.map(({ plannedEpochs }) => plannedEpochs)),
    values,
    cut: whole[1] > values[1] ? 'above' : whole[0] < values[0] ? 'below' : null,
  };
}

/** The ends of the scale as they are written: "0.443 – 0.546"; `null` where no curve has a value. */
export function groupScaleText(
  rows: readonly GroupRow[],
  { values }: GroupScale,
  locale: Locale,
): string | null {
  const some = rows.some(({ curve }) => curve.some((value) => value !== null && Number.isFinite(value)));
  return some ? values.map((value) => formatShort(value, locale)).join(' – ') : null;
}

/** The mean of the runs on the scale of their small curves, as a thin line to hold each against. */
export function groupMeanLine(
  means: readonly { epoch: number; mean: number }[],
  scale: GroupScale,
  box: { width: number; height: number },
  palette: Palette,
): string {
  const [first, last] = [means[0], means.at(-1)];
  if (!first || !last || first.epoch !== 1 || last.epoch === 1) return '';
  // Long curves are kept at epochs that are evenly spread.
  const stretch = (last.epoch - 1) / (means.length - 1);
  const values = means.map(({ mean }) => mean);
  return sparkline([{ values, color: palette.muted, bad: palette.bad, quiet: true }], {
    ...box,
    count: 1 + (scale.epochs - 1) / stretch,
    scale: scale.values,
    cut: scale.cut !== null,
  });
}

/** The small curve of a run on the scale of its group, with a dot at the best epoch of what is drawn. */
export function groupSparkline(
  { curve, curveOf, curveLog, epochs, best }: GroupRow,
  scale: GroupScale,
  box: { width: number; height: number; x?: number; y?: number },
  palette: Palette,
): string {
  // A long curve has fewer points than epochs.
  const share = (Math.max(1, scale.epochs) - 1) / Math.max(1, epochs - 1);
  const drawn = best?.metric === curveLog;
  return sparkline([{ values: curve, color: palette[curveOf], bad: palette.bad }], {
    ...box,
    count: curve.length > 1 ? 1 + (curve.length - 1) * share : scale.epochs,
    scale: scale.values,
    cut: scale.cut !== null,
    ...(best && drawn && { best: { at: (best.epoch - 1) / Math.max(1, epochs - 1), color: palette.best } }),
  });
}

/** The values of the rows as they are written: those of a column have the same decimals. */
export function groupWritten(
  { columns, rows }: ReturnType<typeof groupRows>,
  locale: Locale,
): { values: string[]; best: string | null }[] {
  const written = columns.map((_, column) =>
    formatAlike(
      rows.map(({ values }) => values[column]),
      locale,
    ),
  );
  const best = formatAlike(
    rows.map((row) => row.best?.value),
    locale,
  );
  return rows.map((row, index) => ({
    values: written.map((column) => column[index] as string),
    best: row.best && `${best[index]} (${formatCount(row.best.epoch, locale)})`,
  }));
}

/** The rows that did best, as it is written, of those that count; none where all did so alike, or by different metrics. */
export function groupLeaders(rows: readonly GroupRow[], locale: Locale): Set<number> {
  const counted = rows.flatMap((row, index) =>
    leftOutOf(row) === null && row.best && row.best.value !== null && Number.isFinite(row.best.value)
      ? [{ index, metric: row.best.metric, value: row.best.value }]
      : [],
  );
  const metric = counted[0]?.metric ?? '';
  if (counted.some((each) => each.metric !== metric)) return new Set();
  const written = formatAlike(
    counted.map(({ value }) => value),
    locale,
  );
  const values = counted.map(({ value }) => value);
  const best = higherIsBetter(metric) ? Math.max(...values) : Math.min(...values);
  const leads = counted.filter((_, at) => written[at] === written[values.indexOf(best)]);
  return new Set(leads.length < counted.length ? leads.map(({ index }) => index) : []);
}

export interface Spread {
  column: string;
  mean: number | null;
  /** Sample standard deviation, n − 1 below, to two digits; `null` for one run. */
  sd: number | null;
  n: number;
  /** Of the runs that count, where they are numbers. */
  values: number[];
}

const whys = ['diverged', 'failed', 'lost', 'running'] as const;

/** Why a run does not count in mean and deviation; `null` where it does. */
export function leftOutOf({
  status,
  diverged,
}: {
  status: RunStatus;
  diverged?: Divergence | null | undefined;
}): (typeof whys)[number] | null {
  if (diverged) return 'diverged';
  return status === 'failed' || status === 'lost' || status === 'running' ? status : null;
}

/** Mean and sample standard deviation of each column and of the best, over runs that ended neither by a failure nor diverged. */
export function groupSpread(payload: GroupPayload): (Spread & { best?: boolean })[] {
  const { columns, rows } = groupRows(payload);
  const ended = rows.filter((row) => leftOutOf(row) === null);
  const spread = (column: string, values: (number | null)[]): Spread => {
    const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
    const n = known.length;
    if (n === 0) return { column, mean: null, sd: null, n, values: known };
    const mean = known.reduce((sum, value) => sum + value, 0) / n;
    const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const sd = n > 1 ? Number(Math.sqrt(square / (n - 1)).toPrecision(2)) : null;
    return { column, mean, sd, n, values: known };
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

const MOST_DECIMALS = 8;

/** Mean and deviation as they are written: the mean has the decimals of the two digits of its deviation, 0.47440 ± 0.00035. */
export function spreadWritten({ mean, sd }: Spread, locale: Locale): { mean: string; sd: string } {
  const decimals = sd ? Math.max(0, 1 - Math.floor(Math.log10(sd))) : Number.NaN;
  if (mean === null || sd === null || !(decimals <= MOST_DECIMALS) || Math.abs(mean) >= 1e6 || sd >= 1e6)
    return { mean: formatValue(mean, locale), sd: formatValue(sd, locale) };
  return { mean: formatDecimals(mean, decimals, locale), sd: formatDecimals(sd, decimals, locale) };
}

/** The least and the greatest value of the runs that count: "0.4739 – 0.5288"; `null` where there is nothing to spread. */
export function spreadRange({ values }: Spread, locale: Locale): [least: string, greatest: string] | null {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  if (!(greatest > least)) return null;
  const [low = '', high = ''] = formatAlike([least, greatest], locale);
  return [low, high];
}

/** What heads the best values: the metric where it is the same for all, and what stands in brackets behind them. */
export function bestHead(rows: readonly GroupRow[], locale: Locale): string {
  const t = trainingStrings[locale];
  const [metric, ...others] = new Set(rows.flatMap(({ best }) => (best ? [best.metric] : [])));
  return t.bestOfMetric(metric === undefined || others.length > 0 ? null : metric);
}

/** Of how many runs the means are: "mean ± sd of 10", without a number where the columns differ in it. */
export function meanHead(spread: readonly Spread[], locale: Locale): string {
  const t = trainingStrings[locale];
  const counts = new Set(spread.map(({ n }) => n));
  return counts.size === 1 ? t.meanSdOf(formatCount([...counts][0] as number, locale)) : t.meanSd;
}

/** Which runs mean and deviation leave out, "without 1 failed, 1 still training"; nothing where they leave out none. */
export function leftOutText({ runs }: GroupPayload, locale: Locale): string | null {
  const { leftOut, without } = trainingStrings[locale];
  const why = runs.map(leftOutOf);
  const parts = whys.flatMap((each) => {
    const count = why.filter((found) => found === each).length;
    return count === 0 ? [] : [leftOut[each](formatCount(count, locale))];
  });
  return parts.length === 0 ? null : without(parts.join(', '));
}
