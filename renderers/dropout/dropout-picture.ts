import { type DropoutPayload, dropoutPayloadSchema } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import type { Picture } from '../drawing/picture.js';
import { fitDropout } from './fit.js';
import { dropoutSvg } from './picture.js';
import { dropoutTables } from './tables.js';
import { dropoutText } from './text.js';

export const dropoutPicture: Picture<DropoutPayload> = {
  name: 'dropout',
  schema: dropoutPayloadSchema,
  fit: fitDropout,
  pack: packPayload,
  svg: dropoutSvg,
  tables: dropoutTables,
  text: dropoutText,
};
