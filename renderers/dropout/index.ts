import * as v from 'valibot';
import { staticRenderer } from '../drawing/static-renderer.js';
import { mountDropout } from './live/index.js';
import { dropoutStrings } from './strings.js';

/** The live picture `dropout`. */
export const activate = staticRenderer({
  schema: v.unknown(),
  view: mountDropout,
  invalid: (locale, where) => dropoutStrings[locale].invalid(where),
});
