import type { RunLayersPayload, SavedLayers } from '../../../protocol/index.js';
import type { StaticPicture } from '../../drawing/static-slot.js';

/** A picture of what the layers of a run do. That of gradients is drawn from the distributions. */
export type LayerPicture = keyof RunLayersPayload | 'gradients';

/** Each picture is loaded when it is first opened. */
const loaders: Record<LayerPicture, () => Promise<unknown>> = {
  dropout: async () => (await import('../../dropout/live/index.js')).liveDropout,
  batchNorm: async () => (await import('../../batch-norm/live/index.js')).liveBatchNorm,
  distributions: async () => (await import('../../distributions/live/index.js')).liveDistributions,
  gradients: async () => (await import('../../gradients/live/index.js')).liveRunGradients,
};

export const layerPictures = Object.keys(loaders) as LayerPicture[];

/** What a picture is drawn from; undefined where the run has none. */
export const payloadOf = (layers: SavedLayers | undefined, picture: LayerPicture): unknown =>
  layers?.[picture === 'gradients' ? 'distributions' : picture];

/** Loads a picture, which checks the payload that it is given. */
export const loadPicture = (picture: LayerPicture): Promise<StaticPicture<unknown>> =>
  loaders[picture]() as Promise<StaticPicture<unknown>>;

/** Loads a picture that may be wanted soon. What fails is told when it is opened. */
export function preloadPicture(picture: LayerPicture): void {
  void loadPicture(picture).catch(() => undefined);
}
