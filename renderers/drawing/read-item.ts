import type { OutputItem } from 'vscode-notebook-renderer';
import { type Locale, MAX_UNPACKED_BYTES } from '../../protocol/index.js';
import type { Checked } from './validation.js';

/** No output of ours is larger, even before it is packed and thinned for a notebook. */
const MOST_BYTES = 2 * MAX_UNPACKED_BYTES;

const words: Record<Locale, (kib: string, most: string) => string> = {
  en: (kib, most) => `it is ${kib} KiB long, and ${most} KiB is the most`,
  ko: (kib, most) => `길이가 ${kib} KiB로, 한도인 ${most} KiB를 넘습니다`,
};

/** The JSON of an output item, or why it is not read; `undefined` where it is not JSON. Never throws. */
export function readItem(item: OutputItem, locale: Locale): Checked<unknown> {
  const { length } = item.data();
  const kib = (bytes: number) => new Intl.NumberFormat(locale).format(Math.ceil(bytes / 1024));
  if (length > MOST_BYTES) return { ok: false, where: words[locale](kib(length), kib(MOST_BYTES)) };
  try {
    return { ok: true, value: item.json() };
  } catch {
    return { ok: true, value: undefined };
  }
}
