import { activationsExamples } from './activations/examples.js';
import { batchNormExamples } from './batch-norm/examples.js';
import { checkExamples } from './check/examples.js';
import { compareExamples } from './compare/examples.js';
import { confusionMatrixExamples } from './confusion-matrix/examples.js';
import { distributionsExamples } from './distributions/examples.js';
import { dropoutExamples } from './dropout/examples.js';
import { gradientsExamples } from './gradients/examples.js';
import { modelExamples } from './model/examples.js';
import { projectorExamples } from './projector/examples.js';
import type { PictureName } from './registry.js';
import { tableExamples } from './table/examples.js';
import { timelineExamples } from './timeline/examples.js';
import { trainingExamples } from './training/examples.js';
import { vegaLiteExamples } from './vega-lite/examples.js';

/** Every picture's named payloads. What is called `bad-…` cannot be drawn, and is drawn as the reason why. */
export const pictureExamples: Record<PictureName, Record<string, () => unknown>> = {
  training: trainingExamples,
  timeline: timelineExamples,
  table: tableExamples,
  'confusion-matrix': confusionMatrixExamples,
  'vega-lite': vegaLiteExamples,
  dropout: dropoutExamples,
  'batch-norm': batchNormExamples,
  distributions: distributionsExamples,
  compare: compareExamples,
  check: checkExamples,
  model: modelExamples,
  projector: projectorExamples,
  gradients: gradientsExamples,
  activations: activationsExamples,
};
