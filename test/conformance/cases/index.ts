import type { Case } from '../case.js';
import { arrangementCases } from './arrangement.js';
import { binaryCases } from './binary.js';
import { convolutionLayerCases } from './convolution-layers.js';
import { denseLayerCases } from './dense-layers.js';
import { unaryCases } from './elementwise.js';
import { lossCases } from './losses.js';
import { matrixCases } from './matrices.js';
import { normalizationLayerCases } from './normalization-layers.js';
import { poolingLayerCases } from './pooling-layers.js';
import { recurrentLayerCases } from './recurrent-layers.js';
import { reductionCases } from './reductions.js';
import { shapeLayerCases } from './shape-layers.js';
import { trainingCases } from './training.js';
import { windowCases } from './windows.js';

export const allCases: readonly Case[] = [
  ...unaryCases,
  ...binaryCases,
  ...reductionCases,
  ...matrixCases,
  ...windowCases,
  ...arrangementCases,
  ...lossCases,
  ...denseLayerCases,
  ...convolutionLayerCases,
  ...poolingLayerCases,
  ...normalizationLayerCases,
  ...recurrentLayerCases,
  ...shapeLayerCases,
  ...trainingCases,
];

/** Those that train, and nothing but that of them. */
export const trainedCases: readonly Case[] = allCases.flatMap((test) => {
  const { trained } = test.run;
  return trained ? [{ ...test, run: { trained } }] : [];
});
