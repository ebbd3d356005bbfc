import { pictureExamples } from '../../renderers/examples.js';
import type { PictureName } from '../../renderers/registry.js';
import { layerPictureNames } from './mutations/layer-pictures.js';
import { testDamaged } from './mutations/test-damaged.js';

const all = Object.keys(pictureExamples) as PictureName[];
testDamaged(all.filter((name) => !layerPictureNames.includes(name)));
