import { VEGA_LITE_MIME } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';
import { fitSpec } from './fit-spec.js';
import { type VegaLiteSpec, vegaLiteSchema } from './model.js';
import { vegaLiteSvg } from './picture.js';
import { summedSpec } from './summed-spec.js';
import { vegaLiteTables } from './tables.js';
import { vegaLiteText } from './text.js';

export const vegaLitePicture: Picture<VegaLiteSpec> = {
  name: 'vega-lite',
  mime: VEGA_LITE_MIME,
  schema: vegaLiteSchema,
  fit: fitSpec,
  sum: summedSpec,
  labelled: true,
  svg: vegaLiteSvg,
  tables: vegaLiteTables,
  text: vegaLiteText,
};
