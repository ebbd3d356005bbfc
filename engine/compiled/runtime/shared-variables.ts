import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Variable } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import type { Arena } from './arena.js';

interface Place {
  readonly at: number;
  readonly bytes: number;
}

interface HeapData {
  /** By which the backend's own code knows it. */
  readonly id: number;
  readonly memoryOffset: number;
  readonly refCount: number;
}

/** Whose arena holds the newest values of a tensor's data: two models may share a variable. */
const writers = new WeakMap<object, SharedVariables>();

/**
 * The variables of a model, whose values lie twice: where TensorFlow.js has them, and in the arena. Whoever reads or sets a
 * variable in TensorFlow.js reads and sets what the compiled step has and takes.
 */
export class SharedVariables {
  /** Steps are at work in the arena whose values have not been given yet. */
  private open = false;
  /** Of which data each place holds the values. */
  private readonly held: (object | undefined)[] = [];

  constructor(
    private readonly tf: TfNamespace,
    private readonly backend: BackendWasm,
    private readonly arena: Arena,
    private readonly variables: readonly Variable[],
    private readonly places: readonly Place[],
  ) {}

  /** Before steps: takes over what was set since the last. Of steps that were broken off nothing is left. */
  take(): void {
    const { arena, variables, places, held, open } = this;
    this.open = true;
    let memory: Uint8Array | undefined;
    variables.forEach(({ dataId }, i) => {
      if (held[i] === dataId && writers.get(dataId) === this && !open) return;
      const { at, bytes } = places[i] as Place;
      const from = this.heapData(dataId).memoryOffset >>> 0;
      memory ??= arena.memory();
      memory.copyWithin(arena.start + at, from, from + bytes);
      writers.set(dataId, this);
      held[i] = dataId;
    });
  }

  /** After steps: gives these variables their new values. */
  end(written: Iterable<number>): void {
    this.give(written);
    this.open = false;
  }

  /** Gives these variables the values that they have by now. A tensor that shares the data of one keeps the old ones. */
  give(written: Iterable<number>): void {
    const { arena, variables, places, tf } = this;
    let memory = arena.memory();
    for (const i of written) {
      const variable = variables[i] as Variable;
      const { at, bytes } = places[i] as Place;
      if (this.heapData(variable.dataId).refCount > 1) {
        const values = arena.floats(at, bytes / 4).slice();
        tf.tidy(() => variable.assign(tf.tensor(values, variable.shape) as never));
        memory = arena.memory();
      } else {
        const { id, memoryOffset } = this.heapData(variable.dataId);
        memory.copyWithin(memoryOffset >>> 0, arena.start + at, arena.start + at + bytes);
        // Products keep a weight's values in an order of their own until its tensor goes.
        const { disposeData, registerTensor } = this.backend.wasm.tfjs;
        disposeData(id);
        registerTensor(id, bytes / 4, memoryOffset);
      }
      writers.set(variable.dataId, this);
      this.held[i] = variable.dataId;
    }
  }

  /** Whether none of the variables was taken away. */
  get areThere(): boolean {
    return this.variables.every(({ isDisposed }) => !isDisposed);
  }

  private heapData(dataId: object): HeapData {
    return this.backend.dataIdMap.get(dataId) as unknown as HeapData;
  }
}
