import * as v from 'valibot';
import { runDeltaSchema, runPayloadSchema, savedLayersSchema } from '../../../protocol/index.js';

/** What the extension sends; anything else is passed over. */
export const toRendererSchema = v.variant('type', [
  v.object({
    type: v.literal('state'),
    run: v.string(),
    seq: v.number(),
    payload: v.nullable(runPayloadSchema),
  }),
  v.object({ type: v.literal('delta'), delta: runDeltaSchema }),
  v.object({ type: v.literal('deltas'), deltas: v.array(runDeltaSchema) }),
  v.object({ type: v.literal('layers'), run: v.string(), layers: v.nullable(savedLayersSchema) }),
]);
