import { inspect } from 'node:util';
import type { Locale } from '../protocol/index.js';
import { activationsText } from '../renderers/activations/text.js';
import { batchNormText } from '../renderers/batch-norm/text.js';
import { checkText } from '../renderers/check/text.js';
import { compareText } from '../renderers/compare/text.js';
import { confusionText } from '../renderers/confusion-matrix/text.js';
import { distributionsText } from '../renderers/distributions/text.js';
import { gradientsText } from '../renderers/gradients/text.js';
import { modelText } from '../renderers/model/text.js';
import { projectorText } from '../renderers/projector/text.js';
import { tableText } from '../renderers/table/text.js';
import { timelineText } from '../renderers/timeline/text.js';
import { vegaLiteText } from '../renderers/vega-lite/text.js';

const accounts: Record<string, (payload: never, locale: Locale) => string> = {
  table: tableText,
  'confusion-matrix': confusionText,
  timeline: timelineText,
  'vega-lite': vegaLiteText,
  'batch-norm': batchNormText,
  distributions: distributionsText,
  compare: compareText,
  check: checkText,
  model: modelText,
  projector: projectorText,
  gradients: gradientsText,
  activations: activationsText,
};

/** The plain-text account of a picture that the library makes. */
export const pictureText = (name: string, payload: unknown, locale: Locale): string =>
  accounts[name]?.(payload as never, locale) ?? inspect(payload, { depth: 4, maxArrayLength: 20 });
