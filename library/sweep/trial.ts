import type { Value } from '../value.js';
import type { AnyParameters } from './space.js';
import type { TrialValues } from './trial-values.js';

/** `stopped`: broken off by Stop, or never begun; it is run when the sweep goes on. */
export type TrialStatus = 'waiting' | 'running' | 'done' | 'failed' | 'stopped';

/** A training with certain values of the parameters. */
export interface Trial {
  /** Counted from 1. */
  number: number;
  /** `dropout 0.5, batchSize 32`; its trainings have it in their names. */
  name: string;
  parameters: AnyParameters;
  status: TrialStatus;
  values: TrialValues;
  seconds: number | null;
  /** Whether it was found in the folder, and not run again. */
  resumed: boolean;
  /** Why it failed. */
  error?: string;
}

/** With as many digits as one compares. */
export const rounded = (value: number): number => Number(value.toPrecision(5));

/** A line of the table. */
export const rowOf = (
  { number, parameters, values, seconds }: Trial,
  state: string,
): Record<string, Value> => ({
  '#': number,
  state,
  ...parameters,
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)])),
  [SECONDS]: seconds === null ? null : Number(seconds.toFixed(1)),
});

const SECONDS = 's';
