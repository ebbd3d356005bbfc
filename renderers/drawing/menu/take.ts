import type { Locale } from '../../../protocol/index.js';
import { csvOf, type DataTable } from '../data-table.js';
import { formatCount } from '../format.js';
import { solidPalette } from '../page.js';
import type { EditorFiles } from './editor-files.js';
import { pngOf } from './png.js';
import { menuStrings } from './strings.js';
import type { Takeaway } from './takeaway.js';

/** One thing that a menu offers, and what it says of having done it. */
export interface Offer {
  words: string;
  take(): Promise<string>;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The browser's clipboard. @throws where there is none. */
function clipboard(locale: Locale): Clipboard {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (!clipboard) throw new Error(menuStrings[locale].insecure);
  return clipboard;
}

/** What can be done with a picture: copy it, save it, save its numbers. */
export function offersOf(taken: Takeaway, files: EditorFiles | null, locale: Locale): Offer[] {
  const t = menuStrings[locale];
  const svg = () => taken.svg({ locale, theme: solidPalette() });
  const svgFile = async () => new Blob([await svg()], { type: 'image/svg+xml' });
  const png = async () => pngOf(await svg());
  const save = async (file: string, data: Blob): Promise<string> => {
    if (!files) {
      download(file, data);
      return t.handedOver(file);
    }
    const answer = await files.save(file, data);
    if (answer.outcome === 'saved') return t.saved(answer.path ?? file);
    if (answer.outcome === 'cancelled') return t.cancelled;
    return t.notSaved(file, answer.reason ?? t.noAnswer);
  };
  const copyPng = async (): Promise<string> => {
    let data: Blob | undefined;
    try {
      // Given as a promise: the clipboard is asked while the click that allows it still counts.
      const drawn = png().then((blob) => {
        data = blob;
        return blob;
      });
      drawn.catch(() => undefined);
      await clipboard(locale).write([new ClipboardItem({ 'image/png': drawn })]);
      return t.copiedPng;
    } catch (error) {
      // What cannot be drawn cannot be saved either, and says so.
      data ??= await png();
      return `${t.noClipboard(reasonOf(error))} ${await save(`${taken.name}.png`, data)}`;
    }
  };
  const copySvg = async (): Promise<string> => {
    const text = await svg();
    try {
      await clipboard(locale).writeText(text);
      return t.copiedSvg;
    } catch (error) {
      const answer = await files?.copy(text);
      return answer?.outcome === 'copied' ? t.copiedSvg : t.noClipboardText(reasonOf(error));
    }
  };
  const saveCsv = async (table: DataTable): Promise<string> => {
    const said = await save(`${taken.name}-${table.name}.csv`, csvFile(table));
    const { thinned } = table;
    const whole = !thinned || thinned.kept >= thinned.of;
    return whole
      ? said
      : `${said} ${t.thinned(formatCount(thinned.kept, locale), formatCount(thinned.of, locale))}`;
  };
  const [first, ...more] = taken.tables;
  return [
    { words: t.copyPng, take: copyPng },
    { words: t.copySvg, take: copySvg },
    { words: t.savePng, take: async () => save(`${taken.name}.png`, await png()) },
    { words: t.saveSvg, take: async () => save(`${taken.name}.svg`, await svgFile()) },
    ...(first && more.length === 0 ? [{ words: t.saveCsv, take: () => saveCsv(first) }] : []),
    ...(more.length > 0
      ? taken.tables.map((table) => ({ words: t.saveCsvOf(table.words[locale]), take: () => saveCsv(table) }))
      : []),
  ];
}

/** Where an editor can show it beside the notebook: to keep it in view. */
export function keepOffers(payload: unknown, files: EditorFiles | null, locale: Locale): Offer[] {
  const keep = files?.keep;
  if (!keep || payload === undefined) return [];
  const t = menuStrings[locale];
  const take = async (): Promise<string> => {
    const { outcome, reason } = await keep(payload);
    return outcome === 'kept' ? t.kept : t.notKept(reason ?? t.noAnswer);
  };
  return [{ words: t.keep, take }];
}

/** Spreadsheets take a file without this mark for one of another encoding, where it holds more than ASCII. */
const BYTE_ORDER_MARK = '\ufeff';

function csvFile(table: DataTable): Blob {
  const text = csvOf(table);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
  const plain = /^[\u0000-\u007f]*$/.test(text);
  return new Blob([plain ? text : BYTE_ORDER_MARK + text], { type: 'text/csv' });
}

/** As a page without an editor saves: the browser asks, or not. */
function download(file: string, data: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
