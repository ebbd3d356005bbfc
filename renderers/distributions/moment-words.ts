import type { DistributionsPayload, Locale } from '../../protocol/index.js';
import { formatShare, formatShort, formatValue } from '../drawing/format.js';
import { at, type LayerRecords, mainGradient, regularization, rootMeanSquare } from './model.js';
import { distributionsStrings } from './strings.js';

/** What the row of a layer shows at an epoch: its gradient per weight, and how much of it is dead or saturated. */
export function layerParts(records: LayerRecords, row: number, locale: Locale): string[] {
  const t = distributionsStrings[locale];
  const parts: string[] = [];
  const record = mainGradient(records);
  const size = record ? rootMeanSquare(record, row) : null;
  if (size !== null) parts.push(t.perWeight(formatShort(size, locale)));
  const [dead, saturated] = [at(records.activation?.dead, row), at(records.activation?.saturated, row)];
  if (dead !== null) parts.push(t.deadLine(formatShare(dead, locale)));
  if (saturated !== null) parts.push(t.saturatedLine(formatShare(saturated, locale)));
  return parts;
}

/** All that the plots show of one layer, and of the whole model, at an epoch: a part for each. */
export function momentWords(
  payload: DistributionsPayload,
  records: LayerRecords,
  tensor: string | undefined,
  row: number,
  locale: Locale,
): string[] {
  const t = distributionsStrings[locale];
  const parts = [records.layer, ...layerParts(records, row, locale)];
  const weight = records.weights.find(({ name }) => name === tensor) ?? records.weights[0];
  const gradient = records.gradients.find(({ name }) => name === weight?.name);
  for (const record of [weight, records.activation, gradient]) {
    if (!record || at(record.mean, row) === null) continue;
    const spread = t.meanSd(
      formatShort(at(record.mean, row), locale),
      formatShort(at(record.standardDeviation, row), locale),
    );
    const name = record === records.activation ? '' : `${record.name} `;
    parts.push(`${name}${t.what[record.what]} ${spread}`);
  }
  for (const [words, column] of [
    [t.dataLoss, payload.dataLoss],
    [t.penalty, regularization(payload).any ? payload.penalty : []],
    [t.norm, payload.weightNorm],
  ] as const) {
    const each = at(column, row);
    if (each !== null) parts.push(`${words} ${formatValue(each, locale)}`);
  }
  return parts;
}
