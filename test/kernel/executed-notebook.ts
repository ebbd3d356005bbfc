import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Notebook, NotebookOutput } from '../../kernel/notebook/notebook.js';
import type { Json, Locale } from '../../protocol/index.js';
import { notebookText } from './notebook-text.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
/** A command that takes longer hangs. */
const MOST_MS = 60_000;

export interface ExecutedNotebook {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
  /** Undefined where none was written. */
  notebook: Notebook | undefined;
  /** The notebook's own. */
  folder: string;
}

interface Execution {
  cells: readonly string[];
  locale?: Locale;
  args?: readonly string[];
  env?: Record<string, string>;
  /** Files of the notebook's folder. */
  files?: Record<string, string>;
  /** Does something to the processes from outside: to the kernel once a cell has written its id to the file `pid`. */
  meddle?(command: number, kernel: () => Promise<number>): Promise<void>;
}

/** Runs `epochbook run` as a user does, in a process of its own that nothing here keeps alive. */
export async function executeNotebook(execution: Execution): Promise<ExecutedNotebook> {
  const { cells, locale = 'en', args = [], env = {}, files = {}, meddle } = execution;
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-run-'));
  for (const [name, text] of Object.entries({ 'n.ipynb': notebookText(cells), ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const child = spawn(process.execPath, [cli, 'run', 'n.ipynb', '--engine', 'embedded', ...args], {
    cwd: folder,
    env: { ...process.env, EPOCHBOOK_LOCALE: locale, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
  });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  await meddle?.(child.pid ?? 0, () => writtenNumber(join(folder, 'pid'), isOver));
  const end = await ended;
  const out = join(folder, 'n.executed.ipynb');
  const written = existsSync(out) ? (JSON.parse(readFileSync(out, 'utf8')) as Notebook) : undefined;
  return { ...end, ...printed, notebook: written, folder };
}

export const removeExecuted = ({ folder }: ExecutedNotebook): void =>
  rmSync(folder, { recursive: true, force: true });

async function writtenNumber(path: string, isOver: () => boolean): Promise<number> {
  for (;;) {
    if (isOver()) throw new Error(`The command has ended before ${path} was written.`);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (text.endsWith('\n')) return Number(text);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What nbformat 4.5 asks of a notebook, as far as a run can break it. */
export function nbformatFaults({ cells, nbformat, nbformat_minor: minor, metadata }: Notebook): string[] {
  const faults: string[] = [];
  const ask = (fine: boolean, fault: string): void => void (fine || faults.push(fault));
  const isText = (value: unknown): boolean =>
    typeof value === 'string' ||
    (Array.isArray(value) && value.every((line: unknown) => typeof line === 'string'));
  ask(nbformat === 4 && minor === 5 && typeof metadata === 'object', 'head');
  for (const { id, source, cell_type: type, execution_count: count, outputs = [] } of cells) {
    ask(/^[\w-]{1,64}$/.test(id ?? '') && isText(source), `cell ${id}`);
    ask(type !== 'code' || count === null || Number.isInteger(count), `${id}: execution_count ${count}`);
    for (const output of outputs) ask(isOutput(output, isText), `${id}: ${JSON.stringify(output)}`);
  }
  return faults;
}

function isOutput(output: NotebookOutput, isText: (value: unknown) => boolean): boolean {
  switch (output.output_type) {
    case 'stream':
      return ['stdout', 'stderr'].includes(output.name) && isText(output.text);
    case 'error':
      return isText(output.ename) && isText(output.evalue) && isText(output.traceback);
    case 'execute_result':
    case 'display_data':
      return Object.entries(output.data).every(([mime, value]) => /json$/.test(mime) || isText(value));
    default:
      return false;
  }
}

/** What a cell printed, with the names and messages of its errors. */
export function printedBy({ outputs = [] }: Notebook['cells'][number]): string {
  return outputs
    .map((output) => {
      if (output.output_type === 'stream') return output.text.join('');
      if (output.output_type === 'error') return `${output.ename}: ${output.evalue}\n`;
      return '';
    })
    .join('');
}

const LOST: Record<Locale, RegExp> = { en: /Lost/, ko: /기록 끊김/ };

/** The only run of a notebook is lost, for this reason, in each form of its output and on the disk. */
export function expectLostRun(
  { notebook, folder }: Pick<ExecutedNotebook, 'notebook' | 'folder'>,
  locale: Locale,
  cause: RegExp,
): void {
  const [data] = (notebook?.cells ?? []).flatMap(({ outputs = [] }) =>
    outputs.flatMap((output) => ('data' in output ? [output.data] : [])),
  );
  const payload = data?.['application/vnd.epochbook.training.v1+json'] as Record<string, Json>;
  expect(payload).toMatchObject({ kind: 'run', status: 'lost' });
  expect(payload.reason).toMatch(cause);
  for (const mime of ['image/svg+xml', 'text/plain']) {
    const text = (data?.[mime] as string[] | undefined)?.join('');
    expect(text).toMatch(LOST[locale]);
  }
  const runs = join(folder, '.epochbook', 'runs');
  const [run = ''] = readdirSync(runs);
  const lines = readFileSync(join(runs, run, 'run.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, Json>);
  expect(parsed[0]).toMatchObject({ type: 'start', id: payload.id });
  expect(parsed.at(-1)).toMatchObject({
    type: 'end',
    id: payload.id,
    status: 'lost',
    reason: payload.reason,
  });
}
