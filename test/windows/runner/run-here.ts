import { appendFileSync } from 'node:fs';
import { type File, startTests, type Task, type VitestRunner, type VitestRunnerConfig } from '@vitest/runner';
import type { Outcome } from './outcome.js';

const config: VitestRunnerConfig = {
  root: process.cwd(),
  setupFiles: [],
  name: undefined,
  passWithNoTests: false,
  testNamePattern: undefined,
  allowOnly: true,
  sequence: { seed: 1, hooks: 'stack', setupFiles: 'list' },
  chaiConfig: { truncateThreshold: 400 },
  maxConcurrency: 5,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
};

/**
 * Runs the tests of one file in this process. Each outcome is a line of JSON at the end of `results`, written at once, so that
 * it is told of a test that hangs which one that is.
 *
 * @param whyNot Why a test, by its full name, cannot run here.
 */
export async function runHere(
  load: () => Promise<unknown>,
  results: string,
  whyNot: (name: string) => string | undefined,
): Promise<void> {
  const told = new Set<Task>();
  const tell = (task: Task): void => {
    const error = errorOf(task);
    if (told.has(task) || (task.type === 'suite' && error === undefined)) return;
    told.add(task);
    const { note: reason } = (task.result ?? {}) as { note?: string };
    const outcome: Outcome = {
      name: nameOf(task),
      state: error !== undefined ? 'failed' : task.result?.state === 'pass' ? 'passed' : 'skipped',
      ms: Math.round(task.result?.duration ?? 0),
      ...(error !== undefined && { error }),
      ...(reason !== undefined && { reason }),
    };
    appendFileSync(results, `${JSON.stringify(outcome)}\n`);
  };
  const skipSome = (task: Task): void => {
    if (task.type === 'suite') for (const child of task.tasks) skipSome(child);
    const reason = task.type === 'test' ? whyNot(nameOf(task)) : undefined;
    if (reason === undefined) return;
    task.mode = 'skip';
    Object.assign(task, { result: { state: 'skip', note: reason } });
  };
  const tellAll = (task: Task): void => {
    tell(task);
    if (task.type === 'suite') for (const child of task.tasks) tellAll(child);
  };
  const runner: VitestRunner = {
    config,
    importFile: load,
    onCollected: (files: File[]) => files.forEach(skipSome),
    onAfterRunTask: tell,
    onAfterRunFiles: (files: File[]) => files.forEach(tellAll),
  };
  await startTests(['tests'], runner);
}

const errorOf = ({ result }: Task): string | undefined =>
  result?.errors?.map(({ message, stack, diff }) => [stack ?? message, diff ?? ''].join('\n')).join('\n');

function nameOf(task: Task): string {
  const { suite, file, name } = task;
  return suite && suite !== file && suite !== task ? `${nameOf(suite)} > ${name}` : name;
}
