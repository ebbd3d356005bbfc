import { type Json, objectOf } from '../protocol/mime.js';

/** What an executed check cell shows. */
export interface CheckTrace {
  /** The payloads of its pictures `check`, in order. */
  payloads: readonly unknown[];
  /** It ended with an error. */
  failed: boolean;
  /** It has been run, as far as the notebook tells. */
  ran: boolean;
}

/** How far an exercise has come. */
export interface ExerciseState {
  /** `open`: not checked yet. */
  kind: 'open' | 'passed' | 'failed';
  points: number;
  maximum: number;
  /** As the check calls it, in a language; undefined while it has not run. */
  title: { en: string; ko: string } | undefined;
}

/**
 * The state that the outputs of a check tell. One that shows no rules gives all of its points where it ends without an error,
 * as nbgrader has it.
 *
 * @param worth The points of its cell.
 */
export function exerciseState({ payloads, failed, ran }: CheckTrace, worth: number): ExerciseState {
  const results = payloads.flatMap((payload) => readResult(payload) ?? []);
  const title = results[0]?.title;
  const sum = (of: (result: CheckSummary) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const maximum = results.length > 0 ? sum((result) => result.maximum) : worth;
  if (failed) return { kind: 'failed', points: 0, maximum, title };
  if (results.length === 0) return { kind: ran ? 'passed' : 'open', points: ran ? worth : 0, maximum, title };
  const passed = results.every((result) => result.passed);
  return { kind: passed ? 'passed' : 'failed', points: sum((result) => result.points), maximum, title };
}

interface CheckSummary {
  passed: boolean;
  points: number;
  maximum: number;
  title: ExerciseState['title'];
}

/** Outputs are data from a file: what is not one of ours counts for nothing. */
function readResult(value: unknown): CheckSummary | undefined {
  const { passed, points, maximum, title, rules } = objectOf(value);
  if (typeof passed !== 'boolean' || !isAmount(points) || !isAmount(maximum) || !Array.isArray(rules))
    return undefined;
  const { en, ko } = objectOf(title);
  const words = typeof en === 'string' && typeof ko === 'string' ? { en, ko } : undefined;
  return { passed, points, maximum, title: words };
}

const isAmount = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** `2`, `0.5`, `3.33`. */
export const pointsText = (points: number): string => String(Math.round(points * 100) / 100);
