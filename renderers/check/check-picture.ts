import { type CheckPayload, checkPayloadSchema } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { shorten } from '../drawing/svg.js';
import { checkSvg } from './picture.js';
import { checkTables } from './tables.js';
import { checkText } from './text.js';

/** Lengths to which every text is cut, one after the other, until a payload fits. */
const LENGTHS = [4000, 1000, 300, 100];

function cut(payload: CheckPayload, most: number): CheckPayload {
  const short = (text: string): string => shorten(text, most);
  return JSON.parse(JSON.stringify(payload), (key, value) =>
    typeof value === 'string' && key !== 'id' ? short(value) : value,
  ) as CheckPayload;
}

/** Shortens texts; rules are never left out, as they are marks. */
function fit(payload: CheckPayload, maxBytes: number): CheckPayload | null {
  if (savedBytes(payload) <= maxBytes) return payload;
  for (const most of LENGTHS) {
    const shorter = cut(payload, most);
    if (savedBytes(shorter) <= maxBytes) return shorter;
  }
  return null;
}

export const checkPicture: Picture<CheckPayload> = {
  name: 'check',
  schema: checkPayloadSchema,
  fit,
  svg: checkSvg,
  tables: checkTables,
  text: checkText,
};
