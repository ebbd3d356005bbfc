import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { EngineChoice, Locale } from '../../protocol/index.js';
import { setLocale } from '../../words/index.js';
import { type Files, filesIn } from '../cluster/index.js';
import { firstCell, type Ready } from './first-cell.js';
import { replyText } from './reply.js';
import { TrialKernel } from './trial-kernel.js';

/** Names in the folders of a task. */
export const VALUES = 'values/';
export const OWN_FILES = 'files/';
export const ANSWER = 'answer.json';
/** Where a folder keeps its runs. */
export const RUNS = '.epochbook/runs';

/** What a worker is asked to do, `task.json`. */
export interface TrialTask {
  kind: 'trial';
  train: Ready;
  parameters: Record<string, unknown>;
  trial: { number: number; name: string };
  seed: number | null;
  engine: EngineChoice;
  locale: Locale;
  /** Variables that decide how trainings compute. */
  env: Record<string, string | undefined>;
}

/** What it answers, beside the runs. */
export interface TrialAnswer {
  /** As `replyText` writes it. */
  reply?: string;
  /** What `train` has thrown. */
  error?: { name: string; message: string };
  ms: number;
  printed: [name: 'stdout' | 'stderr', text: string][];
}

const MOST_PRINTED = 64 * 1024;

export async function runTrialTask(
  { train, parameters, trial, seed, engine, locale, env }: TrialTask,
  folder: string,
  [shared = folder]: readonly string[],
  host: string,
  signal: AbortSignal,
): Promise<Files> {
  setLocale(locale);
  const work = join(folder, 'work');
  mkdirSync(work);
  const given = join(shared, OWN_FILES);
  if (existsSync(given)) cpSync(given, work, { recursive: true });
  const answer: TrialAnswer = { ms: 0, printed: [] };
  let left = MOST_PRINTED;
  const print = (name: 'stdout' | 'stderr', text: string): void => {
    if (left > 0) answer.printed.push([name, text.slice(0, left)]);
    left -= text.length;
  };
  let kernel: TrialKernel | undefined;
  signal.addEventListener('abort', () => kernel?.end());
  try {
    const code = firstCell(train, join(shared, VALUES, 'values'), '__train');
    kernel = await TrialKernel.start({ host, folder: work, engine, locale, env }, print, code);
    const began = performance.now();
    const { value } = await kernel.run(parameters, trial, seed ?? undefined);
    answer.ms = performance.now() - began;
    answer.reply = replyText(value);
  } catch (error) {
    const { name, message } = error as Error;
    answer.error = { name, message };
  } finally {
    kernel?.end();
  }
  return { [ANSWER]: Buffer.from(JSON.stringify(answer)), ...filesIn(join(work, RUNS), `${RUNS}/`) };
}
