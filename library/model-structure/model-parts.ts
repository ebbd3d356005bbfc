// What of tfjs-layers the structure is read from, some of it private there. Any tfjs 4 has it.

export type Shape = readonly (number | null)[];

export interface WeightPart {
  /** `dense_Dense1/kernel` */
  readonly originalName: string;
  readonly shape: Shape;
  readonly dtype?: string;
  /** Throws where the weight has been disposed. */
  read(): { data(): Promise<ArrayLike<number>> };
}

export interface NodePart {
  readonly inboundLayers: readonly LayerPart[];
  readonly nodeIndices: readonly number[];
  readonly tensorIndices: readonly number[];
  readonly inputShapes: Shape | readonly Shape[];
  readonly outputShapes: Shape | readonly Shape[];
}

export interface LayerPart {
  readonly name: string;
  readonly dtype?: string;
  readonly weights: readonly WeightPart[];
  readonly inboundNodes: readonly NodePart[];
  /** Of a model that stands as a layer. */
  readonly layers?: readonly LayerPart[];
  /** Of a Sequential that has been built: the model inside. */
  readonly model?: ContainerPart;
  /** Of wrappers and recurrent layers. */
  readonly layer?: LayerPart;
  readonly forwardLayer?: LayerPart;
  readonly backwardLayer?: LayerPart;
  readonly cell?: LayerPart;
  readonly cells?: readonly LayerPart[];
  getClassName(): string;
  getConfig(): Record<string, unknown>;
}

/** A model with its graph: what a Sequential has inside, or a functional model. */
export interface ContainerPart {
  readonly layers: readonly LayerPart[];
  readonly inputLayers: readonly LayerPart[];
  readonly outputLayers: readonly LayerPart[];
  readonly outputLayersNodeIndices: readonly number[];
  readonly outputLayersTensorIndices: readonly number[];
  /** `layer_ib-0` for each use of a layer in this model. */
  readonly containerNodes: ReadonlySet<string>;
}

export interface ModelPart extends LayerPart {
  readonly layers: readonly LayerPart[];
  readonly built: boolean;
  /** Of a Sequential: makes the model inside, as `summary()`, `compile()` and `fit()` do too. */
  build(): void;
  readonly trainableWeights: readonly WeightPart[];
}

/** The graph inside a model, or inside a layer that is one; undefined for any other layer, and for a Sequential without a shape. */
export function graphOf(layer: LayerPart): ContainerPart | undefined {
  if (layer.model) return layer.model;
  const container = layer as unknown as ContainerPart;
  return layer.layers && container.containerNodes?.size > 0 ? container : undefined;
}

/** Whether a value is a model with layers, of any build of tfjs. */
export const isModel = (value: unknown): value is ModelPart =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as ModelPart).layers) &&
  typeof (value as ModelPart).getClassName === 'function' &&
  typeof (value as ModelPart).getConfig === 'function';

/** A list of shapes: tfjs gives one that stands alone by itself. */
export const shapeList = (shapes: Shape | readonly Shape[] | undefined): Shape[] =>
  shapes === undefined ? [] : Array.isArray(shapes[0]) ? [...(shapes as Shape[])] : [shapes as Shape];

/** What `getConfig()` gives; nothing where a layer of the student's own throws there. */
export function configOf(layer: LayerPart): Record<string, unknown> {
  try {
    return layer.getConfig() ?? {};
  } catch {
    return {};
  }
}
