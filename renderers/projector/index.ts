import { staticRenderer } from '../drawing/static-renderer.js';
import { projectorPicture } from './projector-picture.js';
import { projectorStrings } from './strings.js';
import { ProjectorView } from './view.js';

/** The live picture `projector`. */
export const activate = staticRenderer({
  packed: true,
  schema: projectorPicture.schema,
  view: (host, locale) => new ProjectorView(host, locale),
  pure: async () => projectorPicture,
  invalid: (locale, where) => projectorStrings[locale].invalid(where),
});
