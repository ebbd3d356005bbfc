import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TappedValue, TracedCall, TracedOperation, Watchable } from './trace.js';

/** Operations that watchers look for, by the class of the layer: the masks of a dropout, the statistics of a batch. */
const TOLD: Readonly<Record<string, (kernel: string, inputs: Given, isVariable: IsVariable) => boolean>> = {
  Dropout: (kernel) => kernel === 'Floor',
  BatchNormalization: (kernel, { a }, isVariable) => kernel === 'Sub' && a !== undefined && isVariable(a),
};

type Given = Readonly<Record<string, Tensor>>;
type IsVariable = (tensor: Tensor) => tensor is Variable;

interface OpenCall {
  layer: object;
  inputs: TappedValue[];
  operations: TracedOperation[];
}

/** Collects while a step is traced what may be told of it later. */
export class WatchableStep {
  readonly taps: number[] = [];
  private readonly open: OpenCall[] = [];
  private readonly calls: TracedCall[] = [];
  private gradients: Watchable['gradients'] = [];
  private penalties: Watchable['penalties'] = [];

  /** @param nodeOf The node that a tensor stands for. */
  constructor(
    private readonly nodeOf: (tensor: Tensor) => number,
    private readonly isVariable: IsVariable,
  ) {}

  get layer(): object | undefined {
    return this.open.at(-1)?.layer;
  }

  begin(layer: object, inputs: readonly Tensor[]): void {
    this.open.push({ layer, inputs: inputs.map((tensor) => this.tap(tensor)), operations: [] });
  }

  end(outputs: readonly Tensor[]): void {
    const call = this.open.pop();
    if (call) this.calls.push({ ...call, outputs: outputs.map((tensor) => this.tap(tensor)) });
  }

  operation(kernel: string, inputs: Given, output: Tensor): void {
    const call = this.open.at(-1);
    const told = call && TOLD[(call.layer as { getClassName(): string }).getClassName()];
    if (!told?.(kernel, inputs, this.isVariable)) return;
    const given = Object.entries(inputs).map(([name, tensor]) => [
      name,
      this.isVariable(tensor) ? tensor : this.tap(tensor),
    ]);
    call?.operations.push({ kernel, inputs: Object.fromEntries(given), output: this.tap(output) });
  }

  update(gradients: readonly { name: string; tensor: Tensor }[]): void {
    this.gradients = gradients.map(({ name, tensor }) => [name, this.tap(tensor)] as const);
  }

  penalized(losses: readonly Tensor[]): void {
    this.penalties = losses.map((loss) => this.tap(loss));
  }

  finish(): Watchable {
    const { calls, gradients, penalties } = this;
    return { calls, gradients, penalties };
  }

  /** A value that is to be there once the step has ended. */
  tap(tensor: Tensor): TappedValue {
    const { shape, dtype } = tensor;
    return { tap: this.taps.push(this.nodeOf(tensor)) - 1, shape, dtype };
  }
}
