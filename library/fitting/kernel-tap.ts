import { TELL_OPERATION, type TellOperation } from '../../engine/watching/index.js';

type Inputs = Record<string, unknown>;
type Listener = (kernel: string, inputs: Inputs, output: unknown) => void;

/** The part of `tf.engine()` through which every operation runs. */
export interface KernelEngine {
  runKernel(name: string, inputs: Inputs, attributes?: unknown): unknown;
}

const TAPS = new WeakMap<KernelEngine, KernelTap>();

/**
 * Overhears the operations that a stretch of code runs: their inputs and outputs as they are. Nothing is computed twice and
 * nothing is changed. There is one for each engine; it stays, and passes everything on while nobody listens.
 */
export class KernelTap {
  private listener: Listener | undefined;
  private readonly others = new Set<Listener>();

  private constructor(engine: KernelEngine) {
    const original = engine.runKernel;
    engine.runKernel = (name, inputs, attributes) => {
      const { listener } = this;
      const output = original.call(engine, name, inputs, attributes);
      listener?.(name, inputs, output);
      if (this.others.size > 0) for (const other of this.others) other(name, inputs, output);
      return output;
    };
    // Operations of a compiled step are not run here.
    const told = engine as { [TELL_OPERATION]?: TellOperation };
    const before = told[TELL_OPERATION];
    told[TELL_OPERATION] = (name, inputs, output) => {
      before?.(name, inputs, output);
      this.listener?.(name, inputs, output);
      for (const other of this.others) other(name, inputs, output);
    };
  }

  static of(engine: KernelEngine): KernelTap {
    const tap = TAPS.get(engine) ?? new KernelTap(engine);
    TAPS.set(engine, tap);
    return tap;
  }

  /** Runs `code` and tells `listener` of each operation in it. */
  during<T>(listener: Listener, code: () => T): T {
    const before = this.listener;
    this.listener = listener;
    try {
      return code();
    } finally {
      this.listener = before;
    }
  }

  /**
   * Tells `listener` of each operation from now on.
   *
   * @returns Ends it.
   */
  listen(listener: Listener): () => void {
    this.others.add(listener);
    return () => void this.others.delete(listener);
  }
}
