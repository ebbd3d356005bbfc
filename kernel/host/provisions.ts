import { join } from 'node:path';
import { type EndedTraining, modelPlan } from '../../engine/hint/index.js';
import { engineStorage } from '../../engine/install/index.js';
import type { AskedQuestion, LibraryContext, ResumeFrom } from '../../library/index.js';
import type {
  EngineChoice,
  ExecuteParams,
  RunPayload,
  RunSummary,
  TrainingEngine,
} from '../../protocol/index.js';
import { currentLocale, say } from '../../words/index.js';
import type { Engine } from '../engine.js';
import { LogImports } from '../log-import/index.js';
import { Modules } from '../modules/import-module.js';
import { provideModules } from '../modules/provide-modules.js';
import { type RecordedLayers, type RecordedTf, Recorder } from '../recorder/index.js';
import { buffersOf } from '../recorder/layers/index.js';
import { Calls, type CellScope, restoreValues, Sweeps } from '../sweeps/index.js';
import type { ToldLayers } from '../worker/layers/run-layers.js';
import { type SharedFlags, stoppable } from './flags.js';
import { displayValue } from './hooks.js';
import type { FromMain } from './messages.js';
import type { Outputs } from './outputs.js';
import type { Seals } from './seals.js';

type Namespace = Record<string, unknown>;

interface Asked {
  resolve(told: ToldLayers | null): void;
  reject(error: Error): void;
}

/** Which trainings ask whether another engine is faster. */
export interface HintOptions {
  /** Engines on which they may. */
  on: TrainingEngine[];
  /** Milliseconds that a `fit` must have taken. */
  afterMs: number;
}

interface ProvisionOptions {
  /** Of a kernel that grades. */
  seals?: Seals;
  folder: string;
  notebook: string | null;
  /** What names mean in cells. */
  scope: CellScope;
  /** `dist/` of the extension. */
  distFolder: string;
  choice: EngineChoice;
  hints: HintOptions;
  flags: SharedFlags;
  outputs: Outputs;
  post(message: FromMain, transfer?: readonly ArrayBuffer[]): void;
  /** Asks the person at the notebook. */
  ask(question: AskedQuestion): Promise<string>;
  execution(): number;
}

/** What cells can import of ours: the engine, which records itself, and the library. Loaded when first asked for. */
export class Provisions {
  readonly modules: Modules;
  private loadedEngine: Promise<Engine> | undefined;
  private loadedLibrary: Promise<Namespace> | undefined;
  private prepared: Promise<void> | undefined;
  private recorder: Recorder | undefined;
  private notice: string | undefined;
  /** The engine that is loaded, if one is. */
  namespace: Namespace | undefined;
  private readonly sweeps: Sweeps;
  private readonly calls: Calls;
  private readonly logImports: LogImports;
  private hintAsked: ((check: string, place: number) => void) | undefined;
  private readonly asked = new Map<number, (run: RunPayload | null) => void>();
  private readonly askedStored = new Map<number, (runs: RunSummary[]) => void>();
  private readonly askedLayers = new Map<number, Asked>();
  private recorded: RecordedLayers = { dropout: true, batchNorm: true, distributions: true };
  private questions = 0;
  private resume: ExecuteParams['resume'];

  constructor(private readonly options: ProvisionOptions) {
    const { folder, distFolder, choice, flags, outputs } = options;
    const launch = {
      host: join(distFolder, 'kernel', 'host.cjs'),
      folder,
      engine: choice,
      ...(options.notebook !== null && { notebook: options.notebook }),
    };
    this.calls = new Calls({ launch, scope: options.scope, restore: (path) => this.restore(path) });
    this.logImports = new LogImports({ distFolder, folder, notebook: options.notebook });
    this.sweeps = new Sweeps({
      flags,
      launch,
      print: (name, text) => outputs.stream(name, text),
      scope: options.scope,
    });
    this.modules = new Modules({
      folder: options.folder,
      ownFolder: options.distFolder,
      engine: async () => (await this.engineForCell()).tf as unknown as Namespace,
      library: () => this.library(),
      prepare: () => this.prepare(),
    });
  }

  /** @throws Error when no engine starts; the next call tries again. */
  engine(): Promise<Engine> {
    this.loadedEngine ??= this.loadEngine().catch((error) => {
      this.loadedEngine = undefined;
      throw error;
    });
    return this.loadedEngine;
  }

  /** The same, with what there is to say of it told once, under the cell that first uses it. */
  private async engineForCell(): Promise<Engine> {
    const engine = await this.engine();
    const { notice } = this;
    this.notice = undefined;
    if (notice) this.options.outputs.stream('stderr', `${notice}\n`);
    return engine;
  }

  toldRun(call: number, run: RunPayload | null): void {
    this.asked.get(call)?.(run);
    this.asked.delete(call);
  }

  toldStoredRuns(call: number, runs: RunSummary[]): void {
    this.askedStored.get(call)?.(runs);
    this.askedStored.delete(call);
  }

  toldLayers(call: number, told: ToldLayers | null, reason?: string): void {
    const asked = this.askedLayers.get(call);
    this.askedLayers.delete(call);
    if (reason === undefined) asked?.resolve(told);
    else asked?.reject(new Error(reason));
  }

  /** Hints of checks that cells have made. */
  showHint(check: string, place: number): void {
    this.hintAsked?.(check, place);
  }

  /** The first `fit` of the cell that runs now goes on from a file, or none does. */
  resumeFrom(resume: ExecuteParams['resume']): void {
    this.resume = resume;
  }

  nameRuns(name: string): void {
    this.sweeps.nameRuns(name);
  }

  /** What a process of a sweep was handed. */
  restore(path: string): Promise<Namespace> {
    return restoreValues(
      path,
      () => this.engine(),
      () => this.library(),
    );
  }

  /** The cell was interrupted: imports of logs store what they have. */
  stopImports(): void {
    this.logImports.stopAll();
  }

  /** Ends the records of runs that were broken off and will not come back. */
  abandonRuns(): void {
    this.sweeps.abandon();
    this.calls.abandon();
    this.recorder?.abandonAll();
  }

  private async loadEngine(): Promise<Engine> {
    const { folder, distFolder, choice, post } = this.options;
    const { loadEngine } = require(join(distFolder, 'kernel', 'engine.cjs')) as typeof import('../engine.js');
    const engine = await loadEngine({
      wasmFolder: join(distFolder, 'wasm'),
      folder,
      storage: engineStorage(),
      choice,
      locale: currentLocale(),
    });
    this.notice = engine.notice;
    this.namespace = engine.tf as unknown as Namespace;
    this.recorder = new Recorder(engine.tf as unknown as RecordedTf, this.recorderHost(engine));
    this.recorder.attach();
    this.options.seals?.watch('tf', this.namespace);
    post({ type: 'engine', engine: engine.info });
    return engine;
  }

  private recorderHost(engine: Engine): ConstructorParameters<typeof Recorder>[1] {
    const { flags, outputs, post, execution } = this.options;
    return {
      emit: (event) => post({ type: 'run', event }, event.type === 'layers' ? buffersOf(event) : undefined),
      cell: () => ({ cell: outputs.currentCell, execution: execution() }),
      engine: () => ({ name: engine.info.name, backend: engine.tf.getBackend() }),
      stopAsked: (run) => (flags.interrupted ? 'cell' : flags.stoppedRun === run ? 'run' : 'no'),
      layers: () => this.recorded,
      nameOfRuns: () => this.sweeps.runName,
      first: () => this.takeResume(),
      fitStarted: () => flags.fitStarted(),
      fitEnded: () => flags.fitEnded(),
      trained: (training) => this.tellTrained(engine, training),
    };
  }

  private takeResume(): Promise<object> | undefined {
    const { resume } = this;
    this.resume = undefined;
    return resume && this.library().then((library) => new (library.ResumeFrom as typeof ResumeFrom)(resume));
  }

  /** Hands over what the worker needs to time the model elsewhere, unless a cell has put it on another backend. */
  private tellTrained({ info, tf }: Engine, training: EndedTraining): void {
    const { hints, post } = this.options;
    const { name, backend } = info;
    if (name === 'none' || !hints.on.includes(name) || training.ms < hints.afterMs) return;
    const plan = tf.getBackend() === backend ? modelPlan(training) : undefined;
    if (plan) post({ type: 'trained', trained: { engine: name, ms: training.ms, plan } });
  }

  private watchLoops(ms: number): () => void {
    const watch = ++this.questions;
    this.options.post({ type: 'watch', watch, ms });
    return () => this.options.post({ type: 'watched', watch });
  }

  private library(): Promise<Namespace> {
    this.loadedLibrary ??= this.loadLibrary().catch((error) => {
      this.loadedLibrary = undefined;
      throw error;
    });
    return this.loadedLibrary;
  }

  private async loadLibrary(): Promise<Namespace> {
    const { distFolder, outputs, seals } = this.options;
    const { tf } = await this.engineForCell();
    const library = this.requireLibrary();
    seals?.watch('epochbook', library);
    library.setLibraryContext({
      tf: tf as never,
      display: (value) => displayValue(value, outputs),
      picture: async (name, payload) => {
        if (name === 'check') seals?.note(payload);
        return outputs.picture(name, payload);
      },
      livePicture: (name, payload) => {
        if (name === 'check') seals?.note(payload);
        const { id } = outputs.picture(name, payload);
        return { update: (changed) => void outputs.picture(name, changed, id, true) };
      },
      ask: (question) => this.options.ask(question),
      sweeps: this.sweeps,
      threads: { projector: join(distFolder, 'kernel', 'projector.cjs') },
      stoppable: () => stoppable(this.options.flags),
      calls: () => this.calls.begin(),
      onHintAsked: (listener) => {
        this.hintAsked = listener;
      },
      watchLoops: (ms) => this.watchLoops(ms),
      run: (run, whole) => this.askRun(run, 0, whole),
      runs: (count) => this.askRuns(count),
      storedRuns: () => this.askStoredRuns(),
      layers: (run) => this.askLayers(run),
      importLogs: (logs, how) => this.logImports.begin(logs, how),
      record: (layers) => {
        this.recorded = layers;
      },
      dataFolder: join(distFolder, '..', 'workbooks', 'data'),
      locked: seals !== undefined,
      locale: currentLocale(),
    });
    return library;
  }

  private requireLibrary(): Namespace & { setLibraryContext(context: LibraryContext): void } {
    return require(join(this.options.distFolder, 'kernel', 'library.cjs'));
  }

  /** What cells can import from the library. */
  libraryNames(): string[] {
    return Object.keys(this.requireLibrary());
  }

  /**
   * Runs are kept by the worker.
   *
   * @param run An id, a history that `fit` gave back, or null for the latest.
   */
  private async askRun(run: unknown, back = 0, whole = false): Promise<RunPayload | null> {
    const id = typeof run === 'string' ? run : run === null ? null : this.recorder?.idOf(run);
    if (id === undefined) return null;
    const call = ++this.questions;
    return new Promise((resolve) => {
      this.asked.set(call, resolve);
      this.options.post({ type: 'askRun', call, id, back, whole });
    });
  }

  /** The latest so many, the oldest first. */
  private async askRuns(count: number): Promise<RunPayload[]> {
    const asked = Array.from({ length: count }, (_, back) => this.askRun(null, back));
    return (await Promise.all(asked)).filter((run) => run !== null).reverse();
  }

  private askStoredRuns(): Promise<RunSummary[]> {
    const call = ++this.questions;
    return new Promise((resolve) => {
      this.askedStored.set(call, resolve);
      this.options.post({ type: 'askStoredRuns', call });
    });
  }

  /** @param run An id, a history that `fit` gave back, or null for the latest. */
  private async askLayers(run: unknown): Promise<ToldLayers | null> {
    const id = typeof run === 'string' ? run : run === null ? null : this.recorder?.idOf(run);
    if (id === undefined) return null;
    const call = ++this.questions;
    return new Promise((resolve, reject) => {
      this.askedLayers.set(call, { resolve, reject });
      this.options.post({ type: 'askLayers', call, id });
    });
  }

  /** Before the student's own files load, their imports of the engine and the library must be known. */
  private prepare(): Promise<void> {
    this.prepared ??= (async () => {
      const [{ tf }, library] = await Promise.all([this.engine(), this.library()]);
      const engine = tf as unknown as Namespace;
      provideModules(
        {
          '@tensorflow/tfjs-node': engine,
          '@tensorflow/tfjs-node-gpu': engine,
          '@tensorflow/tfjs': engine,
          epochbook: library,
        },
        join(this.options.distFolder, 'kernel', 'loader.mjs'),
      );
    })().catch((error) => {
      this.prepared = undefined;
      throw new Error(
        say(
          `The engine does not start: ${(error as Error).message}`,
          `엔진을 시작할 수 없습니다: ${(error as Error).message}`,
        ),
      );
    });
    return this.prepared;
  }
}
