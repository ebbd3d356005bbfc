import { staticRenderer } from '../drawing/static-renderer.js';
import { distributionsPicture } from './distributions-picture.js';
import { mountDistributions } from './live/index.js';
import { distributionsStrings } from './strings.js';

/** The live picture `distributions`. */
export const activate = staticRenderer({
  schema: distributionsPicture.schema,
  view: mountDistributions,
  invalid: (locale, where) => distributionsStrings[locale].invalid(where),
});
