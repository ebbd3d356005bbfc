import type { BatchNormPayload } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import type { Picture } from '../drawing/picture.js';
import { batchNormSvg } from './picture.js';
import { wholeBatchNormSchema } from './schema.js';
import { batchNormTables } from './tables.js';
import { batchNormText } from './text.js';
import { thinBatchNorm } from './thin.js';

export const batchNormPicture: Picture<BatchNormPayload> = {
  name: 'batch-norm',
  schema: wholeBatchNormSchema,
  fit: (payload, maxBytes) => thinBatchNorm(payload, maxBytes, savedPackedBytes),
  pack: packPayload,
  svg: batchNormSvg,
  tables: batchNormTables,
  text: batchNormText,
};
