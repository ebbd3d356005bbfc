import type { GradientLayer, GradientsPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatShort } from '../drawing/format.js';
import { gradientAt, lastRow } from './model.js';
import { gradientsStrings } from './strings.js';
import { flowWords } from './words.js';

const MOST_LAYERS = 120;

/** How large the gradients of each layer were, with the numbers. */
export function gradientsText(payload: GradientsPayload, locale: Locale): string {
  const t = gradientsStrings[locale];
  const { layers, epochs, thinned } = payload;
  const count = (value: number) => formatCount(value, locale);
  const row = lastRow(payload);
  const lines = [
    `${t.title(payload.name, payload.status)}: ${t.facts(count(layers.length), count(epochs.length))}`,
    ...flowWords(payload, locale).words,
  ];
  if (row < 0 || layers.length === 0) return lines.join('\n');
  lines.push(t.rules);
  const line = (layer: GradientLayer): string => {
    const of = (measure: 'perWeight' | 'norm' | 'ratio', at: number) =>
      formatShort(gradientAt(layer, measure, at), locale);
    const first = layer.perWeight.findIndex((value) => value !== null);
    const name = `${layer.layer} (${[layer.className, layer.activation].filter(Boolean).join(', ')})`;
    return t.line(
      name,
      of('perWeight', Math.max(0, first)),
      of('perWeight', row),
      of('norm', row),
      of('ratio', row),
    );
  };
  lines.push(...layers.slice(0, MOST_LAYERS).map(line));
  if (layers.length > MOST_LAYERS) lines.push(t.more(count(layers.length - MOST_LAYERS)));
  if (thinned) lines.push(t.thinned(count(thinned.epochs.kept), count(thinned.epochs.of)));
  return lines.join('\n');
}
