import type { Locale } from '../../../protocol/index.js';
import { element, setText } from '../../drawing/page.js';
import type { StepView } from '../model.js';
import type { DropoutRecord } from '../record.js';
import { distinctWords, frequencyWords, maskWords, scaleWords } from '../text.js';

const MOST_LAYERS = 6;

/**
 * The sentences under a net: masks, scaling, the weights that are drawn, nets seen; what could not be drawn comes first.
 */
export function netFacts(
  record: DropoutRecord,
  { masks }: StepView,
  edges: string,
  locale: Locale,
): string[] {
  const few = masks.slice(0, MOST_LAYERS);
  return [
    ...record.notes,
    ...few.map((mask) => maskWords(record, mask, locale)),
    ...few.map((mask) => scaleWords(mask, locale)),
    edges,
    ...few.map((mask) => distinctWords(mask, locale)),
  ];
}

/** The sentences under the frequencies of one dropout layer. */
export function frequencyFacts(
  record: DropoutRecord,
  view: StepView,
  layer: number,
  locale: Locale,
): string[] {
  const mask = view.masks[layer];
  return mask
    ? [...record.notes, ...frequencyWords(mask, locale), distinctWords(mask, locale)]
    : record.notes;
}

/** Paragraphs of a place, changed only where their words differ; the first ones may be notes. */
export function showLines(place: HTMLElement, words: readonly string[], notes = 0): void {
  while (place.children.length > words.length) place.lastElementChild?.remove();
  words.forEach((each, index) => {
    const line = (place.children[index] as HTMLElement | undefined) ?? place.appendChild(element('p'));
    line.classList.toggle('epb-dropout-note', index < notes);
    setText(line, each);
  });
}
