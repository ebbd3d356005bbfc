import * as v from 'valibot';
import { type ConfusionMatrixPayload, confusionMatrixPayloadSchema } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { foldClasses, isSquare } from './model.js';
import { confusionSvg } from './picture.js';
import { confusionStrings } from './strings.js';
import { confusionTables } from './tables.js';
import { confusionText } from './text.js';

/** Keeps the classes with the most samples and joins the others. */
function fit(payload: ConfusionMatrixPayload, maxBytes: number): ConfusionMatrixPayload | null {
  for (let most = payload.labels.length; most >= 2; most = Math.floor(most * 0.8)) {
    const folded = foldClasses(payload, most, (others) => confusionStrings.en.others(String(others)));
    if (savedBytes(folded) <= maxBytes) return folded;
  }
  return savedBytes(payload) <= maxBytes ? payload : null;
}

export const confusionMatrixPicture: Picture<ConfusionMatrixPayload> = {
  name: 'confusion-matrix',
  schema: v.pipe(
    confusionMatrixPayloadSchema,
    v.check(isSquare, ({ input }) => confusionStrings.en.notSquare(String(input.labels.length))),
  ),
  fit,
  svg: confusionSvg,
  tables: confusionTables,
  text: confusionText,
};
