import { all, any, not } from './combine.js';
import { expectation, ownRule } from './expect.js';
import { training } from './training.js';
import { trainings } from './trainings.js';

export { type CheckOptions, type CheckResult, check, hint, type RuleResult } from './check.js';
export type { Expectation } from './expect.js';
export type { Kind } from './kinds.js';
export { TooSlow } from './limited.js';
export type { LayerSettings, ModelSettings } from './read-model.js';
export type { Rule } from './rule.js';
export type { Metric, Moment, Training } from './training.js';
export type { Trainings } from './trainings.js';
export type { Text } from './words.js';

/**
 * What an exercise expects: of a value, `expect(() => accuracy).atLeast(0.79)`, and of the trainings that the notebook has
 * recorded, `expect.training(() => history).stoppedBefore(40)` and `expect.trainings(5).mean('val_accuracy').atLeast(0.79)`. Each
 * gives a rule for `check`.
 */
export const expect = Object.assign(expectation, { training, trainings });

/**
 * A rule of the teacher's own, `rule('…', () => true)`, and rules made of rules: `rule.all`, `rule.any`, `rule.not`.
 */
export const rule = Object.assign(ownRule, { all, any, not });
