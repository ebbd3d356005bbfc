import { input, type Lowering, type Lowerings } from './lowering.js';

/** (x − mean) · scale ⁄ √(variance + ε) + offset, with what does not depend on x formed once for each channel. */
const fusedBatchNorm: Lowering = (call) => {
  const { graph, inputs, attrs } = call;
  const spread = graph.map('add', [
    input(call, 'variance'),
    graph.number(Number(attrs.varianceEpsilon ?? 0.001)),
  ]);
  const root = graph.map('sqrt', [spread]);
  const factor = graph.map('div', [inputs.scale ?? graph.number(1), root]);
  const centred = graph.map('sub', [input(call, 'x'), input(call, 'mean')]);
  const scaled = graph.map('mul', [centred, factor]);
  return inputs.offset === undefined ? scaled : graph.map('add', [scaled, inputs.offset]);
};

export const normalization: Lowerings = { FusedBatchNorm: fusedBatchNorm };
