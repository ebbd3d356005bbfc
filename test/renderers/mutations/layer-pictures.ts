import type { PictureName } from '../../../renderers/registry.js';

/** The pictures of layers, whose payloads are packed and whose drawings are the largest. */
export const layerPictureNames: readonly PictureName[] = ['dropout', 'batch-norm', 'distributions'];
