import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { nextSeed } from '../../patches/seeded-dropout.js';
import type { TfNamespace } from '../../tf-namespace.js';
import { stateOf, type TrainedModel, type TrainingState } from '../../training/index.js';
import type { StepPacker } from '../../watching/index.js';
import { tellCompilation } from '../compilations.js';
import { NotCompiled } from '../lower/index.js';
import type { BuiltIn } from '../support/built-in.js';
import { checkLayers, checkModel } from '../support/check-model.js';
import { Fingerprint } from '../support/fingerprint.js';
import type { CompiledModel } from '../support/model-parts.js';
import type { StepFunction, TappedValue, Trace } from '../trace/trace.js';
import { traceStep } from '../trace/tracer.js';
import type { Arena } from './arena.js';
import { kindOfBatch, MOST_KINDS } from './batch-kind.js';
import type { EpochData } from './epoch-data.js';
import { Arenas, ForwardPrograms } from './forward-programs.js';
import type { Packing, ProgramPacking } from './packing.js';
import { overhearPenalties } from './penalties.js';
import { Program } from './program.js';
import { isWatched, replay, type Watching, whoAsks, whoWatches } from './replay.js';
import { SharedVariables } from './shared-variables.js';
import type { StepBuffer } from './step-buffer.js';

type Batch = readonly (Tensor | null)[];

const NOBODY: ReadonlySet<StepPacker> = new Set();

/** The arenas of a model that the program has let go of are given back. */
const left = new FinalizationRegistry<Arenas>((arenas) => arenas.free());

/** How steps of an epoch are done in one go. */
export interface Going {
  /** Whether to stop for now, after a step. */
  isTime(): boolean;
  /** The same, after the step whose values have this place in the buffer. */
  ends(place: number): boolean;
  /** How many at most. */
  most: number;
  /** What is packed of them. */
  packing: Packing;
  /** Before and after each step; for these what is due of it is packed. */
  begin(packed: ReadonlySet<StepPacker>): void;
  end(): void;
}

/** The compiled steps of a model as it is now; when it is changed, another session takes its place. */
export class Session {
  private readonly fingerprint: Fingerprint;
  /** What it gives without training. */
  readonly forward: ForwardPrograms;
  private readonly programs = new Map<string, Program | NotCompiled>();
  private readonly arenas: Arenas;
  private readonly arena: Arena;
  private variables: Variable[] | undefined;
  /** The weights of layers that are watched, by their numbers among the variables. */
  private readonly layerStates = new WeakMap<object, readonly number[]>();
  private shared: SharedVariables | undefined;
  /** Whose constants lie in the arena. */
  private prepared: Program | undefined;

  constructor(
    private readonly tf: TfNamespace,
    private readonly backend: BackendWasm,
    private readonly known: BuiltIn,
    private readonly model: CompiledModel,
  ) {
    this.fingerprint = new Fingerprint(model);
    this.arenas = new Arenas(backend);
    this.arena = this.arenas.add();
    this.forward = new ForwardPrograms(tf, backend, this.arenas, (told) =>
      tellCompilation({ model, of: 'predictions', ...told }),
    );
    left.register(model, this.arenas);
  }

  /** Whether the model is still the one that was traced. */
  get holds(): boolean {
    return this.fingerprint.holds() && this.shared?.areThere !== false && this.forward.areThere;
  }

  /** Why steps on such batches run uncompiled; undefined where they do not. */
  refusalOf(data: Batch): NotCompiled | undefined {
    const program = this.programs.get(kindOfBatch(data));
    return program instanceof NotCompiled ? program : undefined;
  }

  /** Does a step. The first one on batches of a kind is done as it is and traced on the way, then once more by its program. */
  step(data: Batch, uncompiled: StepFunction): Tensor[] {
    const kind = kindOfBatch(data);
    const program = this.programs.get(kind);
    if (program instanceof NotCompiled) return uncompiled([...data]);
    if (program) return this.run(program, data, true);
    if (this.programs.size >= MOST_KINDS) return uncompiled([...data]);
    const { outputs, trace } = this.trace(data, uncompiled);
    const made = this.compile(trace);
    this.programs.set(kind, made);
    tellCompilation({
      model: this.model,
      of: 'steps',
      batch: kind,
      traced: trace instanceof NotCompiled ? undefined : trace.graph,
      outcome: made instanceof NotCompiled ? made : made.compiled,
    });
    if (made instanceof NotCompiled || trace instanceof NotCompiled) return outputs;
    // Done again by the program: a training gives the same bits wherever it begins, or begins again.
    trace.undo();
    this.tf.dispose(outputs);
    return this.run(made, data, false);
  }

  /** Whether nothing is known that would make the model's steps run uncompiled. */
  get mayCompile(): boolean {
    return this.passes(checkModel);
  }

  /** The same of its predictions, for which only the layers matter. */
  get mayPredict(): boolean {
    return this.passes(checkLayers);
  }

  private passes(check: typeof checkModel): boolean {
    try {
      check(this.model, this.known);
      return true;
    } catch (error) {
      if (error instanceof NotCompiled) return false;
      throw error;
    }
  }

  /** Whether the steps on batches of this kind are compiled. */
  isReady(kind: string): boolean {
    return this.programs.get(kind) instanceof Program;
  }

  /** Does one step of an epoch, and tells whoever watches. Its program is ready. */
  stepOf(data: EpochData, batch: number, into: StepBuffer): void {
    const program = this.programs.get(data.kindOf(batch)) as Program;
    this.begin();
    this.use(program);
    data.gather(program, batch);
    program.run();
    this.settle(program);
    if (isWatched(this.model, program.watchable)) this.tell(program);
    this.note(program, into);
    (this.shared as SharedVariables).end(program.written);
  }

  /**
   * Does the steps of an epoch from this batch on, until the epoch ends, a batch comes whose program is not ready, or it is
   * time. Whoever watches is told of the steps for which he asks. The program of the first is ready.
   */
  stepsOf(data: EpochData, first: number, into: StepBuffer, going: Going): void {
    const shared = this.shared as SharedVariables;
    const written = new Set<number>();
    const { batches } = data;
    const end = Math.min(batches, first + going.most);
    let current: Program | undefined;
    let watching: Watching[] = [];
    let packing: ProgramPacking | undefined;
    this.begin();
    try {
      for (let batch = first; batch < end; batch++) {
        const program = this.programs.get(data.kindOf(batch));
        if (!(program instanceof Program)) break;
        if (program !== current) {
          this.use(program);
          for (const state of program.written) written.add(state);
          watching = whoWatches(this.model, program.watchable);
          packing = going.packing.of(program, this.arena, (value) => this.placeOf(program, value));
          current = program;
        }
        if (packing && !packing.hasRoom) break;
        going.begin(packing?.packers ?? NOBODY);
        data.gather(program, batch);
        const { learningRate } = this.model.optimizer_;
        const told = whoAsks(watching);
        // Who is told of a step finds the weights with which it computes.
        if (told.length > 0 && batch > first) shared.give(this.weightsFor(told) ?? written);
        packing?.begin(batch - first);
        program.run();
        this.settle(program);
        packing?.end();
        if (told.length > 0) this.tell(program, told);
        going.end();
        const place = this.note(program, into);
        into.rates[place] = typeof learningRate === 'number' ? learningRate : Number.NaN;
        if (going.isTime() || going.ends(place)) break;
      }
    } finally {
      shared.end(written);
    }
  }

  private note(program: Program, into: StepBuffer): number {
    const place = into.add();
    program.report(into.values, place * program.reported);
    into.penalties[place] = program.penalty();
    return place;
  }

  /** Whether steps on batches of this kind add penalties to the loss. */
  hasPenalties(kind: string): boolean {
    const program = this.programs.get(kind);
    return program instanceof Program && program.watchable.penalties.length > 0;
  }

  dispose(): void {
    this.arenas.free();
    this.programs.clear();
  }

  private trace(data: Batch, uncompiled: StepFunction): { outputs: Tensor[]; trace: Trace | NotCompiled } {
    const { tf, model } = this;
    try {
      checkModel(model, this.known);
      checkBatch(data);
    } catch (error) {
      if (!(error instanceof NotCompiled)) throw error;
      return { outputs: uncompiled([...data]), trace: error };
    }
    return traceStep({
      tf,
      data,
      optimizer: model.optimizer_,
      withPenalties: overhearPenalties,
      nextSeed: (layer) => nextSeed(layer as never)?.toString(),
      run: () => uncompiled([...data]),
    });
  }

  private compile(trace: Trace | NotCompiled): Program | NotCompiled {
    if (trace instanceof NotCompiled) return trace;
    const first = this.variables === undefined;
    this.variables ??= [...trace.states];
    const { variables } = this;
    const same =
      variables.length === trace.states.length && variables.every((each, i) => each === trace.states[i]);
    if (!same) return new NotCompiled('batches that train other weights', '다른 가중치를 훈련하는 배치');
    try {
      const program = new Program(trace, this.arena, variables);
      const { plan } = program.compiled;
      const end = Math.max(0, ...plan.states.map(({ at, bytes }) => at + bytes));
      this.arena.reserve(plan.bytes, first ? 0 : end);
      this.prepared = undefined;
      this.shared ??= new SharedVariables(this.tf, this.backend, this.arena, variables, plan.states);
      return program;
    } catch (error) {
      if (error instanceof NotCompiled) return error;
      if (error instanceof RangeError) return new NotCompiled('too little memory', '메모리 부족');
      throw error;
    }
  }

  /** @param tells Whether whoever watches has not been told of this step yet. */
  private run(program: Program, data: Batch, tells: boolean): Tensor[] {
    this.begin();
    this.use(program);
    program.load(data, this.backend);
    program.run();
    this.settle(program);
    if (tells && isWatched(this.model, program.watchable)) this.tell(program);
    (this.shared as SharedVariables).end(program.written);
    const reports = new Float32Array(program.reported);
    program.report(reports, 0);
    return Array.from(reports, (value) => this.tf.scalar(value));
  }

  private settle(program: Program): void {
    if (program.hasAsides) program.settle(stateOf(this.model as unknown as TrainedModel) as TrainingState);
  }

  private begin(): void {
    (this.shared as SharedVariables).take();
  }

  private use(program: Program): void {
    if (this.prepared !== program) program.prepare();
    this.prepared = program;
  }

  /**
   * Tells of the step that was done: as in the step itself, moving statistics have moved, weights are still those with which it
   * computed.
   *
   * @param told Who is told; all where it is left out.
   */
  private tell(program: Program, told?: readonly Watching[]): void {
    const weights = told && this.weightsFor(told);
    const moved = weights ? program.early.filter((state) => weights.has(state)) : program.early;
    (this.shared as SharedVariables).give(moved);
    replay(this.tf, this.model, program.watchable, (value) => program.read(value), told);
  }

  /** What they may look at beside the step, by its numbers; undefined where that may be anything. */
  private weightsFor(told: readonly Watching[]): ReadonlySet<number> | undefined {
    if (told.some(({ asks }) => !asks)) return undefined;
    const states = new Set<number>();
    for (const { layer } of told) for (const state of layer ? this.statesOf(layer) : []) states.add(state);
    return states;
  }

  /** Where a value lies that is packed: one of a call, or a variable. */
  private placeOf(program: Program, value: object): { at: number; shape: readonly number[] } | undefined {
    if ('tap' in value) {
      const tapped = value as TappedValue;
      return tapped.dtype === 'int32' ? undefined : { at: program.placeOf(tapped), shape: tapped.shape };
    }
    const variable = value as Variable;
    const state = program.compiled.plan.states[this.variables?.indexOf(variable) ?? -1];
    return state && { at: state.at, shape: variable.shape };
  }

  private statesOf(layer: object): readonly number[] {
    const found = this.layerStates.get(layer);
    if (found) return found;
    const weights = (layer as { weights?: readonly { read(): Variable }[] }).weights ?? [];
    const states = weights.flatMap((weight) => {
      const state = this.variables?.indexOf(weight.read()) ?? -1;
      return state >= 0 ? [state] : [];
    });
    this.layerStates.set(layer, states);
    return states;
  }
}

function checkBatch(data: Batch): void {
  for (const tensor of data) {
    if (!tensor) continue;
    if (tensor.dtype !== 'float32' && tensor.dtype !== 'int32')
      throw new NotCompiled(`batches of type ${tensor.dtype}`, `${tensor.dtype} 형식의 배치`);
    if (tensor.size === 0) throw new NotCompiled('batches without values', '값이 없는 배치');
  }
}
