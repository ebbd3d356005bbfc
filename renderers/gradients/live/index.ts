import type { DistributionsPayload, GradientsPayload } from '../../../protocol/index.js';
import { wholeDistributionsSchema } from '../../distributions/schema.js';
import type { StaticPicture } from '../../drawing/static-slot.js';
import { gradientsOf } from '../from-distributions.js';
import { wholeGradientsSchema } from '../schema.js';
import { gradientsStrings } from '../strings.js';
import { GradientsView } from './gradients-view.js';

const pure = async () => (await import('../gradients-picture.js')).gradientsPicture;

/** The live picture `gradients`. */
export const liveGradients: StaticPicture<GradientsPayload> = {
  packed: true,
  schema: wholeGradientsSchema,
  view: (host, locale) => new GradientsView(host, locale),
  pure,
  invalid: (locale, where) => gradientsStrings[locale].invalid(where),
};

/** The same of a run that saves its distributions: the gradients are among them. */
export const liveRunGradients: StaticPicture<DistributionsPayload> = {
  packed: true,
  schema: wholeDistributionsSchema,
  view: (host, locale) => {
    const view = new GradientsView(host, locale);
    return {
      redraw: (payload) => view.redraw(gradientsOf(payload)),
      still: (options) => view.still(options),
      end: () => view.end(),
    };
  },
  pure: async () => (await import('../run-gradients.js')).runGradients,
  invalid: (locale, where) => gradientsStrings[locale].invalid(where),
};
