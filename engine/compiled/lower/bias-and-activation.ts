import { type KernelCall, NotCompiled } from './lowering.js';

const ACTIVATIONS: Readonly<Record<string, string | undefined>> = {
  relu: 'relu',
  elu: 'elu',
  sigmoid: 'sigmoid',
};

/** What a fused kernel does with its product: adds a bias, and an activation. */
export function biasAndActivation({ graph, inputs, attrs }: KernelCall, product: number): number {
  if (inputs.preluActivationWeights !== undefined) throw new NotCompiled('prelu', 'prelu');
  const value = inputs.bias === undefined ? product : graph.map('add', [product, inputs.bias]);
  if (attrs.activation === 'linear' || attrs.activation === undefined) return value;
  const activation = ACTIVATIONS[String(attrs.activation)];
  if (!activation) throw new NotCompiled(String(attrs.activation), String(attrs.activation));
  return graph.map(activation, [value]);
}
