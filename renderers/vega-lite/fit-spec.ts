import type { Locale } from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { asCsv } from './csv-data.js';
import { type InlineData, withInlineData } from './inline-data.js';
import type { VegaLiteSpec } from './model.js';
import { sampledRows } from './sampled-spec.js';
import { isNode, type SpecNode } from './spec-node.js';
import { usedFields } from './used-fields.js';

/** Most rows that a live chart draws with ease. */
const MOST_LIVE = 10_000;

/**
 * A chart that fits into a saved output: first without fields that it does not use, then with its rows written as CSV, then
 * with a sample of them, where each mark stands for a row; `null` where that would change a number, as a mean or a count, or
 * does not help.
 */
export function fitSpec(spec: VegaLiteSpec, maxBytes: number, locale: Locale = 'en'): VegaLiteSpec | null {
  if (savedBytes(spec) <= maxBytes) return spec;
  const pruned = withoutUnused(spec);
  const packed = packedSpec(pruned);
  if (savedBytes(packed) <= maxBytes) return savedBytes(pruned) <= maxBytes ? pruned : packed;
  for (let most = MOST_LIVE; most >= 50; most = Math.floor(most * 0.7)) {
    const sampled = sampledRows(pruned, most, locale);
    if (!sampled) return null;
    const fitted = packedSpec(sampled);
    if (savedBytes(fitted) <= maxBytes) return fitted;
  }
  return null;
}

/** The same chart, with its rows as CSV where that changes no value. */
export const packedSpec = (spec: SpecNode): VegaLiteSpec =>
  withInlineData(spec, ({ values, format }) => asCsv(values, format, hasDates(spec))) as VegaLiteSpec;

/** Whether anything in a specification, outside of the data, is a date. */
const hasDates = ({ data: _, datasets: __, ...rest }: SpecNode): boolean =>
  /"temporal"|"timeUnit"/.test(JSON.stringify(rest, (key, value) => (key === 'values' ? undefined : value)));

/** The same chart, whose rows have only the fields that it uses. */
function withoutUnused(spec: VegaLiteSpec): VegaLiteSpec {
  const used = usedFields(spec);
  return withInlineData(spec, ({ values }: InlineData) => {
    if (!Array.isArray(values) || !values.every(isNode)) return null;
    const dropped = Object.keys(values[0] ?? {}).some((name) => !used(name));
    if (!dropped) return null;
    return {
      values: values.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => used(name)))),
    };
  }) as VegaLiteSpec;
}
