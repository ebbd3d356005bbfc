import type { Locale, TimelinePayload } from '../../protocol/index.js';
import { divergedText } from '../training/divergence-words.js';
import { timelineStrings } from './strings.js';

/** The state of the run with its sign, and that it diverged: "⚠ Completed, diverged: NaN from epoch 7". */
export function stateText({ status, diverged }: TimelinePayload, locale: Locale): string {
  const word = timelineStrings[locale].status[status];
  return diverged ? `${word.replace(/^\S+/, '⚠')}, ${divergedText(diverged, locale)}` : word;
}
