import type { LayersModel } from '@tensorflow/tfjs-layers';

// The graph of a tfjs-layers model, most of it internal there. Any tfjs 4 has it.

interface GraphTensor {
  sourceLayer: GraphLayer;
}

interface GraphNode {
  outboundLayer: GraphLayer;
  inputTensors: GraphTensor[];
  outputTensors: GraphTensor[];
}

interface GraphLayer {
  getClassName(): string;
  outboundNodes: GraphNode[];
  /** Of an Embedding. */
  inputDim?: number;
  /** Of a wrapper, as TimeDistributed. */
  layer?: GraphLayer;
  /** Of a model that is a layer of another. */
  inputs?: GraphTensor[];
}

/** For each input of the model that reaches an Embedding: how many words that knows, the smallest of several. */
export function vocabularies(model: LayersModel): (number | undefined)[] {
  return model.inputs.map((input) => vocabulary(input as unknown as GraphTensor, new Set()));
}

function vocabulary(tensor: GraphTensor, seen: Set<GraphTensor>): number | undefined {
  if (seen.has(tensor)) return undefined;
  seen.add(tensor);
  const found: number[] = [];
  for (const node of tensor.sourceLayer.outboundNodes) {
    const place = node.inputTensors.indexOf(tensor);
    if (place < 0) continue;
    const layer = node.outboundLayer.layer ?? node.outboundLayer;
    if (layer.getClassName() === 'Embedding') {
      found.push(layer.inputDim ?? 1);
      continue;
    }
    const inner = layer.inputs?.[place];
    for (const next of inner ? [inner, ...node.outputTensors] : node.outputTensors) {
      const size = vocabulary(next, seen);
      if (size !== undefined) found.push(size);
    }
  }
  return found.length > 0 ? Math.min(...found) : undefined;
}
