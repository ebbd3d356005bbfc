import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { GraphOfCell, GraphReport } from '../../protocol/command-line.js';
import { currentLocale, say } from '../../words/index.js';
import type { Notebook } from '../notebook/notebook.js';
import { NotebookFile } from '../notebook/notebook-file.js';
import { Answers } from './answers.js';
import { cancelBySignal } from './cancel-by-signal.js';
import type { CellReport } from './cell-report.js';
import { NotebookRunner } from './notebook-runner.js';
import { UsageError } from './usage-error.js';

interface GraphOptions {
  notebook: string;
  /** The only cell whose trainings are asked for, from 1. */
  cell: number | undefined;
  /** The only model. */
  model: string | undefined;
  timeoutMs: number | undefined;
  json: boolean;
}

/**
 * `epochbook graph`: runs a notebook with compiled training steps, and prints the graph of each before and after the passes.
 *
 * @returns 0, or 1 where a cell failed or nothing that was asked for was trained.
 */
export async function graphCommand(args: string[]): Promise<number> {
  const options = graphOptions(args);
  const { notebook } = NotebookFile.read(options.notebook);
  const code = notebook.cells.filter(({ cell_type: type }) => type === 'code').length;
  if (options.cell !== undefined && options.cell > code)
    throw new UsageError(
      say(
        `${options.notebook} has ${code} code cells; there is no cell ${options.cell}.`,
        `${options.notebook}에는 코드 셀이 ${code}개입니다. ${options.cell}번 셀은 없습니다.`,
      ),
    );
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-graphs-'));
  const signal = cancelBySignal();
  const answers = Answers.from(undefined);
  const graphs: GraphOfCell[] = [];
  try {
    const runner = new NotebookRunner(upTo(notebook, options.cell), {
      launch: {
        host: join(__dirname, 'kernel', 'host.cjs'),
        folder: dirname(options.notebook),
        notebook: options.notebook,
        locale: currentLocale(),
        engine: 'embedded',
        env: { EPOCHBOOK_COMPILE: '1', EPOCHBOOK_GRAPHS: folder },
        hintOn: [],
      },
      timeoutMs: options.timeoutMs,
      engineHint: false,
      allowErrors: false,
      answers,
      signal,
      onCellEnd: (cell) => graphs.push(...takeGraphs(folder).map((graph) => ({ cell, ...graph }))),
    });
    const { reports, failure } = await runner.run();
    const wanted = graphs.filter(
      ({ cell, model }) =>
        (options.cell === undefined || cell === options.cell) &&
        // A sequential model trains by a model within it.
        (options.model === undefined || [options.model, `${options.model}_model`].includes(model)),
    );
    process.stdout.write(
      options.json ? `${JSON.stringify(wanted, null, 2)}\n` : wanted.map(textOf).join('\n'),
    );
    if (signal.aborted) return 130;
    const failed = reports.find(({ status, allowed }) => status !== 'ok' && !allowed);
    if (failed) tell(say(`Cell [${failed.order}] failed`, `셀 [${failed.order}] 실패`) + whyOf(failed));
    else if (failure !== undefined) tell(failure);
    else if (wanted.length === 0) tell(nothingFound(graphs));
    else return 0;
    return 1;
  } finally {
    answers.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const whyOf = ({ error }: CellReport): string => (error ? `: ${error.name}: ${error.message}` : '');

function nothingFound(graphs: readonly GraphOfCell[]): string {
  if (graphs.length === 0)
    return say('No model was trained in these cells.', '이 셀들에서 학습한 모델이 없습니다.');
  const trained = [...new Set(graphs.map(({ cell, model }) => `"${model}" [${cell}]`))].join(', ');
  return say(
    `Nothing was trained that fits. Models, with the cells that trained them: ${trained}`,
    `조건에 맞는 학습이 없습니다. 모델과 학습한 셀: ${trained}`,
  );
}

/** The notebook without what stands behind a code cell. */
function upTo(notebook: Notebook, cell: number | undefined): Notebook {
  if (cell === undefined) return notebook;
  let count = 0;
  const end = notebook.cells.findIndex(({ cell_type: type }) => type === 'code' && ++count === cell);
  return { ...notebook, cells: notebook.cells.slice(0, end + 1) };
}

/** The graphs that the kernel has written since they were last taken, in the order in which they were compiled. */
function takeGraphs(folder: string): GraphReport[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const report = JSON.parse(readFileSync(path, 'utf8')) as GraphReport;
      rmSync(path);
      return report;
    });
}

/** A graph as text: what it is of, then before and after the passes, with how many operations each of these leaves. */
function textOf({
  cell,
  model,
  layers,
  batch,
  passes,
  before,
  after,
  reason,
  ...sizes
}: GraphOfCell): string {
  const lines = [
    say(
      `## Cell [${cell}]: model "${model}", batches ${batch}`,
      `## 셀 [${cell}]: 모델 "${model}", 배치 ${batch}`,
    ),
    layers.join(', '),
  ];
  if (reason)
    lines.push(
      say(`The training runs uncompiled: ${reason.en}.`, `학습을 컴파일하지 않고 실행합니다: ${reason.ko}.`),
    );
  if (before) lines.push('', say('### As it was traced', '### 기록한 그대로'), before.trimEnd());
  if (passes.length > 0)
    lines.push(
      '',
      say('### Passes, and how many operations are left', '### 패스와 남은 연산의 수'),
      ...passes.map(({ name, operations }) => `${String(operations).padStart(6)}  ${name}`),
    );
  if (after) lines.push('', say('### After the passes', '### 패스를 거친 뒤'), after.trimEnd());
  const { pieces, codeBytes, arenaBytes } = sizes;
  if (pieces !== undefined)
    lines.push(
      '',
      say(
        `${pieces} loops and products, ${codeBytes} bytes of WebAssembly, ${arenaBytes} bytes of memory`,
        `반복문과 행렬 곱 ${pieces}개, WebAssembly ${codeBytes}바이트, 메모리 ${arenaBytes}바이트`,
      ),
    );
  return `${lines.join('\n')}\n`;
}

/** @throws UsageError where the arguments were not understood. */
function graphOptions(args: string[]): GraphOptions {
  let parsed: ReturnType<typeof parseGraphArgs>;
  try {
    parsed = parseGraphArgs(args);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  const [notebook, ...more] = positionals;
  if (!notebook || more.length > 0)
    throw new UsageError(say('Name one notebook.', '노트북 하나를 지정하세요.'));
  return {
    notebook: resolve(notebook),
    cell: numberOf('--cell', values.cell, true),
    model: values.model,
    timeoutMs: scaled(numberOf('--timeout', values.timeout, false)),
    json: values.json ?? false,
  };
}

const scaled = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

function numberOf(option: string, text: string | undefined, whole: boolean): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (value > 0 && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(
    whole
      ? say(
          `${option} takes the number of a code cell, from 1, not "${text}".`,
          `${option}에는 코드 셀의 번호를 1부터 적습니다. "${text}"은(는) 쓸 수 없습니다.`,
        )
      : say(
          `${option} takes seconds, not "${text}".`,
          `${option}에는 초를 적습니다. "${text}"은(는) 쓸 수 없습니다.`,
        ),
  );
}

const parseGraphArgs = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      cell: { type: 'string' },
      model: { type: 'string' },
      timeout: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
