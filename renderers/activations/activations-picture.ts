import type { ActivationsPayload } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import type { Picture } from '../drawing/picture.js';
import { activationsSvg } from './picture.js';
import { wholeActivationsSchema } from './schema.js';
import { activationsTables } from './tables.js';
import { activationsText } from './text.js';
import { thinActivations } from './thin.js';

export const activationsPicture: Picture<ActivationsPayload> = {
  name: 'activations',
  schema: wholeActivationsSchema,
  fit: thinActivations,
  pack: packPayload,
  svg: activationsSvg,
  tables: activationsTables,
  text: activationsText,
};
