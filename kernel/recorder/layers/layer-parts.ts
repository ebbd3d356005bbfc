import type { WatchedLayer, WatchedTensor } from '../../../library/fitting/index.js';

// The parts of tfjs-layers that the record of layers reads, some of them private there. Any tfjs 4 has them.

export interface VariablePart {
  /** `dense_Dense1/kernel` */
  readonly originalName: string;
  readonly trainable?: boolean;
  read(): WatchedTensor & { readonly name: string };
}

export interface LayerPart extends WatchedLayer {
  readonly name: string;
  readonly weights: readonly VariablePart[];
  readonly inboundNodes: readonly NodePart[];
  /** Of a model that stands as a layer. */
  readonly layers?: readonly LayerPart[];
  /** Of a Sequential: the model inside. */
  readonly model?: ContainerPart;
  readonly outputShape: unknown;
  getClassName(): string;
  getConfig(): Record<string, unknown>;
}

export interface NodePart {
  readonly inboundLayers: readonly LayerPart[];
}

/** A model with its graph: what a Sequential has inside, or a functional model. */
export interface ContainerPart {
  readonly layers: readonly LayerPart[];
  readonly inputLayers: readonly LayerPart[];
  readonly outputLayers: readonly LayerPart[];
  /** `layer_ib-0` for each use of a layer in this model. */
  readonly containerNodes: ReadonlySet<string>;
}

export interface DropoutPart extends LayerPart {
  readonly rate: number;
  readonly seed?: number | string | null;
}

export interface BatchNormalizationPart extends LayerPart {
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma?: VariablePart;
  readonly beta?: VariablePart;
  readonly movingMean: VariablePart;
  readonly movingVariance: VariablePart;
}
