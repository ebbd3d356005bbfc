import type { LayerPicture } from './layer-pictures.js';

/** The tabs of a training's picture. */
export type TabName = 'curves' | LayerPicture;
