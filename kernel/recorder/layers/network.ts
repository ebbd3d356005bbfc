import { layerNames } from '../../../library/fitting/index.js';
import type { NetworkLayer } from '../../../protocol/index.js';
import type { ContainerPart, LayerPart, VariablePart } from './layer-parts.js';

/** A weight that leads from the values of one layer to the units of another. */
export interface Kernel {
  from: number;
  to: number;
  weight: VariablePart;
  /** `dense`: [in, out]. `convolution`: [… window, in, out]. */
  kind: 'dense' | 'convolution';
}

/** The student's network, the layers of nested models among its own. */
export interface DescribedNetwork {
  layers: NetworkLayer[];
  /** The same layers themselves; they may be used several times, and are here once. */
  parts: LayerPart[];
  kernels: Kernel[];
  /** What pictures call each part. */
  names: ReadonlyMap<LayerPart, string>;
}

const CONVOLUTION = /^Conv(1D|2D|3D)$/;
const MAPS = /Conv\dD|Pooling[123]D|UpSampling|Cropping|ZeroPadding/;
const UNITS = /^(Dense|Embedding|LSTM|GRU|SimpleRNN|RNN|Bidirectional|ConvLSTM2D)$/;

/** Reads the graph of a model, and computes nothing. A layer that is used several times stands once, fed by all that feed it. */
export function describeNetwork(model: ContainerPart): DescribedNetwork {
  const parts: LayerPart[] = [];
  const feeders: Set<number>[] = [];
  place(model, undefined);
  const names = layerNames(parts);
  const layers = parts.map((part, index) =>
    describe(part, names.get(part) ?? part.name, [...(feeders[index] as Set<number>)]),
  );
  return { layers, parts, kernels: kernelsOf(parts, layers), names };

  /**
   * @param around Of a nested model: what feeds each of its inputs.
   * @returns What stands at its outputs.
   */
  function place(container: ContainerPart, around: number[][] | undefined): number[] {
    const at = new Map<LayerPart, number[]>();
    const waiting = [...container.layers];
    while (waiting.length > 0) {
      const ready = waiting.findIndex((layer) =>
        feedersIn(container, layer).every((feeder) => at.has(feeder)),
      );
      // A graph without an order does not exist in tfjs; the first layer would then stand unfed.
      const [layer] = waiting.splice(Math.max(0, ready), 1) as [LayerPart];
      const from = feedersIn(container, layer).map((feeder) => at.get(feeder) ?? []);
      const inputOf = container.inputLayers.indexOf(layer);
      if (around && inputOf >= 0) at.set(layer, around[inputOf] ?? []);
      else at.set(layer, stand(layer, from));
    }
    return container.outputLayers.flatMap((layer) => at.get(layer) ?? []);
  }

  function stand(layer: LayerPart, from: number[][]): number[] {
    const inner = innerModel(layer);
    if (inner) return place(inner, from);
    const known = parts.indexOf(layer);
    const index = known >= 0 ? known : parts.push(layer) - 1;
    feeders[index] ??= new Set();
    for (const feeder of from.flat()) if (feeder !== index) feeders[index].add(feeder);
    return [index];
  }
}

function innerModel(layer: LayerPart): ContainerPart | undefined {
  if (layer.model) return layer.model;
  return layer.layers && 'containerNodes' in layer ? (layer as unknown as ContainerPart) : undefined;
}

function feedersIn(container: ContainerPart, layer: LayerPart): LayerPart[] {
  return layer.inboundNodes.flatMap((node, index) =>
    container.containerNodes.has(`${layer.name}_ib-${index}`) ? node.inboundLayers : [],
  );
}

function describe(layer: LayerPart, name: string, from: number[]): NetworkLayer {
  const className = layer.getClassName();
  const config = layer.getConfig();
  const shape = sampleShape(layer);
  const units = shape.at(config.dataFormat === 'channelsFirst' ? 0 : -1) ?? 0;
  return {
    name,
    className,
    kind: kindOf(className),
    units,
    shape,
    from,
    ...activationOf(className, config),
    ...(/Dropout/.test(className) && typeof config.rate === 'number' && { rate: config.rate }),
  };
}

function kindOf(className: string): NetworkLayer['kind'] {
  if (className === 'InputLayer') return 'input';
  if (UNITS.test(className)) return 'units';
  return MAPS.test(className) ? 'channels' : 'other';
}

function sampleShape(layer: LayerPart): (number | null)[] {
  try {
    const shape = layer.outputShape as (number | null)[] | (number | null)[][];
    const first = (Array.isArray(shape[0]) ? shape[0] : shape) as (number | null)[];
    return first.slice(1);
  } catch {
    // A layer that is used more than once has no single output shape.
    return [];
  }
}

/** The activation function that shapes a layer's outputs, where it is known. */
export function activationOf(className: string, config: Record<string, unknown>): { activation?: string } {
  if (typeof config.activation === 'string') return { activation: config.activation };
  if (/^(ReLU|LeakyReLU|PReLU|ELU|ThresholdedReLU|Softmax)$/.test(className))
    return { activation: className === 'ReLU' ? 'relu' : className };
  return {};
}

function kernelsOf(parts: LayerPart[], layers: NetworkLayer[]): Kernel[] {
  return parts.flatMap((part, to) => {
    const className = part.getClassName();
    const kind = className === 'Dense' ? 'dense' : CONVOLUTION.test(className) ? 'convolution' : undefined;
    const weight = part.weights.find(({ originalName }) => /\/kernel(_\d+)?$/.test(originalName));
    const from = layers[to]?.from ?? [];
    return kind && weight && from.length === 1 ? [{ from: from[0] as number, to, weight, kind }] : [];
  });
}

/**
 * The layer whose values a layer silences or normalizes: what feeds it, past layers without units of their own that leave
 * every value in its place.
 */
export function layerBehind(layers: readonly NetworkLayer[], index: number): number {
  let at = index;
  do {
    const [feeder, ...others] = layers[at]?.from ?? [];
    if (feeder === undefined || others.length > 0) return at === index ? (feeder ?? index) : at;
    if (at !== index && !sameShape(layers[feeder], layers[at])) return at;
    at = feeder;
  } while (layers[at]?.kind === 'other');
  return at;
}

const sameShape = (a: NetworkLayer | undefined, b: NetworkLayer | undefined): boolean =>
  a !== undefined && b !== undefined && a.shape.join() === b.shape.join();
