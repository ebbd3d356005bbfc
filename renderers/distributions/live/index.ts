import type { DistributionsPayload } from '../../../protocol/index.js';
import type { StaticPicture } from '../../drawing/static-slot.js';
import { wholeDistributionsSchema } from '../schema.js';
import { distributionsStrings } from '../strings.js';
import { DistributionsView } from './distributions-view.js';

/** The live picture `distributions`. */
export const liveDistributions: StaticPicture<DistributionsPayload> = {
  packed: true,
  schema: wholeDistributionsSchema,
  view: (host, locale) => new DistributionsView(host, locale),
  pure: async () => (await import('../distributions-picture.js')).distributionsPicture,
  invalid: (locale, where) => distributionsStrings[locale].invalid(where),
};
