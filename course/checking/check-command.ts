import { resolve } from 'node:path';
import { cancelBySignal } from '../../kernel/cli/index.js';
import { NotebookFile } from '../../kernel/notebook/index.js';
import { say } from '../../words/index.js';
import { engineOf, oneOf, parseCommand, secondsOf } from '../command-options.js';
import { outcomeTable } from './outcome-text.js';
import { runChecks } from './run-checks.js';

/** `epochbook check NOTEBOOK`. @returns the exit code: 1 where a check or a cell failed. */
export async function checkCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    json: { type: 'boolean' },
    timeout: { type: 'string' },
    engine: { type: 'string' },
  });
  const path = resolve(
    oneOf(positionals, say('Name one notebook to check.', '점검할 노트북 하나를 지정하세요.')),
  );
  const file = NotebookFile.read(path);
  const signal = cancelBySignal();
  const { outcomes, run, failed } = await runChecks(path, file, {
    engine: engineOf(values.engine),
    timeoutMs: secondsOf('--timeout', values.timeout),
    allowErrors: true,
    signal,
  });
  if (signal.aborted) return 130;
  const passed = outcomes.every((outcome) => outcome.passed);
  const ok = passed && !failed && run.failure === undefined;
  if (values.json) {
    const points = outcomes.reduce((sum, outcome) => sum + outcome.points, 0);
    const maximum = outcomes.reduce((sum, outcome) => sum + outcome.maximum, 0);
    process.stdout.write(
      `${JSON.stringify({ ok, notebook: path, points, maximum, checks: outcomes }, null, 2)}\n`,
    );
  } else if (outcomes.length === 0)
    process.stdout.write(`${say('This notebook has no checks.', '이 노트북에는 점검 셀이 없습니다.')}\n`);
  else process.stdout.write(outcomeTable(outcomes));
  if (run.failure !== undefined) process.stderr.write(`${run.failure}\n`);
  if (failed)
    process.stderr.write(
      `${say(
        `Cell [${failed.order}] failed (${failed.title}):`,
        `셀 [${failed.order}] 실패 (${failed.title}):`,
      )}\n${failed.error?.stack ?? failed.status}\n`,
    );
  return ok ? 0 : 1;
}
