import { staticRenderer } from '../drawing/static-renderer.js';
import { batchNormPicture } from './batch-norm-picture.js';
import { mountBatchNorm } from './live/index.js';
import { batchNormStrings } from './strings.js';

/** The live picture `batch-norm`. */
export const activate = staticRenderer({
  schema: batchNormPicture.schema,
  view: mountBatchNorm,
  invalid: (locale, where) => batchNormStrings[locale].invalid(where),
});
