import { staticRenderer } from '../drawing/static-renderer.js';
import { modelPicture } from './model-picture.js';
import { modelStrings } from './strings.js';
import { ModelView } from './view.js';

/** The live picture `model`. */
export const activate = staticRenderer({
  packed: true,
  schema: modelPicture.schema,
  view: (host, locale) => new ModelView(host, locale),
  pure: async () => modelPicture,
  invalid: (locale, where) => modelStrings[locale].invalid(where),
});
