import * as v from 'valibot';
import { distributionsPayloadSchema } from '../../protocol/index.js';
import { damage } from './model.js';

/** A payload whose lists belong together. */
export const wholeDistributionsSchema = v.pipe(
  distributionsPayloadSchema,
  v.check(
    (payload) => damage(payload) === null,
    ({ input }) => damage(input) ?? '',
  ),
);
