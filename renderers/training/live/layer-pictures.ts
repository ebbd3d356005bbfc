import type { Locale, RunLayersPayload } from '../../../protocol/index.js';
import type { StaticView } from '../../drawing/static-renderer.js';

/** A picture of what the layers of a run do. */
export type LayerPicture = keyof RunLayersPayload;

type Mount = (host: HTMLElement, locale: Locale) => StaticView<never>;

/** Each picture is loaded when it is first opened. */
const loaders: Record<LayerPicture, () => Promise<Mount>> = {
  dropout: async () => (await import('../../dropout/live/index.js')).mountDropout,
  batchNorm: async () => (await import('../../batch-norm/live/index.js')).mountBatchNorm,
  distributions: async () => (await import('../../distributions/live/index.js')).mountDistributions,
};

export const layerPictures = Object.keys(loaders) as LayerPicture[];

/** Loads a picture and says how it is put into an element. */
export const loadPicture = (
  picture: LayerPicture,
): Promise<(host: HTMLElement, locale: Locale) => StaticView<unknown>> =>
  loaders[picture]() as Promise<(host: HTMLElement, locale: Locale) => StaticView<unknown>>;
