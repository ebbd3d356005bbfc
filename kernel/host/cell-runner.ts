import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { MessagePort, Worker } from 'node:worker_threads';
import type {
  CellError,
  EngineChoice,
  ExecuteParams,
  ExecuteResult,
  RunPayload,
  RunSummary,
} from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { CellErrors, placeOfSyntaxError } from '../cell/cell-error.js';
import { type CompiledCell, compileCell } from '../cell/compile.js';
import { type Evaluation, Evaluator } from '../cell/evaluate.js';
import { findGlobal } from '../cell/find-global.js';
import { installHelpers } from '../cell/install-helpers.js';
import { declaringCell } from '../cell/notebook-cells.js';
import { HOOKS, type ImportedName } from '../cell/rewrite.js';
import { cellUrl, StackFrames, ThrownPlaces, tellOwnLines } from '../cell/stack/index.js';
import { Asking } from '../input/asking.js';
import { FormQuestions } from '../input/form-questions.js';
import { InputError } from '../input/input-error.js';
import { installStandardFiles } from '../input/standard-files.js';
import { StandardInput } from '../input/standard-input.js';
import { placeInOwnFile } from '../modules/own-positions.js';
import { CellStream } from '../output/cell-stream.js';
import { installConsole } from '../output/console.js';
import { isShown, showValue } from '../output/show-value.js';
import { Inspection } from '../variables/inspection.js';
import type { ToldLayers } from '../worker/layers/run-layers.js';
import { CellMaps } from './cell-maps.js';
import type { SharedFlags } from './flags.js';
import { hooksFor } from './hooks.js';
import { Interrupted, Interruption } from './interruption.js';
import type { FromMain } from './messages.js';
import { Outputs } from './outputs.js';
import { type HintOptions, Provisions } from './provisions.js';
import { Seals } from './seals.js';

/** How long a cell that was broken off has to end by itself. */
const SETTLE_MS = 100;
/** How long a program has to handle the end of its input by itself. */
const END_OF_INPUT_MS = 100;

interface Running {
  order: number;
  result: { has: boolean; value: unknown };
  finish(result: Omit<ExecuteResult, 'durationMs'>): void;
}

/** Runs cells, one at a time, in the global scope of this thread. */
export class CellRunner {
  private readonly outputs: Outputs;
  private readonly streams: Record<1 | 2, CellStream>;
  private readonly input: StandardInput;
  private readonly forms: FormQuestions;
  private readonly interruption: Interruption;
  private readonly stacks: StackFrames;
  private readonly places = new ThrownPlaces();
  private readonly errors: CellErrors;
  private readonly provisions: Provisions;
  private readonly evaluator = new Evaluator();
  /** What of the variables is looked at from outside. */
  readonly inspection: Inspection;
  private readonly maps: CellMaps;
  private readonly seals: Seals | undefined;
  private readonly constants = new Set<string>();
  private readonly declared = new Set<string>();
  private readonly imported = new Map<string, ImportedName>();
  private running: Running | undefined;
  /** Its code has ended, but waits for input. */
  private held: Running | undefined;
  private lastOrder = 0;
  private notebook: ExecuteParams['notebook'];
  private executions = 0;

  constructor(
    private readonly options: {
      folder: string;
      notebook: string | null;
      ownFolder: string;
      /** For what a debugger reads; not there until it is needed. */
      mapsFolder: string;
      engine: EngineChoice;
      hints: HintOptions;
      flags: SharedFlags;
      answers: MessagePort;
      /** Graded work runs here, which may not decide what goes to this worker. */
      guarded?: Worker;
      post(message: FromMain, transfer?: readonly ArrayBuffer[]): void;
    },
  ) {
    const { folder, notebook, ownFolder, engine, hints, flags, answers, post } = options;
    const outputs = new Outputs(post);
    this.maps = new CellMaps(options.mapsFolder);
    this.outputs = outputs;
    this.streams = {
      1: new CellStream(1, (text) => outputs.stream('stdout', text)),
      2: new CellStream(2, (text) => outputs.stream('stderr', text)),
    };
    this.interruption = new Interruption(flags, this.places);
    const asking = new Asking({ flags, answers, outputs, post });
    this.forms = new FormQuestions(asking, outputs);
    this.input = new StandardInput({
      asking,
      outputs,
      failed: (error) => this.inputFailed(error),
      changed: () => this.release(),
    });
    this.seals = options.guarded && new Seals(options.guarded);
    this.provisions = new Provisions({
      ...(this.seals && { seals: this.seals }),
      folder,
      notebook,
      scope: {
        find: findGlobal,
        isDeclared: (name) => this.declared.has(name),
        imported: (name) => this.imported.get(name),
      },
      distFolder: ownFolder,
      choice: engine,
      hints,
      flags,
      post,
      outputs: this.outputs,
      ask: (question) => this.forms.ask(question),
      execution: () => this.executions,
    });
    this.inspection = new Inspection({
      post,
      engine: () => this.provisions.namespace,
      isImported: (name) => this.imported.has(name),
      isTraining: () => flags.fits > 0,
    });
    const names = {
      find: findGlobal,
      declared: () => this.declared,
      engine: () => this.provisions.namespace,
      library: () => this.provisions.libraryNames(),
      declaringCell: (name: string) => this.notebook && declaringCell(name, this.notebook),
    };
    this.stacks = new StackFrames({ folder, ownFolder, placeInFile: placeInOwnFile });
    this.errors = new CellErrors(this.stacks, names, this.places);
    this.install();
  }

  /** Loads the engine ahead of the first import. */
  warmUp(): void {
    // A failure is told where the engine is first asked for.
    this.provisions.engine().catch(() => {});
  }

  /**
   * Runs a cell and calls `done` once. No promise of ours may stand between: breaking off a cell that runs in a microtask
   * drops all other microtasks that wait.
   */
  run(params: ExecuteParams, done: (result: ExecuteResult) => void): void {
    const started = performance.now();
    this.executions += 1;
    this.lastOrder = params.order;
    this.notebook = params.notebook;
    this.places.forgetLast();
    this.outputs.startCell(params.cell);
    this.input.startCell();
    this.provisions.resumeFrom(params.resume);
    const { seals } = this;
    const isSealed = params.sealed === true && seals !== undefined;
    const ended: Running['finish'] = ({ status, error }) => {
      // What it has asked is not for those that come after it.
      if (status !== 'ok') this.dropQuestions();
      for (const stream of Object.values(this.streams)) stream.flush();
      if (error) this.outputs.error({ kind: 'error', ...error });
      this.outputs.endCell();
      const durationMs = performance.now() - started;
      done({ status, durationMs, ...(error && { error }), ...(isSealed && { sealed: seals.end() }) });
      this.inspection.end(status);
    };
    if (isSealed) seals.run(this.declared, () => this.attempt(params, ended));
    else this.attempt(params, ended);
  }

  /** The worker's answer to what the library asked. */
  toldLayers(call: number, told: ToldLayers | null, reason?: string): void {
    this.provisions.toldLayers(call, told, reason);
  }

  toldStoredRuns(call: number, runs: RunSummary[]): void {
    this.provisions.toldStoredRuns(call, runs);
  }

  toldRun(call: number, run: RunPayload | null): void {
    this.provisions.toldRun(call, run);
  }

  /** A debugger comes, or has gone. */
  debug(on: boolean): void {
    if (on) this.maps.open();
    else this.maps.close();
  }

  showHint(check: string, place: number): void {
    this.provisions.showHint(check, place);
  }

  /** The flags are set: whatever waits is let go. */
  interrupt(): void {
    this.interruption.reject();
    this.provisions.stopImports();
    this.dropQuestions();
    if (this.held) this.finishInterrupted(this.held);
  }

  /** Running code was broken off: if that took the cell's own promise with it, the cell ends here. */
  broken(): void {
    const { running } = this;
    setTimeout(() => {
      if (running && running === this.running) this.finishInterrupted(running);
    }, SETTLE_MS);
  }

  private attempt(params: ExecuteParams, end: Running['finish']): void {
    const { order, code: text } = params;
    const cell = this.compile(params);
    if ('error' in cell) {
      end({ status: 'error', error: cell.error });
      return;
    }
    this.stacks.add({ order, text, locate: cell.locate });
    for (const name of cell.declared) {
      this.constants.delete(name);
      this.imported.delete(name);
      this.declared.add(name);
    }
    for (const name of cell.importedNames) this.imported.set(name.local, name);
    for (const name of cell.constants) this.constants.add(name);
    this.inspection.begin(params, cell.declared);
    const running: Running = {
      order,
      result: { has: false, value: undefined },
      finish: (result) => {
        if (this.running !== running) return;
        this.running = undefined;
        this.held = undefined;
        end(result);
      },
    };
    this.running = running;
    const script = { filename: cellUrl(order), map: this.maps.add(order, cell, text) };
    this.evaluator.evaluate(cell, script, (evaluation) => this.ended(evaluation, running));
  }

  private compile({ order, code: text, language }: ExecuteParams): CompiledCell | { error: CellError } {
    try {
      return compileCell(text, { language, folder: this.options.folder, constants: this.constants });
    } catch (error) {
      this.stacks.add({ order, text, locate: (position) => position });
      return { error: this.errors.describe(error, order) };
    }
  }

  private ended({ thrown }: Evaluation, running: Running): void {
    const { order, result } = running;
    if (thrown?.value instanceof Interrupted) {
      this.finishInterrupted(running);
    } else if (thrown) {
      const at = thrown.early ? placeOfSyntaxError(thrown.value) : undefined;
      const error = this.errors.describe(thrown.value, order, at);
      running.finish({ status: this.options.flags.interrupted ? 'interrupted' : 'error', error });
    } else {
      if (result.has && result.value !== undefined && !isShown(result.value))
        void showValue(result.value, this.outputs, true);
      if (this.running !== running) return;
      this.held = running;
      this.release();
    }
  }

  /** A cell that waits for input goes on, as a program does, until there is none to come. */
  private release(): void {
    if (!this.held || this.input.isAwaited) return;
    // A `fit` that was asked to stop gives back its history; where nothing was awaited after it, the cell ran to its end.
    this.held.finish({ status: this.options.flags.interrupted ? 'interrupted' : 'ok' });
  }

  private inputFailed(error: Error): void {
    const { running, held } = this;
    const isRefused = error instanceof InputError;
    if (!held && this.interruption.fail(error, isRefused ? 0 : END_OF_INPUT_MS)) return;
    if (!isRefused) return;
    if (running) running.finish({ status: 'error', error: this.errors.describe(error, running.order) });
    else this.reportStray(error);
  }

  private finishInterrupted(running: Running): void {
    this.provisions.abandonRuns();
    running.finish({ status: 'interrupted' });
  }

  private dropQuestions(): void {
    this.input.drop();
    this.forms.drop();
  }

  private install(): void {
    Object.defineProperties(process, {
      stdout: { value: this.streams[1], configurable: true, writable: true, enumerable: true },
      stderr: { value: this.streams[2], configurable: true, writable: true, enumerable: true },
    });
    installConsole(this.streams[1], this.streams[2]);
    installStandardFiles(this.input, this.streams);
    this.input.install();
    installHelpers();
    tellOwnLines(this.stacks, (error, own) => this.errors.throughAwaits(error, own));
    const hooks = hooksFor({
      folder: this.options.folder,
      outputs: this.outputs,
      interruption: this.interruption,
      places: this.places,
      modules: this.provisions.modules,
      restore: (path) => this.provisions.restore(path),
      nameRuns: (name) => this.provisions.nameRuns(name),
      last: (value) => {
        if (this.running) this.running.result = { has: true, value };
      },
    });
    Object.defineProperty(globalThis, HOOKS, { value: hooks.internal });
    for (const [name, value] of Object.entries(hooks.globals)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    process.on('unhandledRejection', (reason) => this.reportStray(reason));
    process.on('uncaughtException', (error) => this.reportStray(error));
    Object.assign(globalThis, {
      __filename: join(this.options.folder, 'notebook.ts'),
      __dirname: this.options.folder,
    });
  }

  /** Nobody awaited it: it is shown under the cell that ran last, and the kernel lives on. */
  private reportStray(reason: unknown): void {
    if (reason instanceof Interrupted) return;
    const error = this.errors.describe(reason, this.lastOrder);
    const note = say(
      'Nothing awaited this promise (or callback), so the cell could not catch its error:',
      '아무도 기다리지(await) 않은 프로미스나 콜백에서 난 오류라서 셀이 잡을 수 없었습니다:',
    );
    this.outputs.error({ kind: 'error', ...error, stack: `${note}\n${error.stack}` });
  }
}
