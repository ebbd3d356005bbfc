import type { Locale, RunPayload } from '../../protocol/index.js';
import { trainingStrings } from './strings.js';

/** What the picture of a run shows, in a line that stays true while the run goes on. */
export const trainingAlt = ({ name, model, compile }: RunPayload, locale: Locale): string =>
  trainingStrings[locale].alt(name, model.name, ['loss', ...compile.metrics].join(', '));
