import * as v from 'valibot';
import { type ModelPayload, modelPayloadSchema } from '../../protocol/index.js';
import { packPayload } from '../drawing/packing/pack.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import type { Picture } from '../drawing/picture.js';
import { damage } from './model.js';
import { modelSvg } from './picture.js';
import { modelTables } from './tables.js';
import { modelText } from './text.js';

/** A payload whose nodes belong together. */
export const wholeModelSchema = v.pipe(
  modelPayloadSchema,
  v.check(
    (payload) => damage(payload) === null,
    ({ input }) => damage(input) ?? '',
  ),
);

const withoutHistograms = (payload: ModelPayload): ModelPayload => ({
  ...payload,
  thinned: 'histograms',
  layers: payload.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map(({ values, ...weight }) => {
      const { histogram: _, ...numbers } = values ?? {};
      return values ? { ...weight, values: numbers as typeof values } : weight;
    }),
  })),
});

const withoutDetails = (payload: ModelPayload): ModelPayload => ({
  ...payload,
  thinned: 'details',
  layers: payload.layers.map((layer) => ({ ...layer, weights: [], config: [] })),
});

/** First the histograms of weights give way, then what the details of a layer show. */
function fit(payload: ModelPayload, maxBytes: number): ModelPayload | null {
  for (const thin of [(whole: ModelPayload) => whole, withoutHistograms, withoutDetails]) {
    const thinned = thin(payload);
    if (savedPackedBytes(thinned, maxBytes) <= maxBytes) return thinned;
  }
  return null;
}

export const modelPicture: Picture<ModelPayload> = {
  name: 'model',
  schema: wholeModelSchema,
  fit,
  pack: packPayload,
  svg: modelSvg,
  tables: modelTables,
  text: modelText,
};
