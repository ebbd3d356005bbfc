import type { Locale } from '../../protocol/index.js';
import { formatCount, formatRate, formatValue } from '../drawing/format.js';
import { keepScale, type MaskView, type StepView } from './model.js';
import type { Track } from './record.js';
import { dropoutStrings } from './strings.js';
import { unitState } from './unit-state.js';
import { drawOf, type WhatIfRates } from './what-if.js';
import { whatIfStrings } from './what-if-strings.js';

/** What would be in a step at other rates, next to what was. */
export interface WhatIf {
  rates: WhatIfRates;
  view: StepView;
}

/** Units that are listed by number. */
const MOST_UNITS = 24;

/** 1 / (1 − rate) in words; nothing where a layer scales in another way. */
export const factorWords = (track: Track, rate: number, locale: Locale): string => {
  const factor = keepScale(track, rate);
  return factor === null ? '' : formatValue(factor, locale);
};

/** The rates that are asked for, each with its layer and its factor. */
export function ratesWords({ masks }: StepView, rates: WhatIfRates, locale: Locale): string {
  const t = whatIfStrings[locale];
  return [...rates]
    .flatMap(([index, rate]) => {
      const track = masks[index]?.track;
      return track ? [t.rateOf(track.name, formatRate(rate, locale), factorWords(track, rate, locale))] : [];
    })
    .join(', ');
}

/** The rates of the training of the same layers. */
export const ownRates = ({ masks }: StepView, rates: WhatIfRates): WhatIfRates =>
  new Map([...rates.keys()].map((index) => [index, masks[index]?.track.record.rate ?? 0]));

/** What would be otherwise: how many units of each layer would be kept, which ones would change, and how this is known. */
export function whatIfFacts(view: StepView, whatIf: WhatIf, locale: Locale): string[] {
  const t = whatIfStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const facts = [...whatIf.rates].flatMap(([index, rate]) => {
    const [was, would] = [view.masks[index], whatIf.view.masks[index]];
    if (!was?.bits || !would) return [];
    const { track, of } = was;
    const rates = [rate, track.record.rate].map((each) => formatRate(each, locale)) as [string, string];
    const lines = [t.sentence(track.name, ...rates, count(would.kept), count(was.kept), count(of))];
    if (track.perUnit === 1) {
      const changed = (state: string) => unitsIn(state, was, would, locale);
      const [silenced, kept] = [changed('wouldSilence'), changed('wouldKeep')];
      if (silenced) lines.push(t.silencedToo(silenced));
      if (kept) lines.push(t.keptToo(kept));
    }
    return [lines.join('. ')];
  });
  return facts.length > 0 ? [...facts, t.how] : [];
}

function unitsIn(state: string, was: MaskView, would: MaskView, locale: Locale): string {
  const count = (value: number) => formatCount(value, locale);
  const [before, after] = [unitsOf(was), unitsOf(would)];
  const units = [...after.keys()].filter((unit) => unitState(after, before, unit) === state);
  const listed = units.slice(0, MOST_UNITS).map((unit) => count(unit + 1));
  const more = units.length - listed.length;
  return [...listed, ...(more > 0 ? [dropoutStrings[locale].more(count(more))] : [])].join(', ');
}

/** A mask of one value per unit, as shares. */
const unitsOf = ({ bits, of }: MaskView): Float32Array =>
  Float32Array.from({ length: of }, (_, at) => (((bits as Uint8Array)[at >> 3] as number) >> (at & 7)) & 1);

/** What would become of one unit, and the number that it drew. */
export function unitWhatIf(
  mask: MaskView,
  index: number,
  sample: number,
  unit: number,
  share: number,
  { rates }: WhatIf,
  locale: Locale,
): string[] {
  const rate = rates.get(index);
  if (rate === undefined || !mask.bits) return [];
  const t = whatIfStrings[locale];
  const words = formatRate(rate, locale);
  const { perUnit } = mask.track;
  if (perUnit > 1) {
    const count = (value: number) => formatCount(value, locale);
    return [t.unitWouldPartly(count(Math.round(share * perUnit)), count(perUnit), words)];
  }
  const drew = drawOf(mask, sample, unit) as number;
  return [(drew < rate ? t.unitWouldSilence : t.unitWouldKeep)(words), t.drew(drew.toFixed(2))];
}
