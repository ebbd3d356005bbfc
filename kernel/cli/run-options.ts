import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type EngineChoice, isEngineChoice } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { placeOf } from '../cluster/index.js';
import { SCRIPT } from '../notebook/script-notebook.js';
import { STANDARD_INPUT } from './answers.js';
import { pagePath } from './page-path.js';
import { UsageError } from './usage-error.js';

/** What `epochbook run` was asked to do. */
export interface RunOptions {
  notebook: string;
  out: string;
  /** Where a page of the executed notebook is wanted. */
  html: string | undefined;
  engine: EngineChoice | undefined;
  timeoutMs: number | undefined;
  json: boolean;
  engineHint: boolean;
  allowErrors: boolean;
  /** The file of the answers to what cells ask, or `-`. */
  input: string | undefined;
  /** Where the trials of its sweeps run. */
  on: string;
}

/** @throws UsageError where the arguments were not understood. */
export function runOptions(args: string[]): RunOptions {
  let parsed: ReturnType<typeof parseRunArgs>;
  try {
    parsed = parseRunArgs(args);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  const [notebook, ...more] = positionals;
  if (!notebook || more.length > 0)
    throw new UsageError(say('Name one notebook to run.', '실행할 노트북 하나를 지정하세요.'));
  const { engine } = values;
  if (engine !== undefined && !isEngineChoice(engine)) {
    throw new UsageError(
      say(
        `--engine is "native", "embedded" or "auto", not "${engine}".`,
        `--engine에 "${engine}"은(는) 쓸 수 없습니다. "native", "embedded", "auto" 중 하나여야 합니다.`,
      ),
    );
  }
  const timeout = values.timeout === undefined ? undefined : Number(values.timeout);
  if (timeout !== undefined && !(timeout > 0))
    throw new UsageError(
      say(
        `--timeout takes seconds, not "${values.timeout}".`,
        `--timeout에는 초를 적습니다. "${values.timeout}"은(는) 쓸 수 없습니다.`,
      ),
    );
  const path = resolve(notebook);
  return {
    notebook: path,
    out: values.out
      ? resolve(values.out)
      : join(dirname(path), `${basename(path, '.ipynb').replace(SCRIPT, '')}.executed.ipynb`),
    html: values.html === undefined ? undefined : pagePath(values.html, path),
    engine,
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    json: values.json ?? false,
    engineHint: values['engine-hint'] ?? false,
    input:
      values.input === undefined || values.input === STANDARD_INPUT ? values.input : resolve(values.input),
    allowErrors: values['allow-errors'] ?? false,
    on: checkedPlace(values.on ?? 'local'),
  };
}

/** @throws UsageError */
function checkedPlace(text: string): string {
  try {
    placeOf(text);
    return text;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const parseRunArgs = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o' },
      html: { type: 'string' },
      engine: { type: 'string' },
      timeout: { type: 'string' },
      input: { type: 'string' },
      on: { type: 'string' },
      json: { type: 'boolean' },
      'engine-hint': { type: 'boolean' },
      'allow-errors': { type: 'boolean' },
    },
  });
