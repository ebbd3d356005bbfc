import * as v from 'valibot';
import type { StaticPicture } from '../../drawing/static-slot.js';
import { dropoutStrings } from '../strings.js';
import { DropoutView } from './dropout-view.js';

/** The live picture `dropout`. Its view itself says why a payload cannot be drawn. */
export const liveDropout: StaticPicture<unknown> = {
  packed: true,
  schema: v.unknown(),
  view: (host, locale) => new DropoutView(host, locale),
  pure: async () => (await import('../dropout-picture.js')).dropoutPicture,
  invalid: (locale, where) => dropoutStrings[locale].invalid(where),
};
