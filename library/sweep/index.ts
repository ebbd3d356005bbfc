export type { ParameterValue, Range, Space } from './space.js';
export { type SweepOptions, sweep } from './sweep.js';
export type {
  RunningSweep,
  SweepHost,
  Train,
  TrialContext,
  TrialLimits,
  TrialOutcome,
  TrialPlace,
  TrialProcess,
} from './sweep-host.js';
export { SweepResult } from './sweep-result.js';
export type { Trial, TrialStatus } from './trial.js';
export type { TrialValues } from './trial-values.js';
