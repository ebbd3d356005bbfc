import type { Words } from '../../protocol/index.js';
import { nearestNames, sayIn } from '../../words/index.js';

/** The sentence in both languages. */
export const words = (english: string, korean: string): Words => ({
  en: sayIn('en', english, korean),
  ko: sayIn('ko', english, korean),
});

/** ` Did you mean "val_loss"?` in both languages, to stand after a sentence; empty where nothing is near. */
export function meant(given: string, names: Iterable<string>): Words & { name?: string } {
  const [nearest] = nearestNames(given, names, 1);
  return nearest === undefined
    ? { en: '', ko: '' }
    : { name: nearest, en: ` Did you mean "${nearest}"?`, ko: ` 혹시 "${nearest}"인가요?` };
}
