import type { ActivationsPayload, Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { activationsStrings } from './strings.js';
import {
  activationsFacts,
  activationsTitle,
  activationsVerdict,
  answerWords,
  layerFacts,
  layerKind,
  layerName,
} from './words.js';

const MOST_LAYERS = 120;

/** What each layer made of the samples, with the numbers. */
export function activationsText(payload: ActivationsPayload, locale: Locale): string {
  const t = activationsStrings[locale];
  const { layers, samples } = payload;
  const lines = [`${activationsTitle(payload, locale)}: ${activationsFacts(payload, locale).join(' · ')}`];
  if (layers.length === 0) return [...lines, t.noLayers].join('\n');
  for (let sample = 0; sample < samples; sample++) {
    if (samples > 1) lines.push(`${t.sampleName(formatCount(sample + 1, locale))}:`);
    lines.push(...activationsVerdict(payload, sample, locale).words);
    for (const layer of layers.slice(0, MOST_LAYERS))
      lines.push(
        `${layerName(layer, locale)} (${layerKind(layer)}): ${layerFacts(layer, sample, samples, locale).join(', ')}`,
      );
    if (layers.length > MOST_LAYERS) lines.push(t.more(formatCount(layers.length - MOST_LAYERS, locale)));
    const answer = answerWords(payload, sample, locale);
    if (answer !== null) lines.push(t.answers(answer));
  }
  lines.push(t.rules);
  return lines.join('\n');
}
