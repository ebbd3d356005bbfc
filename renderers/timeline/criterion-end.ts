import { type CallbackEvent, fromSample } from '../../protocol/index.js';
import { formatRate, formatValue } from '../drawing/format.js';
import { countsEpochs, isMet, isReached } from './criteria.js';
import { numberFact } from './facts.js';

/** The shorter of "0.000046" and "4.6e-5". */
function brief(value: number): string {
  if (!Number.isFinite(value)) return formatValue(value, 'en');
  const plain = formatRate(Number(value.toPrecision(2)), 'en');
  const power = Number(value.toPrecision(2)).toExponential();
  return power.length < plain.length ? power : plain;
}

/**
 * What has become of a criterion: "|∇E| 0.00037 < 0.001 ✓"; "2/3" in place of the sign where its value has to stay there for
 * longer. What does not fit is written shorter, and at last without the threshold.
 */
export function criterionEnd(event: CallbackEvent, name: string, fits: (words: string) => boolean): string {
  const value = fromSample(event.value);
  const threshold = numberFact(event.facts, 'threshold');
  const [wait, patience] = [numberFact(event.facts, 'wait'), numberFact(event.facts, 'patience')];
  const waits = isReached(event) && wait !== null && patience !== null ? `${wait}/${patience}` : '';
  const sign = isMet(event) ? '✓' : waits;
  if (value === null) return [name, sign].filter(Boolean).join(' ');
  const limit = threshold === null ? Number.NaN : threshold;
  const [size, bound] = countsEpochs(event) ? [value, limit] : [Math.abs(value), Math.abs(limit)];
  const relation = size < bound ? '<' : size > bound ? '>' : size === bound ? '=' : '≠';
  const counted = (each: number) => (countsEpochs(event) ? String(Math.round(each)) : null);
  const against = (of: (each: number) => string) =>
    Number.isNaN(bound)
      ? [name, of(size), sign]
      : [name, counted(value) ?? of(size), relation, counted(limit) ?? of(bound), sign];
  const plain = (each: number) =>
    Number.isFinite(each) ? formatRate(Number(each.toPrecision(2)), 'en') : formatValue(each, 'en');
  const ways = [against(plain), against(brief), [name, brief(size), sign]].map((parts) =>
    parts.filter(Boolean).join(' '),
  );
  return ways.find(fits) ?? (ways.at(-1) as string);
}
