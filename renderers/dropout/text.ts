import type { DropoutPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatRate, formatShare, formatValue } from '../drawing/format.js';
import { frequencyAt, keepScale, type MaskView, possibleNets, type StepView, stepView } from './model.js';
import { type DropoutRecord, openRecord } from './record.js';
import { dropoutStrings } from './strings.js';

const MOST_LAYERS = 10;
const MOST_UNITS = 24;

/** What one dropout layer did in this step, as one sentence. */
export function maskWords({ graph }: DropoutRecord, mask: MaskView, locale: Locale): string {
  const t = dropoutStrings[locale];
  const { track, row, bits, kept, of } = mask;
  const count = (value: number) => formatCount(value, locale);
  const over = graph.columns[track.column]?.name ?? '';
  const rate = formatRate(track.record.rate, locale);
  const words = t.mask(
    track.name,
    rate,
    over,
    bits ? count(kept) : '–',
    count(of),
    bits ? formatShare(kept / of, locale) : t.notStored,
  );
  const batch =
    row >= 0
      ? t.batchShare(
          formatShare(track.record.kept[row] as number, locale),
          count(track.record.batch[row] as number),
        )
      : '';
  return batch ? `${words}; ${batch}` : words;
}

/** The units that a dropout layer silenced, by number; nothing where it silences single values of maps. */
export function silencedWords(view: StepView, { track }: MaskView, locale: Locale): string[] {
  const t = dropoutStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const alive = view.alive[track.column];
  if (!alive || track.perUnit !== 1) return [];
  const silenced = [...alive.keys()].filter((unit) => alive[unit] === 0).map((unit) => count(unit + 1));
  const listed = silenced.slice(0, MOST_UNITS).join(', ') || t.none;
  const rest = silenced.length - MOST_UNITS;
  return [t.silencedList(track.name, rest > 0 ? `${listed}, ${t.more(count(rest))}` : listed)];
}

/**
 * Why kept units are multiplied, with this step's numbers.
 *
 * @param rate of the mask, where it is not that of the training.
 */
export function scaleWords(
  { track, bits, kept, of }: MaskView,
  locale: Locale,
  rate = track.record.rate,
): string {
  const t = dropoutStrings[locale];
  const scale = keepScale(track, rate);
  if (scale === null) return t.otherScaling(track.name, track.className);
  if (scale === 1) return t.passesAll(track.name, formatRate(rate, locale));
  const count = (value: number) => formatCount(value, locale);
  const shown = bits ? kept : of / scale;
  return t.scaling(
    track.name,
    formatRate(rate, locale),
    formatValue(scale, locale),
    count(shown),
    count(shown * scale),
    count(of),
  );
}

export function distinctWords({ track }: MaskView, locale: Locale): string {
  const t = dropoutStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const { distinct, units, rate } = track.record;
  const seen = distinct.atLeast ? t.atLeast(count(distinct.masks)) : count(distinct.masks);
  const possible = rate === 0 || rate === 1 ? '1' : possibleNets(units, count);
  return t.distinct(track.name, seen, possible);
}

export function frequencyWords({ track, row }: MaskView, locale: Locale): string[] {
  const t = dropoutStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const frequency = frequencyAt(track, row);
  if (frequency.draws === 0) return [];
  const share = (value: number) => formatShare(value / frequency.draws, locale);
  return [
    t.frequencyOf(
      track.name,
      count(frequency.draws),
      formatShare(frequency.expected, locale),
      share(frequency.band.low),
      share(frequency.band.high),
    ),
    t.outside(count(frequency.outside), count(frequency.kept.length), count(frequency.byChance)),
  ];
}

/** How many steps were recorded, and of every how many one. */
export function recordedWords(
  { payload, steps }: Pick<DropoutRecord, 'payload' | 'steps'>,
  locale: Locale,
): string {
  const count = (value: number) => formatCount(value, locale);
  return dropoutStrings[locale].recorded(count(steps.length), count(payload.every));
}

export function statusWords({ payload, steps }: DropoutRecord, locale: Locale): string {
  const t = dropoutStrings[locale];
  return `${t.status[payload.status]} · ${recordedWords({ payload, steps }, locale)}`;
}

export const stepWords = (view: StepView, locale: Locale): string => {
  const t = dropoutStrings[locale];
  return view.index < 0
    ? t.noStep
    : `${t.stepOf(formatCount(view.step, locale), formatCount(view.epoch, locale))}, ${t.sampleOf(formatCount(view.sample + 1, locale))}`;
};

/** The account: the net, each dropout layer's masks, frequencies, scaling, and how many nets were seen. */
export function dropoutText(payload: DropoutPayload, locale: Locale): string {
  const opened = openRecord(payload, locale);
  if (!opened.ok) return opened.reason;
  const { record } = opened;
  const t = dropoutStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const view = stepView(record, record.steps.length - 1, 0);
  const lines = [t.title(payload.name), statusWords(record, locale)];
  const names = payload.network.layers.map(
    ({ name, units, rate, kind }) =>
      `${name} (${rate === undefined ? (kind === 'other' ? '–' : count(units)) : formatRate(rate, locale)})`,
  );
  const folded = fold(names, MOST_LAYERS, (others) => t.moreLayers(count(others)));
  lines.push(t.network(folded.join(' → ')), `${stepWords(view, locale)}:`);
  for (const mask of view.masks.slice(0, MOST_LAYERS)) {
    lines.push(maskWords(record, mask, locale));
    lines.push(...silencedWords(view, mask, locale));
    lines.push(scaleWords(mask, locale), ...frequencyWords(mask, locale), ...extremes(mask, locale));
    lines.push(distinctWords(mask, locale));
    if (mask.track.record.seeded) lines.push(`${mask.track.name}: ${t.seeded}`);
  }
  if (view.masks.length > MOST_LAYERS) lines.push(t.moreLayers(count(view.masks.length - MOST_LAYERS)));
  lines.push(t.inference, ...record.notes);
  if (payload.thinned)
    lines.push(t.thinnedSteps(count(payload.thinned.steps.kept), count(payload.thinned.steps.of)));
  return lines.join('\n');
}

function extremes({ track, row }: MaskView, locale: Locale): string[] {
  const t = dropoutStrings[locale];
  const { kept, draws } = frequencyAt(track, row);
  if (draws === 0) return [];
  let [least, most] = [0, 0];
  kept.forEach((value, unit) => {
    if (value < (kept[least] as number)) least = unit;
    if (value > (kept[most] as number)) most = unit;
  });
  const told = (unit: number): [string, string] => [
    formatCount(unit + 1, locale),
    formatShare((kept[unit] as number) / draws, locale),
  ];
  return [`${t.leastKept(...told(least))}, ${t.mostKept(...told(most))}`];
}

/** The first and the last, with the count of those between. */
function fold(names: readonly string[], most: number, between: (count: number) => string): string[] {
  if (names.length <= most) return [...names];
  const half = Math.floor(most / 2);
  return [...names.slice(0, half), between(names.length - 2 * half), ...names.slice(-half)];
}
