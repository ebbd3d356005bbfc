import type { GradientsPayload } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import type { Picture } from '../drawing/picture.js';
import { gradientsSvg } from './picture.js';
import { wholeGradientsSchema } from './schema.js';
import { gradientsTables } from './tables.js';
import { gradientsText } from './text.js';
import { thinGradients } from './thin.js';

export const gradientsPicture: Picture<GradientsPayload> = {
  name: 'gradients',
  schema: wholeGradientsSchema,
  fit: thinGradients,
  pack: packPayload,
  svg: gradientsSvg,
  tables: gradientsTables,
  text: gradientsText,
};
