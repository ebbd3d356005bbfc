import { dirname, join } from 'node:path';
import { type ExerciseCell, exerciseCells, nameOf } from '../../exercises/index.js';
import { Answers, type CellReport, type NotebookRun, NotebookRunner } from '../../kernel/cli/index.js';
import type { NotebookFile } from '../../kernel/notebook/index.js';
import type { EngineChoice } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { localeOf } from '../student/student-copy.js';
import { type CheckResult, checkResults } from './check-results.js';

/** How one check cell came out. */
export interface CheckOutcome {
  /** Its grade_id, or its place. */
  name: string;
  /** The place of its cell, from 0. */
  index: number;
  passed: boolean;
  points: number;
  maximum: number;
  results: CheckResult[];
  /** Why it gives no points, where no rule says it: its cell failed, or never ran. */
  trouble?: string;
}

export interface CheckedNotebook {
  outcomes: CheckOutcome[];
  run: NotebookRun;
  /** A cell that is no check and failed where it should not. */
  failed: CellReport | undefined;
}

export interface CheckOptions {
  engine: EngineChoice | undefined;
  timeoutMs: number | undefined;
  /** Goes on behind cells that fail, so that the other checks are looked at too. */
  allowErrors: boolean;
  signal: AbortSignal;
}

/** Runs a notebook from its beginning and looks at what its checks say. */
export async function runChecks(
  path: string,
  { notebook }: NotebookFile,
  { engine, timeoutMs, allowErrors, signal }: CheckOptions,
): Promise<CheckedNotebook> {
  const runner = new NotebookRunner(notebook, {
    launch: {
      host: join(__dirname, 'kernel', 'host.cjs'),
      folder: dirname(path),
      notebook: path,
      locale: localeOf(notebook),
      ...(engine && { engine }),
    },
    timeoutMs,
    engineHint: false,
    allowErrors,
    answers: Answers.from(undefined),
    signal,
  });
  const run = await runner.run();
  const checks = exerciseCells(notebook.cells).filter(({ role }) => role === 'check');
  const indices = new Set(checks.map(({ index }) => index));
  const outcomes = checks.map((check) => outcomeOf(check, run));
  const failed = run.reports.find(({ index, status }) => status !== 'ok' && !indices.has(index));
  return { outcomes, run, failed };
}

function outcomeOf(check: ExerciseCell, { reports, results }: NotebookRun): CheckOutcome {
  const { index, nbgrader } = check;
  const report = reports.find((candidate) => candidate.index === index);
  const found = checkResults(results.get(index)?.outputs ?? []);
  return judge({
    name: nameOf(check),
    index,
    points: nbgrader?.points ?? 0,
    results: found,
    ended: report === undefined ? 'never' : report.status === 'ok' ? 'ok' : 'failed',
    error: report?.error?.message ?? report?.status ?? '',
  });
}

/**
 * A check cell that calls `check` gives the points of its rules; any other gives all of its points where it ends without an
 * error, as nbgrader has it.
 */
export function judge({
  name,
  index,
  points,
  results,
  ended,
  error,
}: {
  name: string;
  index: number;
  /** The cell's, by its metadata. */
  points: number;
  results: CheckResult[];
  ended: 'ok' | 'failed' | 'never';
  error: string;
}): CheckOutcome {
  const sum = (of: (result: CheckResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const common = { name, index, results };
  const maximum = results.length > 0 ? sum((result) => result.maximum) : points;
  if (ended === 'never')
    return {
      ...common,
      passed: false,
      points: 0,
      maximum,
      trouble: say('It was not reached.', '여기까지 실행되지 않았습니다.'),
    };
  if (ended === 'failed')
    return {
      ...common,
      passed: false,
      points: 0,
      maximum: Math.max(maximum, points),
      trouble: say(`Its cell failed: ${error}`, `셀이 실패했습니다: ${error}`),
    };
  if (results.length === 0) return { ...common, passed: true, points, maximum };
  return {
    ...common,
    passed: results.every(({ passed }) => passed),
    points: sum((result) => result.points),
    maximum,
  };
}
