import * as v from 'valibot';
import { gradientsPayloadSchema } from '../../protocol/index.js';
import { damage } from './model.js';

/** A payload whose lists belong together. */
export const wholeGradientsSchema = v.pipe(
  gradientsPayloadSchema,
  v.check(
    (payload) => damage(payload) === null,
    ({ input }) => damage(input) ?? '',
  ),
);
