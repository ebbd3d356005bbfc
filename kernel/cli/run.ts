import { dirname, join } from 'node:path';
import {
  type CellError,
  type EngineChoice,
  type EngineHint,
  type ExecuteResult,
  isEngineChoice,
  type Locale,
  type NumberedEvent,
} from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { KernelClient } from '../client/index.js';
import { CollectedOutputs } from '../notebook/collect-outputs.js';
import {
  languageOf,
  type Notebook,
  type NotebookCell,
  readNotebook,
  sourceOf,
  writeNotebook,
} from '../notebook/nbformat.js';
import { systemLocale } from './locale.js';
import { type RunOptions, runOptions } from './run-options.js';

interface CellReport {
  /** Place in the file, from 0. */
  index: number;
  id: string;
  order: number;
  /** The first line of the cell, for people. */
  title: string;
  status: ExecuteResult['status'] | 'died' | 'timeout';
  durationMs: number;
  error?: CellError;
}

/** `epochbook run`. @returns the exit code. */
export async function runCommand(args: string[]): Promise<number> {
  const options = runOptions(args);
  const notebook = readNotebook(options.notebook);
  const started = Date.now();
  const client = await KernelClient.launch({
    host: join(__dirname, 'kernel', 'host.cjs'),
    folder: dirname(options.notebook),
    notebook: options.notebook,
    locale: localeOf(notebook),
    engine: options.engine ?? engineOf(notebook),
    hintOn: options.engineHint ? ['native', 'embedded'] : [],
  });
  const runner = new NotebookRunner(client, notebook, options);
  let reports: CellReport[];
  let hint: EngineHint | null = null;
  try {
    reports = await runner.run();
    if (options.engineHint) hint = await runner.engineHint();
  } finally {
    await client.shutdown();
  }
  writeNotebook(options.out, notebook);
  const failed = reports.find(({ status }) => status !== 'ok');
  if (options.json) {
    const summary = {
      ok: !failed,
      notebook: options.notebook,
      out: options.out,
      durationMs: Date.now() - started,
      cells: reports,
      ...(hint && { engineHint: hint }),
    };
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  }
  if (hint) tell(hint.text);
  if (failed) {
    const { order, title, status, error } = failed;
    const why = error?.stack ?? status;
    process.stderr.write(
      say(
        `Cell [${order}] failed (${title}):\n${why}\nThe notebook up to there: ${options.out}\n`,
        `셀 [${order}] 실패 (${title}):\n${why}\n여기까지 실행된 노트북: ${options.out}\n`,
      ),
    );
    return 1;
  }
  const time = ((Date.now() - started) / 1000).toFixed(1);
  tell(
    say(
      `Done in ${time} s. Executed notebook: ${options.out}`,
      `${time}초 만에 마쳤습니다. 실행된 노트북: ${options.out}`,
    ),
  );
  return 0;
}

/** The notebook's own language (its metadata), else that of the environment. */
function localeOf(notebook: Notebook): Locale {
  const own = (notebook.metadata.epochbook as { locale?: string } | undefined)?.locale;
  return own === undefined ? systemLocale() : own.startsWith('ko') ? 'ko' : 'en';
}

/** The engine that the notebook's metadata pins, if any. */
function engineOf(notebook: Notebook): EngineChoice {
  const pinned = (notebook.metadata.epochbook as { engine?: unknown } | undefined)?.engine;
  return isEngineChoice(pinned) ? pinned : 'auto';
}

class NotebookRunner {
  private readonly outputs = new CollectedOutputs();
  private readonly orders = new Map<string, number>();
  private readonly deadline: number | undefined;
  private died: string | undefined;

  constructor(
    private readonly client: KernelClient,
    private readonly notebook: Notebook,
    options: RunOptions,
  ) {
    this.deadline = options.timeoutMs === undefined ? undefined : Date.now() + options.timeoutMs;
    client.onEvent((event) => this.hear(event));
    client.onExit(({ reason }) => {
      this.died = reason;
    });
  }

  /** Runs the code cells in order until one fails; their outputs are then in the notebook. */
  async run(): Promise<CellReport[]> {
    const code = this.notebook.cells
      .map((cell, index) => ({ cell, index }))
      .filter(({ cell }) => cell.cell_type === 'code');
    for (const { cell } of code) {
      cell.outputs = [];
      cell.execution_count = null;
    }
    const reports: CellReport[] = [];
    for (const { cell, index } of code) {
      const report = await this.runCell(cell, index, reports.length + 1, code.length);
      reports.push(report);
      if (report.status !== 'ok') break;
    }
    for (const { cell, index } of code)
      cell.outputs = [...this.outputs.of(keyOf(cell, index)), ...(cell.outputs ?? [])];
    return reports;
  }

  /** Null where there is none, where the kernel has died, and where --timeout has passed meanwhile. */
  async engineHint(): Promise<EngineHint | null> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<null>((resolve) => {
      if (this.deadline === undefined) return;
      timer = setTimeout(resolve, Math.max(0, this.deadline - Date.now()), null);
    });
    try {
      return await Promise.race([this.client.engineHint(), timeout]);
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  private async runCell(
    cell: NotebookCell,
    index: number,
    order: number,
    count: number,
  ): Promise<CellReport> {
    const source = sourceOf(cell);
    const title = titleOf(source);
    const key = keyOf(cell, index);
    this.orders.set(key, order);
    cell.execution_count = order;
    process.stderr.write(`[${order}/${count}] ${title} … `);
    const started = Date.now();
    const { status, error } = await this.execute(key, order, source, languageOf(this.notebook, cell));
    const durationMs = Date.now() - started;
    process.stderr.write(`${status} (${seconds(durationMs)})\n`);
    if (error && (status === 'died' || status === 'timeout')) {
      cell.outputs = [
        { output_type: 'error', ename: error.name, evalue: error.message, traceback: [error.stack] },
      ];
    }
    return { index, id: key, order, title, status, durationMs, ...(error && { error }) };
  }

  private async execute(
    cell: string,
    order: number,
    code: string,
    language: string,
  ): Promise<Pick<CellReport, 'status' | 'error'>> {
    if (language !== 'typescript' && language !== 'javascript') {
      return {
        status: 'error',
        error: plainError(
          'Error',
          say(
            `This cell is ${language}; Epochbook runs TypeScript and JavaScript.`,
            `이 셀의 언어는 ${language}입니다. Epochbook은 TypeScript와 JavaScript를 실행합니다.`,
          ),
        ),
      };
    }
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<Pick<CellReport, 'status' | 'error'>>((resolve) => {
      if (this.deadline === undefined) return;
      timer = setTimeout(
        () =>
          resolve({
            status: 'timeout',
            error: plainError(
              'Timeout',
              say('The time given with --timeout has passed.', '--timeout으로 정한 시간이 지났습니다.'),
            ),
          }),
        Math.max(0, this.deadline - Date.now()),
      );
    });
    try {
      return await Promise.race([this.client.execute({ cell, order, code, language }), timeout]);
    } catch (error) {
      return { status: 'died', error: plainError('KernelDied', this.died ?? (error as Error).message) };
    } finally {
      clearTimeout(timer);
    }
  }

  private hear(event: NumberedEvent): void {
    if (event.type !== 'output') return;
    this.outputs.apply(event.cell, event.op, this.orders.get(event.cell) ?? 0);
  }
}

const plainError = (name: string, message: string): CellError => ({
  name,
  message,
  stack: `${name}: ${message}`,
});
const keyOf = (cell: NotebookCell, index: number): string => cell.id ?? `cell-${index}`;
const seconds = (ms: number): string => {
  const time = (ms / 1000).toFixed(1);
  return say(`${time} s`, `${time}초`);
};
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

function titleOf(source: string): string {
  const line = source.split('\n').find((candidate) => candidate.trim() !== '') ?? say('(empty)', '(빈 셀)');
  const title = line.replace(/^\/\/\s*/, '').trim();
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
}
