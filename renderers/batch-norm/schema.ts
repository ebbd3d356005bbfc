import * as v from 'valibot';
import { batchNormPayloadSchema } from '../../protocol/index.js';
import { damage } from './layer-reading.js';

/** A payload whose lists belong together. */
export const wholeBatchNormSchema = v.pipe(
  batchNormPayloadSchema,
  v.check(
    (payload) => damage(payload) === null,
    ({ input }) => damage(input) ?? '',
  ),
);
