import type { Distribution, DistributionsPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import { at, byLayer, lastRow, regularization } from './model.js';
import { layerParts } from './moment-words.js';
import { distributionsStrings } from './strings.js';
import { healthWords } from './words.js';

const MOST_RECORDS = 120;
const MOST_LAYERS = 60;

function recordLine(record: Distribution, row: number, locale: Locale): string {
  const t = distributionsStrings[locale];
  const first = record.mean.findIndex((value) => value !== null);
  const of = (index: number) =>
    t.meanSd(
      formatValue(at(record.mean, index), locale),
      formatValue(at(record.standardDeviation, index), locale),
    );
  const name = `${record.layer} ${t.what[record.what]}${record.name ? ` (${record.name})` : ''}`;
  const words = [t.line(name, of(Math.max(0, first)), of(row), formatValue(at(record.norm, row), locale))];
  const [dead, saturated] = [at(record.dead, row), at(record.saturated, row)];
  if (dead !== null) words.push(t.deadLine(formatShare(dead, locale)));
  if (saturated !== null) words.push(t.saturatedLine(formatShare(saturated, locale)));
  return words.join(', ');
}

/** How weights, activations and gradients were spread, with the numbers. */
export function distributionsText(payload: DistributionsPayload, locale: Locale): string {
  const t = distributionsStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const layers = byLayer(payload);
  const lines = [
    `${t.title(payload.name, payload.status)}: ${t.facts(count(layers.length), count(payload.epochs.length))}`,
  ];
  const row = lastRow(payload);
  lines.push(...healthWords(payload, row, locale).words);
  if (row < 0 || layers.length === 0) return lines.join('\n');
  lines.push(t.rules);
  const of = (each: number) =>
    layers
      .slice(0, MOST_LAYERS)
      .map((records) => `${records.layer} ${layerParts(records, each, locale).join(' ') || '–'}`)
      .join('; ');
  lines.push(t.byLayer(count(payload.epochs[row] as number), of(row)));
  for (const record of payload.layers.slice(0, MOST_RECORDS)) lines.push(recordLine(record, row, locale));
  if (payload.layers.length > MOST_RECORDS) lines.push(t.more(count(payload.layers.length - MOST_RECORDS)));
  const { penalty, dataLoss, weightNorm } = regularization(payload);
  const path = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return `${formatValue(known[0] ?? null, locale)} → ${formatValue(known.at(-1) ?? null, locale)}`;
  };
  lines.push(t.regularization(path(penalty), path(dataLoss), path(weightNorm)));
  const { thinned } = payload;
  if (thinned) lines.push(t.thinned(count(thinned.epochs.kept), count(thinned.epochs.of)));
  return lines.join('\n');
}
