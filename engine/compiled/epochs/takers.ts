import type { TfNamespace } from '../../tf-namespace.js';
import { type DoneSteps, type StepPacker, type StepTaker, stepTakerOf } from '../../watching/index.js';

interface Custom {
  batchBegin?: unknown;
  batchEnd?: unknown;
  yield?: unknown;
}

interface Hooks {
  onBatchBegin: unknown;
  onBatchEnd: unknown;
}

/** How the callbacks of a `fit` take the steps of an epoch, all together. */
export class Takers {
  /** Whether all of them take logs as numbers. */
  readonly takeNumbers: boolean;
  private readonly takers: readonly StepTaker[];
  private readonly ending: readonly StepTaker[];

  constructor(tf: TfNamespace, callbacks: readonly object[]) {
    const found = callbacks.map((callback) => takerOf(tf, callback));
    this.takeNumbers = found.every(({ tensors }) => !tensors);
    this.takers = found.map(({ taker }) => taker);
    this.ending = this.takers.filter(({ ends }) => ends);
  }

  /** Whether one of them must be called for each batch. */
  get each(): boolean {
    return this.takers.some(({ each }) => each);
  }

  get most(): number {
    return Math.min(...this.takers.map(({ most }) => most?.() ?? Number.POSITIVE_INFINITY));
  }

  /** Whether one of them must be told before another step is done. */
  ends(values: Float32Array, place: number): boolean {
    return this.ending.some((taker) => taker.ends?.(values, place));
  }

  /** What of each step is to be packed. */
  get packers(): readonly StepPacker[] {
    return this.takers.flatMap(({ packers }) => packers ?? []);
  }

  begin(packed: ReadonlySet<StepPacker>): void {
    for (const taker of this.takers) taker.begin?.(packed);
  }

  end(): void {
    for (const taker of this.takers) taker.end?.();
  }

  took(steps: DoneSteps): void {
    for (const taker of this.takers) taker.took?.(steps);
  }

  gathered(rows: Int32Array): void {
    for (const taker of this.takers) taker.gathered?.(rows);
  }
}

/** A callback that is not ours gets logs as TensorFlow.js gives them, and is called for each batch where it may look at it. */
function takerOf(tf: TfNamespace, callback: object): { taker: StepTaker; tensors: boolean } {
  const own = stepTakerOf(callback);
  if (own) return { taker: own, tensors: false };
  const { prototype } = tf.CustomCallback as unknown as { prototype: Hooks };
  const hooks = callback as Hooks;
  if (callback instanceof tf.CustomCallback) {
    const { batchBegin, batchEnd, yield: onYield } = callback as unknown as Custom;
    const plain = hooks.onBatchBegin === prototype.onBatchBegin && hooks.onBatchEnd === prototype.onBatchEnd;
    const each = !plain || [batchBegin, batchEnd, onYield].some((hook) => hook != null);
    return { taker: { each }, tensors: !plain };
  }
  const { onBatchBegin, onBatchEnd } = Object.getPrototypeOf(prototype) as Hooks;
  const each = hooks.onBatchBegin !== onBatchBegin || hooks.onBatchEnd !== onBatchEnd;
  return { taker: { each }, tensors: !(callback instanceof tf.History) };
}
