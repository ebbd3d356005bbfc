import type { DistributionsPayload } from '../../protocol/index.js';
import { distributionsPicture } from '../distributions/distributions-picture.js';
import type { Picture } from '../drawing/picture.js';
import { gradientsOf } from './from-distributions.js';
import { gradientsPicture } from './gradients-picture.js';

/** What is taken out of the tab of a run: its gradients, of which its distributions know. */
export const runGradients: Picture<DistributionsPayload> = {
  ...distributionsPicture,
  name: gradientsPicture.name,
  svg: (payload, options) => gradientsPicture.svg(gradientsOf(payload), options),
  tables: (payload) => gradientsPicture.tables(gradientsOf(payload)),
  text: (payload, locale) => gradientsPicture.text(gradientsOf(payload), locale),
};
