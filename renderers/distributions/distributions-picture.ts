import type { DistributionsPayload } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import type { Picture } from '../drawing/picture.js';
import { distributionsSvg } from './picture.js';
import { wholeDistributionsSchema } from './schema.js';
import { distributionsTables } from './tables.js';
import { distributionsText } from './text.js';
import { thinDistributions } from './thin.js';

export const distributionsPicture: Picture<DistributionsPayload> = {
  name: 'distributions',
  schema: wholeDistributionsSchema,
  fit: (payload, maxBytes) => thinDistributions(payload, maxBytes, savedPackedBytes),
  pack: packPayload,
  svg: distributionsSvg,
  tables: distributionsTables,
  text: distributionsText,
};
