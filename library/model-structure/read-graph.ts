import {
  type ContainerPart,
  graphOf,
  type LayerPart,
  type NodePart,
  type Shape,
  shapeList,
} from './model-parts.js';

/** One use of a layer. */
export interface GraphNode {
  layer: LayerPart;
  /** The node of the nested model that it stands in. */
  within: number | null;
  nested: boolean;
  /** Nodes that feed it. */
  from: number[];
  /** With the batch first. */
  inputShapes: Shape[];
  outputShapes: Shape[];
}

export interface ModelGraph {
  /** Each stands behind what feeds it; what is within a nested model stands right behind it. */
  nodes: GraphNode[];
  /** Places in `nodes` of the model's outputs. */
  outputs: number[];
}

interface Call {
  layer: LayerPart;
  node: NodePart;
  key: string;
}

const keyOf = (layer: LayerPart, index: number): string => `${layer.name}_ib-${index}`;

/** Of each output of a use: the nodes that stand behind it. */
type Ends = number[][];

/** Reads the graph of a model, a node for each use of a layer, and computes nothing. Edges into a nested model lead to the layers in it. */
export function readGraph(model: ContainerPart): ModelGraph {
  const nodes: GraphNode[] = [];
  return { nodes, outputs: place(model, null, undefined).flat() };

  /** @param around Of a nested model: what feeds each of its inputs. */
  function place(container: ContainerPart, within: number | null, around: Ends | undefined): Ends {
    const at = new Map<string, Ends>();
    const waiting = callsOf(container);
    while (waiting.length > 0) {
      const ready = waiting.findIndex(({ node }) => feedersOf(node).every(({ key }) => at.has(key)));
      // A graph without an order does not exist in tfjs; the first layer would then stand unfed.
      const [call] = waiting.splice(Math.max(0, ready), 1) as [Call];
      const from = feedersOf(call.node).map(({ key, output }) => at.get(key)?.[output] ?? []);
      const input = around ? container.inputLayers.indexOf(call.layer) : -1;
      at.set(call.key, around && input >= 0 ? [around[input] ?? []] : stand(call, within, from));
    }
    return container.outputLayers.map((layer, index) => {
      const key = keyOf(layer, container.outputLayersNodeIndices[index] ?? 0);
      return at.get(key)?.[container.outputLayersTensorIndices[index] ?? 0] ?? [];
    });
  }

  function stand({ layer, node }: Call, within: number | null, from: Ends): Ends {
    const inner = graphOf(layer);
    const index = nodes.length;
    const outputShapes = shapeList(node.outputShapes);
    nodes.push({
      layer,
      within,
      nested: inner !== undefined,
      from: inner ? [] : [...new Set(from.flat())],
      inputShapes: shapeList(node.inputShapes),
      outputShapes,
    });
    return inner ? place(inner, index, from) : outputShapes.map(() => [index]);
  }
}

const feedersOf = ({ inboundLayers, nodeIndices, tensorIndices }: NodePart) =>
  inboundLayers.map((layer, input) => ({
    key: keyOf(layer, nodeIndices[input] ?? 0),
    output: tensorIndices[input] ?? 0,
  }));

function callsOf(container: ContainerPart): Call[] {
  return container.layers.flatMap((layer) =>
    layer.inboundNodes.flatMap((node, index) => {
      const key = keyOf(layer, index);
      return container.containerNodes.has(key) ? [{ layer, node, key }] : [];
    }),
  );
}
