import type { ModelLayer, ModelNode, ModelPayload } from '../../protocol/index.js';

/** More edges than these are no model that a page could draw. */
const MOST_EDGES = 6000;

/** What does not fit together in a payload; `null` where all does. */
export function damage({ layers, nodes }: ModelPayload): string | null {
  let edges = 0;
  for (const [index, { layer, within, from }] of nodes.entries()) {
    if (layer >= layers.length) return `nodes.${index}.layer: there is no layer ${layer}`;
    if (within !== null && (within >= index || nodes[within]?.nested !== true))
      return `nodes.${index}.within: node ${within} is no nested model before it`;
    const odd = from.find((each) => each >= index || nodes[each]?.nested === true);
    if (odd !== undefined) return `nodes.${index}.from: node ${odd} is no layer before it`;
    edges += from.length;
  }
  return edges > MOST_EDGES ? `nodes: ${edges} edges, of at most ${MOST_EDGES}` : null;
}

export const layerOf = ({ layers }: ModelPayload, { layer }: ModelNode): ModelLayer =>
  layers[layer] as ModelLayer;

/** Nodes that are no nested models. */
export const leaves = ({ nodes }: ModelPayload): ModelNode[] => nodes.filter(({ nested }) => !nested);

export type Uses = readonly { use: number; of: number }[];

const counted = new WeakMap<ModelPayload, Uses>();

/** Which use of its layer each node is, counted from 1, and of how many. */
export function usesOf(payload: ModelPayload): Uses {
  const known = counted.get(payload);
  if (known) return known;
  const counts = new Map<number, number>();
  const uses = payload.nodes.map(({ layer }) => {
    const use = (counts.get(layer) ?? 0) + 1;
    counts.set(layer, use);
    return { use, layer };
  });
  const all = uses.map(({ use, layer }) => ({ use, of: counts.get(layer) ?? 1 }));
  counted.set(payload, all);
  return all;
}

export interface Totals {
  /** Layers with inputs of their own not counted. */
  layers: number;
  parameters: number;
  trainable: number;
  weightBytes: number;
  /** Of those nodes where it is known. */
  multiplyAdds: number;
  outputBytes: number;
  /** Nodes whose multiply-adds, or whose outputs' size, are unknown. */
  unknownCosts: number[];
  unknownOutputs: number[];
}

/** Sums over nodes; a layer that is used several times has its weights once. */
export function totalsOf(
  payload: ModelPayload,
  chosen: readonly number[] = payload.nodes.map((_, index) => index),
): Totals {
  const totals: Totals = {
    layers: 0,
    parameters: 0,
    trainable: 0,
    weightBytes: 0,
    multiplyAdds: 0,
    outputBytes: 0,
    unknownCosts: [],
    unknownOutputs: [],
  };
  const met = new Set<number>();
  for (const index of chosen) {
    const node = payload.nodes[index] as ModelNode;
    if (node.nested) continue;
    totals.multiplyAdds += node.multiplyAdds ?? 0;
    totals.outputBytes += node.outputBytes ?? 0;
    if (node.multiplyAdds === null) totals.unknownCosts.push(index);
    if (node.outputBytes === null) totals.unknownOutputs.push(index);
    if (met.has(node.layer)) continue;
    met.add(node.layer);
    const layer = layerOf(payload, node);
    if (layer.className !== 'InputLayer') totals.layers += 1;
    totals.parameters += layer.parameters;
    totals.trainable += layer.trainableParameters;
    totals.weightBytes += layer.weightBytes;
  }
  return totals;
}

/** Whether weights could not be read: the model has been disposed. */
export const isDisposed = ({ layers, thinned }: ModelPayload): boolean =>
  thinned !== 'details' && layers.some(({ weights }) => weights.some(({ values }) => values === undefined));

/** Whether each layer leads to the next alone. */
export function isChain({ nodes }: ModelPayload): boolean {
  let last: number | undefined;
  return nodes.every(({ nested, from }, index) => {
    if (nested) return true;
    const follows = last === undefined ? from.length === 0 : from.length === 1 && from[0] === last;
    last = index;
    return follows;
  });
}
