import * as v from 'valibot';
import { type DistributionsPayload, distributionsPayloadSchema } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';

import { damage } from './model.js';
import { distributionsSvg } from './picture.js';
import { distributionsText } from './text.js';
import { thinDistributions } from './thin.js';

export const distributionsPicture: Picture<DistributionsPayload> = {
  name: 'distributions',
  schema: v.pipe(
    distributionsPayloadSchema,
    v.check(
      (payload) => damage(payload) === null,
      ({ input }) => damage(input) ?? '',
    ),
  ),
  fit: thinDistributions,
  svg: distributionsSvg,
  text: distributionsText,
};
