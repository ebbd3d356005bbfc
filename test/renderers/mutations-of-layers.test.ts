import { layerPictureNames } from './mutations/layer-pictures.js';
import { testDamaged } from './mutations/test-damaged.js';

// A file of their own, so that they are drawn beside the others.
testDamaged(layerPictureNames);
