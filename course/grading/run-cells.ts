import { join } from 'node:path';
import { errorOutput, plainError } from '../../kernel/cli/index.js';
import { KernelClient, KernelStartError } from '../../kernel/client/index.js';
import { CollectedOutputs, type NotebookOutput } from '../../kernel/notebook/index.js';
import type {
  CellError,
  EngineChoice,
  ExecuteResult,
  Json,
  Locale,
  NumberedEvent,
} from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { type Isolation, type Limits, makeCage } from './sandbox.js';
import { type Excess, ProcessWatch } from './watch-processes.js';

export interface CellToRun {
  key: string;
  source: string;
  language: 'typescript' | 'javascript';
  /** A check of the teacher's. */
  sealed: boolean;
}

export interface RanCell {
  status: 'ok' | 'error' | 'interrupted' | 'died' | 'timeout' | 'never';
  error?: CellError;
  outputs: NotebookOutput[];
  order: number;
  /** Of checks: the payloads of `check`, and what had been changed that decides what they find. */
  results: Json[];
  changed: string[];
}

export interface RunOptions {
  limits: Limits;
  isolation: Isolation;
  engine: EngineChoice;
  locale: Locale;
  /** Puts files into the working folder. */
  fill(folder: string): void;
  readable: readonly string[];
  signal: AbortSignal;
}

export interface RanCells {
  cells: Map<string, RanCell>;
  /** What ended its kernels, if something did. */
  remarks: string[];
  peakBytes: number;
}

/** A kernel that a cell has ended is started anew, without that cell, so that it costs what hangs on it and no more. */
const MOST_STARTS = 4;
/** Bytes of outputs that are kept of a cell; a submission that goes on beyond a multiple of them is ended. */
const MOST_OUTPUT = 2 * 1024 * 1024;
const MOST_OUTPUTS_OF_ALL = 64 * 1024 * 1024;
/** How long a cell that is asked to stop may take, for each of the three stages. */
const STOP_MS = 2000;

/** A machine that is busy with others must cost no points. */
const START_MS = 90_000;

/** Runs the cells of a submission, apart from everything else. */
export async function runCells(cells: readonly CellToRun[], options: RunOptions): Promise<RanCells> {
  const deadline = Date.now() + options.limits.timeMs;
  const deadly = new Map<string, RanCell>();
  const remarks: string[] = [];
  let peakBytes = 0;
  for (let start = 1; ; start++) {
    const attempt = new Attempt(cells, options, deadline, deadly);
    const ended = await attempt.run();
    peakBytes = Math.max(peakBytes, attempt.peakBytes);
    remarks.push(...attempt.remarks.filter((remark) => !remarks.includes(remark)));
    const { killer } = ended;
    if (killer === undefined || start === MOST_STARTS || Date.now() >= deadline || options.signal.aborted)
      return { cells: ended.cells, remarks, peakBytes };
    deadly.set(killer, ended.cells.get(killer) as RanCell);
  }
}

class Attempt {
  readonly remarks: string[] = [];
  peakBytes = 0;
  private readonly outputs = new CollectedOutputs();
  private readonly bytes = new Map<string, number>();
  private allBytes = 0;
  private exitReason: string | undefined;
  private excess: Excess | 'output' | undefined;
  private client: KernelClient | undefined;

  constructor(
    private readonly cells: readonly CellToRun[],
    private readonly options: RunOptions,
    private readonly deadline: number,
    private readonly deadly: ReadonlyMap<string, RanCell>,
  ) {}

  async run(): Promise<{ cells: Map<string, RanCell>; killer?: string }> {
    const { limits, isolation, readable, fill, engine, locale, signal } = this.options;
    const cage = makeCage(isolation, limits, readable);
    let watch: ProcessWatch | undefined;
    const abort = (): void => this.client?.kill();
    try {
      fill(cage.work);
      const client = await KernelClient.launch({
        host: join(__dirname, 'kernel', 'host.cjs'),
        folder: cage.work,
        room: cage.room,
        env: cage.env,
        through: cage.through,
        guarded: true,
        startTimeout: START_MS,
        engine,
        locale,
      });
      this.client = client;
      watch = new ProcessWatch({
        pid: client.pid ?? -1,
        ...limits,
        // In a namespace the working folder is a file system of its own, which has a size.
        folders: isolation.kind === 'none' ? [cage.work, cage.room] : [cage.room],
        exceeded: (what) => this.end(what),
      });
      signal.addEventListener('abort', abort, { once: true });
      client.onEvent((event) => this.hear(event));
      client.onExit((exit) => {
        this.exitReason = exit.reason;
      });
      return await this.runAll(client);
    } catch (error) {
      if (!(error instanceof KernelStartError)) throw error;
      this.remarks.push(error.message);
      return { cells: this.never(new Map()) };
    } finally {
      signal.removeEventListener('abort', abort);
      await this.client?.shutdown().catch(() => {});
      watch?.stop();
      watch?.killRest();
      this.peakBytes = watch?.peak ?? 0;
      cage.cleanUp();
    }
  }

  private async runAll(client: KernelClient): Promise<{ cells: Map<string, RanCell>; killer?: string }> {
    const ran = new Map<string, RanCell>();
    // Known as they are before any code of the submission has run.
    await client
      .execute({ cell: 'known', order: 0, code: KNOWN, language: 'typescript', sealed: true })
      .catch(() => {});
    let order = 0;
    for (const cell of this.cells) {
      order += 1;
      const dead = this.deadly.get(cell.key);
      if (dead) {
        ran.set(cell.key, dead);
        continue;
      }
      if (Date.now() >= this.deadline || this.options.signal.aborted) break;
      const result = await this.runCell(client, cell, order);
      ran.set(cell.key, result);
      if (result.status === 'died' || result.status === 'timeout') {
        this.remarks.push(this.remarkOf(result, order));
        return { cells: this.never(ran), killer: cell.key };
      }
    }
    return { cells: this.never(ran) };
  }

  private never(ran: Map<string, RanCell>): Map<string, RanCell> {
    for (const { key } of this.cells)
      if (!ran.has(key)) ran.set(key, { status: 'never', outputs: [], order: 0, results: [], changed: [] });
    return ran;
  }

  private async runCell(client: KernelClient, cell: CellToRun, order: number): Promise<RanCell> {
    const { key, source: code, language, sealed } = cell;
    const end = await this.executed(
      client,
      client.execute({ cell: key, order, code, language, ...(sealed && { sealed }) }),
    );
    const outputs = this.outputs.of(key);
    if (end.error && !outputs.some((output) => output.output_type === 'error'))
      outputs.push(errorOutput(end.error));
    return {
      status: end.status,
      ...(end.error && { error: end.error }),
      outputs,
      order,
      results: end.sealed?.results ?? [],
      changed: end.sealed?.changed ?? [],
    };
  }

  /** A cell that takes too long is stopped as Stop does it, in stages, so that the others can go on; else its kernel ends. */
  private async executed(
    client: KernelClient,
    executing: Promise<ExecuteResult>,
  ): Promise<Pick<RanCell, 'status' | 'error'> & Pick<ExecuteResult, 'sealed'>> {
    const settled = executing.then(
      (result) => result,
      (error: Error) => ({
        status: 'died' as const,
        error: plainError('KernelDied', this.exitReason ?? error.message),
      }),
    );
    const { cellMs } = this.options.limits;
    const first = await within(Math.min(cellMs, this.deadline - Date.now()), settled);
    if (first) return first;
    for (let stage = 0; stage < 3; stage++) {
      void client.interrupt().catch(() => {});
      const stopped = await within(STOP_MS, settled);
      if (stopped?.status === 'died') return stopped;
      if (stopped) return { status: 'interrupted', error: tooLong(cellMs) };
    }
    client.kill();
    await settled;
    return { status: 'timeout', error: tooLong(cellMs) };
  }

  private hear(event: NumberedEvent): void {
    if (event.type === 'question')
      void this.client
        ?.answer(event.question.id, {
          kind: 'refused',
          reason: say('Nobody answers while work is graded.', '채점 중에는 입력할 수 없습니다.'),
        })
        .catch(() => {});
    if (event.type !== 'output') return;
    const size = JSON.stringify(event.op).length;
    this.allBytes += size;
    if (this.allBytes > MOST_OUTPUTS_OF_ALL) this.end('output');
    const before = this.bytes.get(event.cell) ?? 0;
    this.bytes.set(event.cell, before + size);
    if (before + size > MOST_OUTPUT) return;
    this.outputs.apply(event.cell, event.op, 0);
  }

  private end(what: Excess | 'output'): void {
    if (this.excess) return;
    this.excess = what;
    this.client?.kill();
  }

  private remarkOf({ status, error }: RanCell, order: number): string {
    const { memory, disk, processes } = this.options.limits;
    const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
    switch (this.excess) {
      case 'memory':
        return say(
          `Cell ${order} was ended: its processes took more than ${megabytes(memory)} of memory.`,
          `셀 ${order}을(를) 끝냈습니다. 메모리를 ${megabytes(memory)}보다 많이 썼습니다.`,
        );
      case 'disk':
        return say(
          `Cell ${order} was ended: it wrote more than ${megabytes(disk)}.`,
          `셀 ${order}을(를) 끝냈습니다. 파일을 ${megabytes(disk)}보다 많이 썼습니다.`,
        );
      case 'processes':
        return say(
          `Cell ${order} was ended: it started more than ${processes} processes.`,
          `셀 ${order}을(를) 끝냈습니다. 프로세스를 ${processes}개보다 많이 시작했습니다.`,
        );
      case 'output':
        return say(
          `Cell ${order} was ended: it put out more than ${megabytes(MOST_OUTPUTS_OF_ALL)}.`,
          `셀 ${order}을(를) 끝냈습니다. 출력이 ${megabytes(MOST_OUTPUTS_OF_ALL)}보다 많습니다.`,
        );
    }
    const why = error?.message ?? status;
    return say(`Cell ${order} ended its kernel: ${why}`, `셀 ${order}에서 커널이 종료되었습니다: ${why}`);
  }
}

/** Loads what cells import of ours, and has the engine put in what it puts in with the first weight. */
const KNOWN = `import * as tf from '@tensorflow/tfjs-node';
import * as epochbook from 'epochbook';
tf.tidy(() => tf.layers.dense({ units: 1 }).build([null, 1]));
Object.keys(epochbook).length;`;

const tooLong = (ms: number): CellError =>
  plainError(
    'Timeout',
    say(
      `It took longer than ${Math.round(ms / 1000)} s.`,
      `${Math.round(ms / 1000)}초 안에 끝나지 않았습니다.`,
    ),
  );

async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.max(0, ms));
  });
  try {
    return await Promise.race([promise, patience]);
  } finally {
    clearTimeout(timer);
  }
}
