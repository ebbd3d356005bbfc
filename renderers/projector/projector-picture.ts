import * as v from 'valibot';
import { type ProjectorPayload, projectorPayloadSchema } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import type { Picture } from '../drawing/picture.js';
import { fitProjector } from './fit.js';
import { damage } from './model.js';
import { projectorSvg } from './picture.js';
import { projectorTables } from './tables.js';
import { projectorText } from './text.js';

/** A payload whose lists have an entry for each point. */
export const wholeProjectorSchema = v.pipe(
  projectorPayloadSchema,
  v.check(
    (payload) => damage(payload) === null,
    ({ input }) => damage(input) ?? '',
  ),
);

export const projectorPicture: Picture<ProjectorPayload> = {
  name: 'projector',
  schema: wholeProjectorSchema,
  fit: fitProjector,
  pack: packPayload,
  svg: projectorSvg,
  tables: projectorTables,
  text: projectorText,
};
