import type { GradientCase } from '../gradient-case.js';
import { arrangementCases } from './arrangement.js';
import { binaryCases } from './binary.js';
import { elementwiseCases } from './elementwise.js';
import { lossCases } from './losses.js';
import { reductionCases } from './reductions.js';
import { windowCases } from './windows.js';

export const gradientCases: readonly GradientCase[] = [
  ...elementwiseCases,
  ...binaryCases,
  ...reductionCases,
  ...arrangementCases,
  ...windowCases,
  ...lossCases,
];
