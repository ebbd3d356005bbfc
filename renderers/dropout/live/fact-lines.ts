import type { Locale } from '../../../protocol/index.js';
import { element, setText } from '../../drawing/page.js';
import type { StepView } from '../model.js';
import type { DropoutRecord } from '../record.js';
import { dropoutStrings } from '../strings.js';
import { distinctWords, frequencyWords, maskWords, scaleWords, silencedWords } from '../text.js';
import { type WhatIf, whatIfFacts } from '../what-if-words.js';

const MOST_LAYERS = 6;

/** All that is drawn of the nets, in sentences: what would be, masks, silenced units, scaling, and the nets seen. */
export function netFacts(
  record: DropoutRecord,
  view: StepView,
  whatIf: WhatIf | null,
  locale: Locale,
): string[] {
  const few = view.masks.slice(0, MOST_LAYERS);
  return [
    ...(whatIf ? whatIfFacts(view, whatIf, locale) : []),
    ...few.map((mask) => maskWords(record, mask, locale)),
    ...few.flatMap((mask) => silencedWords(view, mask, locale)),
    ...few.map((mask) => scaleWords(mask, locale)),
    ...few.map((mask) => distinctWords(mask, locale)),
    dropoutStrings[locale].inference,
  ];
}

/** The sentences beside the frequencies of one dropout layer; whether chance explains them comes first. */
export function frequencyFacts(view: StepView, layer: number, locale: Locale): string[] {
  const mask = view.masks[layer];
  return mask ? [...frequencyWords(mask, locale).reverse(), distinctWords(mask, locale)] : [];
}

/** Paragraphs of a place, changed only where their words differ. */
export function showLines(place: HTMLElement, words: readonly string[]): void {
  while (place.children.length > words.length) place.lastElementChild?.remove();
  words.forEach((each, index) => {
    const line = (place.children[index] as HTMLElement | undefined) ?? place.appendChild(element('p'));
    setText(line, each);
  });
}
