import * as v from 'valibot';
import { type BatchNormPayload, batchNormPayloadSchema } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';

import { damage } from './layer-reading.js';
import { batchNormSvg } from './picture.js';
import { batchNormText } from './text.js';
import { thinBatchNorm } from './thin.js';

export const batchNormPicture: Picture<BatchNormPayload> = {
  name: 'batch-norm',
  schema: v.pipe(
    batchNormPayloadSchema,
    v.check(
      (payload) => damage(payload) === null,
      ({ input }) => damage(input) ?? '',
    ),
  ),
  fit: thinBatchNorm,
  svg: batchNormSvg,
  text: batchNormText,
};
