import * as v from 'valibot';
import { type ComparePayload, comparePayloadSchema } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';
import { fitCompare } from './fit.js';
import { damage } from './model.js';
import { compareSvg } from './picture.js';
import { compareTables } from './tables.js';
import { compareText } from './text.js';

export const comparePicture: Picture<ComparePayload> = {
  name: 'compare',
  schema: v.pipe(
    comparePayloadSchema,
    v.check(
      (payload) => damage(payload) === null,
      ({ input }) => damage(input) ?? '',
    ),
  ),
  fit: fitCompare,
  svg: compareSvg,
  tables: compareTables,
  text: compareText,
};
