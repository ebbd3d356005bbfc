import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import { type AsideListener, hearAsides, type Settled } from '../../training/index.js';
import type { ValueType } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { lowerings, NotCompiled } from '../lower/index.js';
import { FormerValues } from './former-values.js';
import { drawn, streamOf } from './random-stream.js';
import type { Setting, Stream, Trace, TracedAside } from './trace.js';
import { listenDuring, type StepListener } from './tracing-engine.js';
import { type Gradient, keepProgress, updateOf } from './updates/index.js';
import { WatchableStep } from './watchable-step.js';

type Gradients = { name: string; tensor: Tensor }[] | Record<string, Tensor>;

/** What the tracer must know of the model. */
export interface TracedStep {
  readonly tf: TfNamespace;
  readonly data: readonly (Tensor | null)[];
  /** Undefined where nothing is trained. */
  readonly optimizer?: { getClassName(): string; applyGradients(gradients: Gradients): void };
  /** The seed of the next training call of a layer, which is then one call further. */
  readonly nextSeed: (layer: object) => string | undefined;
  /** Runs something and tells of the penalties that are asked for meanwhile. */
  withPenalties<T>(listener: (losses: readonly Tensor[]) => void, run: () => T): T;
  run(): Tensor[];
}

interface Traced {
  outputs: Tensor[];
  trace: Trace | NotCompiled;
}

/** Runs a training step as it is, and writes down what it does. What cannot be written down does not disturb the step. */
export function traceStep(step: TracedStep): Traced {
  const tracer = new Tracer(step);
  const outputs = step.withPenalties(
    (losses) => tracer.penalized(losses),
    () =>
      hearAsides(
        (...given) => tracer.aside(...given),
        () => tracer.run(),
      ),
  );
  return { outputs, trace: tracer.finish(outputs) };
}

class Tracer implements StepListener {
  private readonly graph = new GraphBuilder();
  private readonly known = new Map<number, number>();
  private readonly renames = new Map<number, number>();
  private readonly states: Variable[] = [];
  private readonly settings: Setting[] = [];
  private readonly streams: Stream[] = [];
  private readonly watchable: WatchableStep;
  private readonly early: number[] = [];
  private readonly asides: TracedAside[] = [];
  private readonly undoAsides: (() => void)[] = [];
  private readonly former: FormerValues;
  private undoUpdate = (): void => {};
  private draws: number[] = [];
  private problem: NotCompiled | undefined;
  private paused = false;
  private afterStep: (() => void) | undefined;

  constructor(private readonly step: TracedStep) {
    this.former = new FormerValues(step.tf);
    this.watchable = new WatchableStep(
      (tensor) => this.valueOf(tensor),
      (tensor): tensor is Variable => this.isVariable(tensor),
    );
    step.data.forEach((tensor, index) => {
      if (!tensor) return;
      const type = tensor.dtype as ValueType;
      this.known.set(tensor.id, this.graph.add('input', [], tensor.shape, type, { index }));
    });
  }

  run(): Tensor[] {
    const { optimizer, tf } = this.step;
    if (!optimizer) return listenDuring(tf, this, () => this.step.run());
    const own = Object.getOwnPropertyDescriptor(optimizer, 'applyGradients');
    const apply = optimizer.applyGradients;
    optimizer.applyGradients = (gradients) => {
      this.undoUpdate = keepProgress(optimizer);
      this.paused = true;
      try {
        apply.call(optimizer, gradients);
      } finally {
        this.paused = false;
      }
      this.attempt(() => this.updated(gradients));
    };
    try {
      return listenDuring(tf, this, () => this.step.run());
    } finally {
      if (own) Object.defineProperty(optimizer, 'applyGradients', own);
      else Reflect.deleteProperty(optimizer, 'applyGradients');
    }
  }

  finish(outputs: readonly Tensor[]): Trace | NotCompiled {
    this.attempt(() => {
      this.graph.reports = outputs.map((tensor) => this.valueOf(tensor));
      if (!this.step.optimizer) this.afterStep = () => {};
      if (!this.afterStep) throw new NotCompiled('a step without an update', '갱신이 없는 스텝');
      if (this.draws.length > 0) throw new NotCompiled('random numbers of its own', '자체 난수');
    });
    if (this.problem || !this.afterStep) {
      this.former.forget();
      return this.problem as NotCompiled;
    }
    const { states, settings, streams, afterStep, watchable, early } = this;
    this.graph.taps = watchable.taps;
    const graph = this.graph.finish();
    const undo = (): void => {
      this.former.restore();
      this.undoUpdate();
      for (const undoAside of this.undoAsides) undoAside();
    };
    return {
      ...{ graph, states, settings, streams, afterStep, asides: this.asides, early, undo },
      watchable: watchable.finish(),
    };
  }

  kernel(
    name: string,
    given: Record<string, Tensor | Tensor[] | null | undefined>,
    attrs: Record<string, unknown>,
    outputs: readonly Tensor[],
  ): void {
    this.attempt(() => {
      const lower = Object.hasOwn(lowerings, name) ? lowerings[name] : undefined;
      if (!lower) throw new NotCompiled(`the operation ${name}`, `${name} 연산`);
      const tensors = Object.entries(given).filter((entry): entry is [string, Tensor] => entry[1] != null);
      const inputs = Object.fromEntries(tensors.map(([key, tensor]) => [key, this.valueOf(tensor)]));
      const made = outputs.map(({ shape, dtype }) => ({ shape, type: typeOf(dtype) }));
      const call = {
        graph: this.graph,
        kernel: name,
        inputs,
        list: Object.values(inputs),
        attrs,
        outputs: made,
      };
      const values = [lower(call)].flat();
      outputs.forEach((tensor, i) => void this.known.set(tensor.id, values[i] as number));
      if (outputs[0]) this.watchable.operation(name, Object.fromEntries(tensors), outputs[0]);
    });
  }

  renamed(from: Tensor, to: Tensor): void {
    if (this.paused) return;
    const value = this.known.get(from.id);
    if (value !== undefined) this.known.set(to.id, value);
    else if (this.isVariable(from)) this.attempt(() => void this.known.set(to.id, this.valueOf(from)));
    else this.renames.set(to.id, from.id);
  }

  made(tensor: Tensor, values: ArrayLike<number>): void {
    this.attempt(() => {
      const { shape } = tensor;
      const type = typeOf(tensor.dtype);
      const stream = type === 'float32' ? this.streamThatGave(values) : undefined;
      if (stream) {
        this.streams.push(stream);
        const attrs = { stream: this.streams.length - 1 };
        this.known.set(tensor.id, this.graph.add('random', [], shape, 'float32', attrs));
        return;
      }
      const data = type === 'int32' ? new Int32Array(values) : new Float32Array(values);
      this.known.set(tensor.id, this.graph.constant(data, shape, type));
    });
  }

  assigns(variable: Variable): void {
    const paused = this.paused;
    this.paused = true;
    this.former.keep(variable);
    this.paused = paused;
  }

  assigned(variable: Variable, value: Tensor): void {
    this.attempt(() => this.write(variable, this.valueOf(value)));
  }

  /** Layers that are compiled read nothing themselves; who watches them does. */
  read(): void {
    if (this.watchable.layer) return;
    this.attempt(() => {
      throw new NotCompiled('it reads values in the midst of a step', '스텝 도중에 값을 읽음');
    });
  }

  drew(number: number): void {
    if (!this.paused) this.draws.push(number);
  }

  layerBegins(layer: object, inputs: readonly Tensor[]): void {
    this.attempt(() => this.watchable.begin(layer, inputs));
  }

  layerEnds(outputs: readonly Tensor[]): void {
    this.attempt(() => this.watchable.end(outputs));
  }

  penalized(losses: readonly Tensor[]): void {
    this.attempt(() => this.watchable.penalized(losses));
  }

  aside(...[aside, tensors, settle]: Parameters<AsideListener>): Settled {
    this.attempt(() => {
      this.asides.push({ aside, values: tensors.map((tensor) => this.watchable.tap(tensor)) });
    });
    const { paused } = this;
    this.paused = true;
    try {
      const done = settle();
      this.undoAsides.push(done.undo);
      return done;
    } finally {
      this.paused = paused;
    }
  }

  /** The gradients are known: what the optimizer does with them is written down by rules of its own. */
  private updated(gradients: Gradients): void {
    const { tf } = this.step;
    const optimizer = this.step.optimizer as NonNullable<TracedStep['optimizer']>;
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    this.early.push(...this.graph.written);
    this.watchable.update(named.filter(({ tensor }) => tensor));
    const { registeredVariables } = tf.engine();
    const moved = named.flatMap(({ name, tensor }, place): Gradient[] => {
      const variable = registeredVariables[name];
      return tensor && variable ? [{ place, variable, gradient: this.valueOf(tensor) }] : [];
    });
    this.afterStep = updateOf(optimizer, {
      tf,
      graph: this.graph,
      gradients: moved,
      complete: moved.length === named.length,
      current: (variable) => this.valueOf(variable),
      write: (variable, value) => this.write(variable, value),
      setting: (read) =>
        this.graph.add('setting', [], [], 'float32', { index: this.settings.push(read) - 1 }),
    });
  }

  private attempt(work: () => void): void {
    if (this.problem || this.paused) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof NotCompiled)) throw error;
      this.problem = error;
    }
  }

  private valueOf(tensor: Tensor): number {
    const value = this.known.get(tensor.id);
    if (value !== undefined) return value;
    const renamed = this.renames.get(tensor.id);
    if (renamed !== undefined) return this.valueOf({ id: renamed } as Tensor);
    if (!this.isVariable(tensor))
      throw new NotCompiled('it uses a tensor from outside of the step', '스텝 밖의 텐서를 씀');
    const index = this.states.push(tensor) - 1;
    const id = this.graph.add('state', [], tensor.shape, typeOf(tensor.dtype), { index });
    this.known.set(tensor.id, id);
    return id;
  }

  private isVariable(tensor: Tensor): tensor is Variable {
    return tensor instanceof this.step.tf.Variable;
  }

  private write(variable: Variable, value: number): void {
    this.valueOf(variable);
    this.known.set(variable.id, value);
    this.graph.write(this.states.indexOf(variable), value);
  }

  /** The stream that these numbers are the first of: that of a seed that was drawn just now, or that of the layer at work. */
  private streamThatGave(values: ArrayLike<number>): Stream | undefined {
    const gave = (seed: string): boolean => {
      const numbers = drawn(streamOf(seed), values.length);
      return numbers.every((number, i) => number === Math.fround(values[i] as number));
    };
    const layer = this.watchable.layer as { seed?: unknown } | undefined;
    const { seed } = layer ?? {};
    if (layer && seed !== undefined && seed !== null && gave(String(seed))) {
      const { nextSeed } = this.step;
      return startingWith(String(seed), () => nextSeed(layer) ?? String(seed));
    }
    const [number] = this.draws;
    if (number === undefined || !gave(String(number))) return undefined;
    this.draws.shift();
    return startingWith(String(number), () => String(Math.random()));
  }
}

/** A stream that begins once more with the seed of the traced step. */
function startingWith(first: string, next: () => string): Stream {
  let seed: string | undefined = first;
  return () => {
    const state = streamOf(seed ?? next());
    seed = undefined;
    return state;
  };
}

function typeOf(dtype: string): ValueType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new NotCompiled(`values of type ${dtype}`, `${dtype} 형식의 값`);
}
