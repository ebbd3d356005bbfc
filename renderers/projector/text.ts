import type { Locale, ProjectorColouring, ProjectorPayload } from '../../protocol/index.js';
import { formatCount, formatShort } from '../drawing/format.js';
import { shorten } from '../drawing/svg.js';
import { classCounts, epochsOf, methodsOf, valueRange } from './model.js';
import { projectorStrings } from './strings.js';
import {
  agreementWords,
  epochWords,
  layoutWords,
  pointSentence,
  progressWords,
  projectorNotes,
  projectorTitle,
  sizeWords,
} from './words.js';

const MOST_CLASSES = 20;
const MOST_POINTS = 10;

/** Title, size, how each layout came about, how points are labelled, and the first of them. */
export function projectorText(payload: ProjectorPayload, locale: Locale): string {
  const t = projectorStrings[locale];
  const layouts = methodsOf(payload).map((method) => {
    const epochs = epochsOf(payload, method);
    const over =
      epochs.length > 1
        ? `; ${t.epochs(formatCount(epochs.length, locale), epochWords(epochs[0] as number, locale), epochWords(epochs.at(-1) as number, locale))}`
        : '';
    return `${t.methods[method]}: ${layoutWords(payload, method, 3, locale)}${over}`;
  });
  const shown = Math.min(MOST_POINTS, payload.names || payload.colourings.length > 0 ? payload.points : 0);
  const first = Array.from({ length: shown }, (_, point) => `  ${pointSentence(payload, point, locale)}`);
  return [
    `${projectorTitle(payload, locale)}: ${sizeWords(payload, locale)}, ${t.seed(String(payload.seed))}`,
    progressWords(payload, locale),
    ...projectorNotes(payload, locale),
    ...layouts,
    ...payload.colourings.flatMap((each) => [
      colouringWords(each, locale),
      agreementWords(payload, each, locale),
    ]),
    ...first,
    ...(shown > 0 && payload.points > shown
      ? [`  ${t.rest(formatCount(payload.points - shown, locale))}`]
      : []),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function colouringWords(colouring: ProjectorColouring, locale: Locale): string {
  const t = projectorStrings[locale];
  const name = shorten(colouring.name, 40);
  if (colouring.kind === 'value') {
    const { low, high } = valueRange(colouring);
    return t.range(name, formatShort(low, locale), formatShort(high, locale));
  }
  const counts = classCounts(colouring);
  const words = colouring.classes
    .slice(0, MOST_CLASSES)
    .map((each, at) => `${shorten(each, 40)} ${formatCount(counts[at] as number, locale)}`);
  const rest = colouring.classes.length - words.length;
  const none = counts.at(-1) as number;
  return `${t.classes(name)} ${[
    ...words,
    ...(rest > 0 ? [t.rest(formatCount(rest, locale))] : []),
    ...(none > 0 ? [`${t.none} ${formatCount(none, locale)}`] : []),
  ].join(', ')}`;
}
