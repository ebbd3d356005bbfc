import type { OutputItem } from 'vscode-notebook-renderer';
import { type Locale, MAX_JSON_BYTES } from '../../protocol/index.js';
import type { Checked } from './validation.js';

/** No output of ours is saved larger than its limit; one that is several times as large was not written by us. */
const MOST_BYTES = 2 * MAX_JSON_BYTES;

const words: Record<Locale, (kib: string, most: string) => string> = {
  en: (kib, most) => `it is ${kib} KiB long, and ${most} KiB is the most`,
  ko: (kib, most) => `길이가 ${kib} KiB로, 한도인 ${most} KiB를 넘습니다`,
};

/** The JSON of an output item, or why it is not read; `undefined` where it is not JSON. Never throws. */
export function readItem(item: OutputItem, locale: Locale, most = MOST_BYTES): Checked<unknown> {
  const { length } = item.data();
  const kib = (bytes: number) => new Intl.NumberFormat(locale).format(Math.ceil(bytes / 1024));
  if (length > most) return { ok: false, where: words[locale](kib(length), kib(most)) };
  try {
    return { ok: true, value: item.json() };
  } catch {
    return { ok: true, value: undefined };
  }
}
