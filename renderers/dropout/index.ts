import * as v from 'valibot';
import { staticRenderer } from '../drawing/static-renderer.js';
import { DropoutView } from './live/dropout-view.js';
import { dropoutStrings } from './strings.js';

/** The live picture `dropout`. The view itself says why a payload cannot be drawn. */
export const activate = staticRenderer({
  schema: v.unknown(),
  view: (host, locale) => new DropoutView(host, locale),
  invalid: (locale, where) => dropoutStrings[locale].invalid(where),
});
