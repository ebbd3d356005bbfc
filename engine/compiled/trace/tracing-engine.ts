import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';

type Inputs = Record<string, Tensor | Tensor[] | null | undefined>;

/** The part of `tf.engine()` that a trace listens to. */
interface TracedEngine {
  runKernel(name: string, inputs: Inputs, attrs?: Record<string, unknown>): Tensor | Tensor[];
  makeTensor(values: ArrayLike<number>, shape: number[], dtype?: string, backend?: unknown): Tensor;
  readSync(dataId: object): unknown;
  read(dataId: object): Promise<unknown>;
}

/** What happens in a step, in order. */
export interface StepListener {
  kernel(name: string, inputs: Inputs, attrs: Record<string, unknown>, outputs: readonly Tensor[]): void;
  /** The same values under another number, made within a kernel whose outputs are not known yet. */
  renamed(from: Tensor, to: Tensor): void;
  made(tensor: Tensor, values: ArrayLike<number>): void;
  assigns(variable: Variable): void;
  assigned(variable: Variable, value: Tensor): void;
  read(): void;
  drew(number: number): void;
  layerBegins(layer: object, inputs: readonly Tensor[]): void;
  layerEnds(outputs: readonly Tensor[]): void;
}

interface Replacement {
  object: object;
  key: string;
  make(original: (...args: never[]) => unknown): unknown;
}

/** Runs `step` and tells of every operation in it. The step computes what it computes without. */
export function listenDuring<T>(tf: TfNamespace, listener: StepListener, step: () => T): T {
  const engine = tf.engine() as unknown as TracedEngine;
  // Operations within a kernel are the kernel's own affair.
  let depth = 0;
  const replacements: Replacement[] = [
    {
      object: engine,
      key: 'runKernel',
      make: (original) => (name: string, inputs: Inputs, attrs?: Record<string, unknown>) => {
        depth += 1;
        let output: Tensor | Tensor[];
        try {
          output = original.call(engine, ...([name, inputs, attrs] as never[])) as Tensor | Tensor[];
        } finally {
          depth -= 1;
        }
        if (depth === 0) listener.kernel(name, inputs, attrs ?? {}, [output].flat());
        else if (name === 'Identity') listener.renamed(inputs.x as Tensor, output as Tensor);
        return output;
      },
    },
    {
      object: engine,
      key: 'makeTensor',
      make:
        (original) =>
        (values: ArrayLike<number>, ...rest: unknown[]) => {
          const tensor = original.call(engine, ...([values, ...rest] as never[])) as Tensor;
          if (depth === 0) listener.made(tensor, values);
          return tensor;
        },
    },
    ...['readSync', 'read'].map((key) => ({
      object: engine,
      key,
      make: (original: (...args: never[]) => unknown) => (dataId: never) => {
        if (depth === 0) listener.read();
        return original.call(engine, dataId);
      },
    })),
    {
      object: tf.Variable.prototype,
      key: 'assign',
      make: (original) =>
        function (this: Variable, value: Tensor) {
          listener.assigns(this);
          original.call(this, value as never);
          listener.assigned(this, value);
        },
    },
    {
      object: tf.layers.Layer.prototype,
      key: 'apply',
      make: (original) =>
        function (this: object, ...args: never[]) {
          listener.layerBegins(this, [args[0]].flat() as unknown as Tensor[]);
          let outputs: Tensor[] = [];
          try {
            const given = original.apply(this, args);
            outputs = [given].flat() as Tensor[];
            return given;
          } finally {
            listener.layerEnds(outputs);
          }
        },
    },
    {
      object: Math,
      key: 'random',
      make: (original) => () => {
        const number = original() as number;
        listener.drew(number);
        return number;
      },
    },
  ];
  const undo = replacements.map(replace);
  try {
    return step();
  } finally {
    for (const restore of undo.reverse()) restore();
  }
}

function replace({ object, key, make }: Replacement): () => void {
  const methods = object as Record<string, (...args: never[]) => unknown>;
  const own = Object.getOwnPropertyDescriptor(object, key);
  const original = methods[key];
  if (!original) throw new Error(`This TensorFlow.js has no ${key} to listen to.`);
  methods[key] = make(original) as typeof original;
  return () => {
    if (own) Object.defineProperty(object, key, own);
    else Reflect.deleteProperty(object, key);
  };
}
