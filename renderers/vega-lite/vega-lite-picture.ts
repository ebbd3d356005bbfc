import { VEGA_LITE_MIME } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { type VegaLiteSpec, vegaLiteSchema } from './model.js';
import { vegaLiteSvg } from './picture.js';
import { vegaLiteText } from './text.js';

export const vegaLitePicture: Picture<VegaLiteSpec> = {
  name: 'vega-lite',
  mime: VEGA_LITE_MIME,
  schema: vegaLiteSchema,
  // What a chart's data mean is not known here, so nothing is left out of them.
  fit: (spec, maxBytes) => (savedBytes(spec) <= maxBytes ? spec : null),
  svg: vegaLiteSvg,
  text: vegaLiteText,
};
