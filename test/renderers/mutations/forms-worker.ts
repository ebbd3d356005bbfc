import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { type Locale, SVG_MIME, TEXT_MIME } from '../../../protocol/index.js';
import { unpackPayload } from '../../../renderers/drawing/packing/unpack.js';
import type { Picture } from '../../../renderers/drawing/picture.js';
import { check } from '../../../renderers/drawing/validation.js';
import { openRecord } from '../../../renderers/dropout/record.js';
import { forms, type PictureName, pictures } from '../../../renderers/registry.js';

/** What the kernel makes of a payload. */
export interface FormsAnswer {
  /** Why it does not fit its schema; `null` where it does. */
  where: string | null;
  svg: string | null;
  text: string | null;
  ms: number;
}

const packed: ReadonlySet<PictureName> = new Set(['dropout', 'batch-norm', 'distributions']);

/** Time that this thread had the processor, where the system tells it; else the time that went by. */
function threadMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

/** Draws payloads as the kernel does, in a thread that can be ended when it does not come back. */
async function answer(name: PictureName, text: string, locale: Locale): Promise<FormsAnswer> {
  const start = threadMs();
  const nothing = { svg: null, text: null };
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { ...nothing, where: 'is not JSON', ms: 0 };
  }
  const unpacked = packed.has(name) ? unpackPayload(raw) : { ok: true as const, value: raw };
  if (!unpacked.ok) return { ...nothing, where: unpacked.where, ms: threadMs() - start };
  const checked = check((pictures[name] as unknown as Picture<unknown>).schema, unpacked.value);
  if (!checked.ok) {
    // Weights that are not finite are left out before the payload is checked.
    const opened = name === 'dropout' && openRecord(unpacked.value, 'en').ok;
    return { ...nothing, where: opened ? null : checked.where, ms: threadMs() - start };
  }
  const bundle = await forms(name, checked.value as never, { locale });
  const own = (mime: string) => (typeof bundle[mime] === 'string' ? bundle[mime] : null);
  return { where: null, svg: own(SVG_MIME), text: own(TEXT_MIME), ms: threadMs() - start };
}

parentPort?.on(
  'message',
  async ({ name, text, locale }: { name: PictureName; text: string; locale: Locale }) => {
    try {
      parentPort?.postMessage({ ok: true, answer: await answer(name, text, locale) });
    } catch (error) {
      parentPort?.postMessage({ ok: false, error: (error as Error).stack ?? String(error) });
    }
  },
);
