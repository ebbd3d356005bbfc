import type { GradientLayer, GradientsPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatShort } from '../drawing/format.js';
import {
  extremesAt,
  type FlowCall,
  flowCalls,
  gradientAt,
  lastRow,
  sinceRow,
  wayBack,
  worstCalls,
} from './model.js';
import { EXPLODING_GROWTH } from './rules.js';
import { gradientsStrings } from './strings.js';

interface Place {
  payload: GradientsPayload;
  row: number;
  locale: Locale;
}

/** Why the gradient of a layer vanishes, in one sentence. */
function whyVanishing(call: FlowCall & { kind: 'vanishing' }, { payload, row, locale }: Place): string {
  const t = gradientsStrings[locale];
  const of = payload.layers[call.of]?.layer ?? '';
  const { sigmoid, tanh, dead } = wayBack(payload, call.index, call.of, row);
  const count = (value: number) => formatCount(value, locale);
  if (dead > 0 && dead >= sigmoid) return t.whyDead(of, count(dead));
  if (sigmoid > 0 && sigmoid >= tanh) return t.whySigmoid(of, count(sigmoid));
  return tanh > 0 ? t.whyTanh(of, count(tanh)) : t.whyProduct;
}

/** What is wrong with a layer, then why. */
function callWords(call: FlowCall, alike: number, place: Place): [what: string, why: string] {
  const { payload, row, locale } = place;
  const t = gradientsStrings[locale];
  if (call.kind === 'no-gradient') return [t.noGradient, t.whyNothing];
  const value = (of: number) => formatShort(of, locale);
  const others = alike > 1 ? t.others(formatCount(alike - 1, locale)) : '';
  const callsByRow = payload.epochs.slice(0, row + 1).map((_, each) => flowCalls(payload, each));
  const first = sinceRow(callsByRow, call, row);
  const since = first < row ? t.since(formatCount(payload.epochs[first] as number, locale)) : '';
  const { layer } = call;
  if (call.kind === 'not-finite') return [t.notFinite(layer, others, since), t.whyNotFinite];
  if (call.kind === 'exploding') {
    const { growth, ratio } = call;
    const grown = growth !== null && growth >= EXPLODING_GROWTH;
    const how = grown ? t.grown(value(growth)) : t.ratio(value(ratio ?? 0));
    return [t.exploding(layer, others, since, value(call.value), how), t.whyGrowing];
  }
  const times = call.value > 0 ? call.largest / call.value : Number.POSITIVE_INFINITY;
  const of = payload.layers[call.of]?.layer ?? '';
  return [t.vanishing(layer, others, since, value(call.value), value(times), of), whyVanishing(call, place)];
}

/** What is wrong at a row and why, the worst first, a sentence and its reason each; where nothing is, that. */
export function flowWords(payload: GradientsPayload, locale: Locale): { words: string[]; healthy: boolean } {
  const t = gradientsStrings[locale];
  const row = lastRow(payload);
  if (payload.layers.length === 0) return { words: [t.noLayers], healthy: true };
  const extremes = row < 0 ? null : extremesAt(payload, row);
  const found = row < 0 ? [] : worstCalls(payload, row);
  if (found.length > 0)
    return {
      words: found.flatMap(({ call, alike }) => callWords(call, alike, { payload, row, locale })),
      healthy: false,
    };
  if (!extremes) return { words: [t.nothing], healthy: true };
  const { layers } = payload;
  const [small, large] = [layers[extremes.smallest], layers[extremes.largest]] as [
    GradientLayer,
    GradientLayer,
  ];
  const [least, most] = [gradientAt(small, 'perWeight', row) ?? 0, gradientAt(large, 'perWeight', row) ?? 0];
  const range =
    least > 0 && most > least
      ? [t.range(small.layer, formatShort(least, locale), formatShort(most / least, locale), large.layer)]
      : [];
  return { words: [t.healthy, ...range], healthy: true };
}

/** How a layer is called out at a row, in a word; '' where it is not. */
export function stateWord(payload: GradientsPayload, index: number, row: number, locale: Locale): string {
  const call = flowCalls(payload, row).find((each) => 'index' in each && each.index === index);
  return call && call.kind !== 'no-gradient' ? gradientsStrings[locale].states[call.kind] : '';
}

/** What is at a layer and an epoch, and between which layers its gradients lie: a part for each. */
export function momentWords(payload: GradientsPayload, index: number, row: number, locale: Locale): string[] {
  const t = gradientsStrings[locale];
  const epoch = payload.epochs[row];
  const layer = payload.layers[index];
  if (epoch === undefined || !layer) return [];
  const value = (of: GradientLayer, measure: 'perWeight' | 'norm' | 'ratio') =>
    formatShort(gradientAt(of, measure, row), locale);
  const state = stateWord(payload, index, row, locale);
  const extremes = payload.layers.length > 1 ? extremesAt(payload, row) : null;
  const end = (at: number) => payload.layers[at] as GradientLayer;
  return [
    t.atEpoch(formatCount(epoch, locale)),
    layer.layer + (state && ` (${state})`),
    t.perWeight(value(layer, 'perWeight')),
    t.norm(value(layer, 'norm')),
    ...(gradientAt(layer, 'ratio', row) === null ? [] : [t.toWeights(value(layer, 'ratio'))]),
    ...(extremes
      ? [
          t.smallest(end(extremes.smallest).layer, value(end(extremes.smallest), 'perWeight')),
          t.largest(end(extremes.largest).layer, value(end(extremes.largest), 'perWeight')),
        ]
      : []),
  ];
}
