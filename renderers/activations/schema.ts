import * as v from 'valibot';
import { activationsPayloadSchema } from '../../protocol/index.js';
import { damage } from './model.js';

/** A payload whose parts belong together. */
export const wholeActivationsSchema = v.pipe(
  activationsPayloadSchema,
  v.check(
    (payload) => damage(payload) === null,
    ({ input }) => damage(input) ?? '',
  ),
);
