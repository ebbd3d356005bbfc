import { staticRenderer } from '../drawing/static-renderer.js';
import { activationsPicture } from './activations-picture.js';
import { activationsStrings } from './strings.js';
import { ActivationsView } from './view.js';

/** The live picture `activations`. */
export const activate = staticRenderer({
  packed: true,
  schema: activationsPicture.schema,
  view: (host, locale) => new ActivationsView(host, locale),
  pure: async () => activationsPicture,
  invalid: (locale, where) => activationsStrings[locale].invalid(where),
});
