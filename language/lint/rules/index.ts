import type { Rule } from '../rule.js';
import {
  monitorMode,
  patienceTooLong,
  plateauAfterStop,
  restoreOfTfjs,
  restoreWithoutStopping,
} from './callbacks.js';
import { compileInLoop } from './compile-in-loop.js';
import { historyUnknown, historyWithoutValidation } from './history.js';
import { dropoutLast, dropoutRate, linearHidden, normalizationLast } from './layers.js';
import { learningRate } from './learning-rate.js';
import { accuracyOfNumbers, metricLoss } from './metric-output.js';
import { missingAwait } from './missing-await.js';
import { monitorUnknown, monitorWithoutValidation } from './monitored.js';
import {
  crossentropyOutput,
  reluOutput,
  sigmoidCategorical,
  softmaxBinary,
  softmaxOfNumbers,
} from './output-loss.js';
import { mixedParts, testChooses, trainOnTest, validationIsTraining } from './parts.js';
import { learnFromTest, scalerBeforeSplit } from './scaling.js';
import { softmaxOneUnit } from './softmax-one-unit.js';
import { tensorInLoop, tidyAsync } from './tensors.js';

/** All rules, in the order in which `docs/lint.md` has them. */
export const rules: readonly Rule[] = [
  softmaxOneUnit,
  sigmoidCategorical,
  softmaxBinary,
  crossentropyOutput,
  softmaxOfNumbers,
  reluOutput,
  accuracyOfNumbers,
  metricLoss,
  linearHidden,
  dropoutRate,
  dropoutLast,
  normalizationLast,
  learningRate,
  compileInLoop,
  monitorWithoutValidation,
  monitorUnknown,
  monitorMode,
  patienceTooLong,
  plateauAfterStop,
  restoreWithoutStopping,
  restoreOfTfjs,
  historyWithoutValidation,
  historyUnknown,
  learnFromTest,
  scalerBeforeSplit,
  trainOnTest,
  mixedParts,
  validationIsTraining,
  testChooses,
  missingAwait,
  tensorInLoop,
  tidyAsync,
];

/** The names of all rules, by which they are switched off. */
export const ruleNames: readonly string[] = rules.map(({ name }) => name);
