import type { EngineHint, ExecuteParams, InputQuestion, NumberedEvent } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { KernelClient, type KernelExit, KernelStartError, type LaunchOptions } from '../client/index.js';
import { CollectedOutputs } from '../notebook/collect-outputs.js';
import { hasTag, languageOf, type Notebook, type NotebookCell } from '../notebook/notebook.js';
import type { CellResult } from '../notebook/notebook-file.js';
import type { Answers } from './answers.js';
import {
  type CellReport,
  endWord,
  errorOutput,
  type PlacedCell,
  placedCells,
  plainError,
  titleOf,
} from './cell-report.js';

export interface NotebookRun {
  reports: CellReport[];
  /** What the cells have put out, by their place in the file, from 0. */
  results: Map<number, CellResult>;
  /** What went wrong where there is no cell to tell it of. */
  failure?: string;
  hint: EngineHint | null;
}

interface RunnerOptions {
  launch: LaunchOptions;
  timeoutMs: number | undefined;
  engineHint: boolean;
  /** Goes on behind cells that fail. */
  allowErrors: boolean;
  /** To what cells ask. */
  answers: Answers;
  /** Ends the kernel and with it the run. */
  signal: AbortSignal;
  /** Hears of each code cell that has ended, by its order from 1. */
  onCellEnd?: (order: number) => void;
}

type CellEnd = Pick<CellReport, 'status' | 'error'>;

/** Runs the cells of a notebook in a kernel of their own, and puts into it what they have put out. */
export class NotebookRunner {
  private readonly outputs = new CollectedOutputs();
  private readonly reports: CellReport[] = [];
  private readonly cells: PlacedCell[];
  private readonly deadline: number | undefined;
  private exit: KernelExit | undefined;
  /** The kernel has taken up the cell at work. */
  private begun = false;

  constructor(
    private readonly notebook: Notebook,
    private readonly options: RunnerOptions,
  ) {
    const { timeoutMs } = options;
    this.deadline = timeoutMs === undefined ? undefined : Date.now() + timeoutMs;
    this.cells = placedCells(notebook.cells);
  }

  /** Runs the code cells in order until one fails that may not. */
  async run(): Promise<NotebookRun> {
    let hint: EngineHint | null = null;
    let failure: string | undefined;
    try {
      const client = await KernelClient.launch(this.options.launch);
      hint = await this.runWith(client);
      failure = this.judgeEnd();
    } catch (error) {
      if (!(error instanceof KernelStartError)) throw error;
      failure = this.notStarted(error.message);
    }
    this.judgeStrays();
    const results = new Map(this.cells.map((placed) => [placed.index, this.resultOf(placed)]));
    return { reports: this.reports, results, hint, ...(failure !== undefined && { failure }) };
  }

  /** What was thrown where no cell could catch it stands under the cell that ran then, which has failed with it. */
  private judgeStrays(): void {
    for (const report of this.reports) {
      const placed = this.cells.find(({ index }) => index === report.index);
      const stray = placed && this.outputs.of(placed.key).find((output) => output.output_type === 'error');
      if (report.status !== 'ok' || !stray) continue;
      const { ename: name, evalue: message, traceback } = stray;
      Object.assign(report, { status: 'error', error: { name, message, stack: traceback.join('\n') } });
      if (this.mayFail(placed.cell)) report.allowed = true;
    }
  }

  private mayFail(cell: NotebookCell): boolean {
    return this.options.allowErrors || hasTag(cell, 'raises-exception');
  }

  private resultOf({ key, index }: PlacedCell): CellResult {
    const report = this.reports.find((candidate) => candidate.index === index);
    const outputs = this.outputs.of(key);
    const told = outputs.some((output) => output.output_type === 'error');
    if (report?.error && !(told && report.error.name !== 'KernelDied'))
      outputs.push(errorOutput(report.error));
    return { execution_count: report?.order ?? null, outputs };
  }

  private async runWith(client: KernelClient): Promise<EngineHint | null> {
    const { signal, engineHint } = this.options;
    client.onEvent((event) => this.hear(event));
    client.onEvent((event) => {
      if (event.type === 'question') void this.answer(client, event.question);
    });
    client.onExit((exit) => {
      this.exit = exit;
    });
    const cancel = (): void => client.kill(cancelled());
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      for (const placed of this.cells) {
        const report = await this.runCell(client, placed);
        this.reports.push(report);
        this.options.onCellEnd?.(report.order);
        if (report.status !== 'ok' && !report.allowed) return null;
      }
      return engineHint ? await this.askHint(client) : null;
    } finally {
      await client.shutdown(this.reports.at(-1)?.status === 'timeout' ? timedOut() : undefined);
      signal.removeEventListener('abort', cancel);
    }
  }

  /** What only the end of the kernel shows: that it died behind the last cell, or took a training with it. */
  private judgeEnd(): string | undefined {
    const { exit, reports } = this;
    const last = reports.at(-1);
    if (!exit || this.options.signal.aborted || (last && last.status !== 'ok' && !last.allowed))
      return undefined;
    if (!exit.expected) {
      if (!last) return exit.reason;
      const note = say('After this cell:', '이 셀이 끝난 뒤:');
      // Cells may be allowed to fail; kernels are not.
      delete last.allowed;
      Object.assign(last, died(`${note} ${exit.reason}`));
    }
    for (const { cell, name } of exit.expected ? exit.lost : []) {
      const placed = this.cells.find(({ key }) => key === cell);
      const report = reports.find(({ index }) => index === placed?.index);
      if (report) Object.assign(report, { status: 'error', error: unfinished(name) });
    }
    return undefined;
  }

  /** Told of the first cell, which would have been the next thing to do. */
  private notStarted(reason: string): string | undefined {
    const [first] = this.cells;
    if (!first) return reason;
    this.reports.push({ ...this.nameOf(first), ...died(reason), durationMs: 0 });
    return undefined;
  }

  /** Null where there is none, where the kernel has died, and where --timeout has passed meanwhile. */
  private async askHint(client: KernelClient): Promise<EngineHint | null> {
    return this.beforeDeadline(
      client.engineHint().catch(() => null),
      () => null,
    );
  }

  private nameOf(placed: PlacedCell): Pick<CellReport, 'index' | 'id' | 'order' | 'title'> {
    const { cell, index, key } = placed;
    return { index, id: cell.id ?? key, order: this.cells.indexOf(placed) + 1, title: titleOf(cell.source) };
  }

  private async runCell(client: KernelClient, placed: PlacedCell): Promise<CellReport> {
    const { cell, key } = placed;
    const facts = this.nameOf(placed);
    const { order, title } = facts;
    process.stderr.write(`[${order}/${this.cells.length}] ${title} … `);
    const started = Date.now();
    const language = languageOf(this.notebook, cell);
    const end = isOurs(language)
      ? await this.execute(client, {
          cell: key,
          order,
          code: cell.source,
          language,
          notebook: this.codeCells(cell),
        })
      : foreign(language);
    const durationMs = Date.now() - started;
    process.stderr.write(`${endWord(end.status)} (${seconds(durationMs)})\n`);
    const allowed = end.status === 'error' && this.mayFail(cell);
    return { ...facts, durationMs, ...end, ...(allowed && { allowed }) };
  }

  private codeCells(cell: NotebookCell): ExecuteParams['notebook'] {
    const cells = this.notebook.cells.filter(({ cell_type }) => cell_type === 'code');
    return { cells: cells.map(({ source }) => source), at: cells.indexOf(cell) };
  }

  private async execute(client: KernelClient, params: ExecuteParams): Promise<CellEnd> {
    this.begun = false;
    try {
      const { status, error } = await this.beforeDeadline<CellEnd>(client.execute(params), () => ({
        status: 'timeout',
        error: plainError('Timeout', timedOut()),
      }));
      return { status, ...(error && { error }) };
    } catch (error) {
      if (this.options.signal.aborted)
        return { status: 'cancelled', error: plainError('Cancelled', cancelled()) };
      const reason = this.exit?.reason ?? (error as Error).message;
      return died(this.begun ? reason : `${say('Before this cell:', '이 셀이 시작되기 전:')} ${reason}`);
    }
  }

  private async beforeDeadline<T>(promise: Promise<T>, late: () => T): Promise<T> {
    const { deadline } = this;
    if (deadline === undefined) return promise;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<T>((resolve) => {
      timer = setTimeout(() => resolve(late()), Math.max(0, deadline - Date.now()));
    });
    try {
      return await Promise.race([promise, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  private hear(event: NumberedEvent): void {
    if (event.type === 'begin') this.begun = true;
    if (event.type !== 'output') return;
    this.outputs.apply(event.cell, event.op, this.orderOf(event.cell));
  }

  private orderOf(cell: string): number {
    return this.cells.findIndex(({ key }) => key === cell) + 1;
  }

  private async answer(client: KernelClient, question: InputQuestion): Promise<void> {
    const answer = await this.options.answers.answer(question, this.orderOf(question.cell));
    // A kernel that is gone needs none.
    await client.answer(question.id, answer).catch(() => {});
  }
}

const isOurs = (language: string): language is ExecuteParams['language'] =>
  language === 'typescript' || language === 'javascript';

const foreign = (language: string): CellEnd => ({
  status: 'error',
  error: plainError(
    'Error',
    say(
      `This cell is ${language}; Epochbook runs TypeScript and JavaScript.`,
      `이 셀의 언어는 ${language}입니다. Epochbook은 TypeScript와 JavaScript를 실행합니다.`,
    ),
  ),
});

const died = (reason: string) => ({ status: 'died', error: plainError('KernelDied', reason) }) as const;

const unfinished = (run: string) =>
  plainError(
    'UnfinishedTraining',
    say(
      `"${run}" was still training when the last cell had ended, and ended with the kernel. Write await before fit, so that the cell waits for it.`,
      `마지막 셀이 끝났을 때 "${run}"이(가) 아직 학습 중이어서 커널과 함께 끝났습니다. 셀이 기다리도록 fit 앞에 await를 쓰세요.`,
    ),
  );

const timedOut = (): string =>
  say('The time given with --timeout has passed.', '--timeout으로 정한 시간이 지났습니다.');

const cancelled = (): string =>
  say('The run was stopped from outside (Ctrl-C).', '실행을 밖에서 중단했습니다(Ctrl-C).');

const seconds = (ms: number): string => {
  const time = (ms / 1000).toFixed(1);
  return say(`${time} s`, `${time}초`);
};
