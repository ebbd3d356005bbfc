import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import type { TrainingState } from '../../training/index.js';
import type { Compilation } from '../compilations.js';
import type { CompiledGraph } from '../compile.js';
import { NotCompiled } from '../lower/index.js';
import type { TappedValue, Trace } from '../trace/trace.js';
import { traceStep } from '../trace/tracer.js';
import { Arena } from './arena.js';
import { MOST_KINDS } from './batch-kind.js';
import { overhearPenalties } from './penalties.js';
import { Program } from './program.js';
import { SharedVariables } from './shared-variables.js';

type Batch = readonly (Tensor | null)[];

/** Computes what a model gives for a batch, and trains nothing. */
export class ForwardProgram {
  constructor(
    private readonly backend: BackendWasm,
    private readonly program: Program,
    private readonly shared: SharedVariables,
    /** Shapes of what it gives. */
    readonly shapes: readonly (readonly number[])[],
  ) {
    program.prepare();
  }

  /**
   * Takes so many rows of the data from this one on.
   *
   * @param state Whose sums it adds to.
   */
  run(data: Batch, start: number, count: number, state?: TrainingState): void {
    const { program, shared } = this;
    shared.take();
    program.loadRows(data, start, count, this.backend);
    program.run();
    if (state) program.settle(state);
    shared.end([]);
  }

  get compiled(): CompiledGraph {
    return this.program.compiled;
  }

  /** Whether none of its weights was taken away. */
  get isThere(): boolean {
    return this.shared.areThere;
  }

  /** What it gave last. Not to be kept. */
  output(place: number): Float32Array {
    const beside = this.program.settledAt(place);
    if (beside !== undefined) return Float32Array.of(beside);
    return this.program.reportAt(
      place,
      (this.shapes[place] as readonly number[]).reduce((a, b) => a * b, 1),
    );
  }

  /** The penalties of the weights as they were. */
  penalties(): number[] {
    const { program } = this;
    return program.watchable.penalties.map((value) => (program.read(value) as Float32Array)[0] as number);
  }
}

/** The arenas of a model, which hold on to nothing of it. */
export class Arenas {
  private readonly arenas: Arena[] = [];

  constructor(private readonly backend: BackendWasm) {}

  add(): Arena {
    const arena = new Arena(this.backend);
    this.arenas.push(arena);
    return arena;
  }

  free(): void {
    for (const arena of this.arenas.splice(0)) arena.free();
  }
}

/** The programs by which a model is evaluated and predicts, one for each kind of batch. */
export class ForwardPrograms {
  private readonly programs = new Map<string, ForwardProgram | NotCompiled>();

  constructor(
    private readonly tf: TfNamespace,
    private readonly backend: BackendWasm,
    private readonly arenas: Arenas,
    private readonly tell: (told: Omit<Compilation, 'model' | 'of'>) => void,
  ) {}

  /**
   * The program of a kind of batches; undefined where such batches are not compiled.
   *
   * @param run What is traced where there is none yet.
   */
  of(kind: string, batch: () => Batch, run: (batch: Batch) => Tensor[]): ForwardProgram | undefined {
    const found =
      this.programs.get(kind) ?? (this.programs.size < MOST_KINDS ? this.make(kind, batch, run) : undefined);
    return found instanceof NotCompiled ? undefined : found;
  }

  /** Whether no weight was taken away. */
  get areThere(): boolean {
    for (const program of this.programs.values())
      if (program instanceof ForwardProgram && !program.isThere) return false;
    return true;
  }

  private make(
    kind: string,
    batch: () => Batch,
    run: (batch: Batch) => Tensor[],
  ): ForwardProgram | NotCompiled {
    const { tf } = this;
    let made: ForwardProgram | NotCompiled | undefined;
    // What a tidy gives back it would search for tensors.
    tf.tidy(() => {
      made = this.traced(kind, batch(), run);
    });
    const program = made as unknown as ForwardProgram | NotCompiled;
    this.programs.set(kind, program);
    return program;
  }

  private traced(kind: string, data: Batch, run: (batch: Batch) => Tensor[]): ForwardProgram | NotCompiled {
    const { outputs, trace } = traceStep({
      tf: this.tf,
      data,
      withPenalties: overhearPenalties,
      nextSeed: () => undefined,
      run: () => run(data),
    });
    const made = trace instanceof NotCompiled ? trace : this.madeOf(trace, outputs);
    this.tell({
      batch: kind,
      traced: trace instanceof NotCompiled ? undefined : trace.graph,
      outcome: made instanceof NotCompiled ? made : made.compiled,
    });
    return made;
  }

  private madeOf(trace: Trace, outputs: readonly Tensor[]): ForwardProgram | NotCompiled {
    trace.undo();
    if (outputs.some(({ dtype }) => dtype !== 'float32'))
      return new NotCompiled('outputs that are no float32', 'float32가 아닌 출력');
    return this.compile(
      trace,
      outputs.map(({ shape }) => shape),
    );
  }

  private compile(trace: Trace, shapes: number[][]): ForwardProgram | NotCompiled {
    const { tf, backend } = this;
    if (trace.graph.writes.length > 0 || trace.streams.length > 0)
      return new NotCompiled('an evaluation that changes something', '무언가를 바꾸는 평가');
    const arena = this.arenas.add();
    try {
      const program = new Program(withoutTaps(trace), arena, trace.states);
      const { plan } = program.compiled;
      arena.reserve(plan.bytes, 0);
      const shared = new SharedVariables(tf, backend, arena, trace.states, plan.states);
      return new ForwardProgram(backend, program, shared, shapes);
    } catch (error) {
      if (error instanceof NotCompiled) return error;
      if (error instanceof RangeError) return new NotCompiled('too little memory', '메모리 부족');
      throw error;
    }
  }
}

/** Nobody watches an evaluation; only penalties are told of, and what JavaScript computes with. */
function withoutTaps(trace: Trace): Trace {
  const taps: number[] = [];
  const kept = (value: TappedValue): TappedValue => ({
    ...value,
    tap: taps.push(trace.graph.taps[value.tap] as number) - 1,
  });
  const penalties = trace.watchable.penalties.map(kept);
  const asides = trace.asides.map(({ aside, values }) => ({ aside, values: values.map(kept) }));
  return {
    ...trace,
    asides,
    graph: { ...trace.graph, taps },
    watchable: { calls: [], gradients: [], penalties },
  };
}
