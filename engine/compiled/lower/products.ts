import { biasAndActivation } from './bias-and-activation.js';
import { input, type KernelCall, type Lowerings, NotCompiled } from './lowering.js';

/** Matrices of a batch one by one; a batch of one is a plain product. */
function product(call: KernelCall): number {
  const { graph, attrs } = call;
  const [a, b] = [input(call, 'a'), input(call, 'b')];
  const [left, right] = [graph.shapeOf(a), graph.shapeOf(b)];
  const batches = [left, right].map((shape) => shape.slice(0, -2).reduce((size, length) => size * length, 1));
  if (batches[0] !== batches[1])
    throw new NotCompiled('a product of two batches of matrices', '행렬 배치 두 개의 곱');
  if ([a, b].some((id) => graph.node(id).type !== 'float32'))
    throw new NotCompiled('a product of whole numbers', '정수 행렬의 곱');
  const shape = call.outputs[0]?.shape ?? [];
  const transposes = { transposeA: attrs.transposeA === true, transposeB: attrs.transposeB === true };
  return graph.add('matMul', [a, b], shape, 'float32', transposes);
}

export const products: Lowerings = {
  BatchMatMul: product,
  _FusedMatMul: (call) => biasAndActivation(call, product(call)),
};
