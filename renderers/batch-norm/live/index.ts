import type { BatchNormPayload } from '../../../protocol/index.js';
import type { StaticPicture } from '../../drawing/static-slot.js';
import { wholeBatchNormSchema } from '../schema.js';
import { batchNormStrings } from '../strings.js';
import { BatchNormView } from './batch-norm-view.js';

/** The live picture `batch-norm`. */
export const liveBatchNorm: StaticPicture<BatchNormPayload> = {
  packed: true,
  schema: wholeBatchNormSchema,
  view: (host, locale) => new BatchNormView(host, locale),
  pure: async () => (await import('../batch-norm-picture.js')).batchNormPicture,
  invalid: (locale, where) => batchNormStrings[locale].invalid(where),
};
