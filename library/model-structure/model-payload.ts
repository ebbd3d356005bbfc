import type { ModelLayer, ModelPayload, ModelWeight } from '../../protocol/index.js';
import { layerNames } from '../fitting/index.js';
import { layerFacts } from './layer-facts.js';
import {
  type ContainerPart,
  configOf,
  type LayerPart,
  type ModelPart,
  type Shape,
  type WeightPart,
} from './model-parts.js';
import { innerOf, multiplyAdds } from './multiply-adds.js';
import { type GraphNode, readGraph } from './read-graph.js';
import { weightValues } from './weight-values.js';

const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, complex64: 8 };

const bytesOf = (dtype: string | undefined): number => BYTES[dtype ?? 'float32'] ?? 4;
const sizeOf = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1);

/**
 * What `show.model` draws: the graph, a node for each use of a layer, and each layer once with how its weights are spread now.
 * Reads weights alone; computes and changes nothing.
 *
 * @param graph of the same model (`graphOf`).
 */
export async function modelPayload(model: ModelPart, graph: ContainerPart): Promise<ModelPayload> {
  const { nodes, outputs } = readGraph(graph);
  const parts = [...new Set(nodes.map(({ layer }) => layer))];
  const names = layerNames(parts);
  const trainable = new Set(model.trainableWeights);
  const layers: ModelLayer[] = [];
  for (const part of parts) layers.push(await describe(part, names.get(part) ?? part.name, trainable));
  const ends = new Set(outputs);
  return {
    version: 1,
    // A Sequential trains through an inner model of this name.
    name: model.name.replace(/_model$/, ''),
    className: model.getClassName(),
    layers,
    nodes: nodes.map((node, index) => ({
      layer: parts.indexOf(node.layer),
      within: node.within,
      ...(node.nested && { nested: true }),
      from: node.from,
      shapes: node.outputShapes.map((shape) => shape.slice(1)),
      multiplyAdds: node.nested ? 0 : costOf(node),
      outputBytes: node.nested ? 0 : outputBytes(node),
      ...(ends.has(index) && { output: true }),
    })),
  };
}

const costOf = ({ layer, inputShapes, outputShapes }: GraphNode): number | null => {
  const inner = innerOf(layer);
  const cost = multiplyAdds({
    className: layer.getClassName(),
    config: configOf(layer),
    inputs: inputShapes,
    outputs: outputShapes,
    ...(inner && { inner }),
  });
  return cost !== null && Number.isSafeInteger(cost) && cost >= 0 ? cost : null;
};

/** Of one sample. A layer's outputs have its own type. */
function outputBytes({ layer, outputShapes }: GraphNode): number | null {
  const sizes = outputShapes.map((shape: Shape) => shape.slice(1));
  if (sizes.some((shape) => shape.includes(null))) return null;
  return sizes.reduce((all, shape) => all + sizeOf(shape as number[]) * bytesOf(layer.dtype), 0);
}

async function describe(
  part: LayerPart,
  name: string,
  trainable: ReadonlySet<WeightPart>,
): Promise<ModelLayer> {
  // Those of a nested model are told of its layers.
  const own = part.layers ? [] : [...new Set(part.weights)];
  const weights: ModelWeight[] = [];
  const titles = weightNames(part, own);
  for (const [at, weight] of own.entries())
    weights.push(await describeWeight(titles[at] as string, weight, trainable.has(weight)));
  const count = (some: readonly ModelWeight[]) => some.reduce((all, { shape }) => all + sizeOf(shape), 0);
  return {
    name,
    ...(part.name !== name && { ownName: part.name }),
    ...layerFacts(part),
    parameters: count(weights),
    trainableParameters: count(weights.filter((weight) => weight.trainable)),
    weightBytes: weights.reduce((all, { shape, dtype }) => all + sizeOf(shape) * bytesOf(dtype), 0),
    weights,
  };
}

/** "kernel", "backward bias"; where several would be called the same, they are numbered. */
function weightNames({ forwardLayer, backwardLayer }: LayerPart, weights: readonly WeightPart[]): string[] {
  const met = new Map<string, number>();
  return weights.map((weight) => {
    const own = (weight.originalName.split('/').at(-1) ?? weight.originalName).replace(/_\d+$/, '');
    const side = forwardLayer?.weights.includes(weight) ? 'forward ' : '';
    const name = (backwardLayer?.weights.includes(weight) ? 'backward ' : side) + own;
    const count = (met.get(name) ?? 0) + 1;
    met.set(name, count);
    return count > 1 ? `${name} ${count}` : name;
  });
}

async function describeWeight(name: string, weight: WeightPart, trainable: boolean): Promise<ModelWeight> {
  const values = await valuesOf(weight);
  return {
    name,
    shape: weight.shape.map((size) => size ?? 0),
    dtype: weight.dtype ?? 'float32',
    trainable,
    ...(values && { values: weightValues(values) }),
  };
}

async function valuesOf(weight: WeightPart): Promise<ArrayLike<number> | undefined> {
  try {
    return await weight.read().data();
  } catch {
    // It has been disposed.
    return undefined;
  }
}
