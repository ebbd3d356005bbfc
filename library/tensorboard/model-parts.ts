// The parts of a tfjs model that these files read, some of them private there. Any tfjs 4 has them.

export interface TensorPart {
  readonly shape: readonly number[];
  readonly dtype: string;
  dataSync(): ArrayLike<number>;
}

export interface WeightPart {
  /** `dense_Dense1/kernel` */
  readonly originalName: string;
  read(): TensorPart & { readonly name: string };
}

export interface LayerPart {
  readonly name: string;
  readonly weights: readonly WeightPart[];
  /** Of a model that stands as a layer. */
  readonly layers?: readonly LayerPart[];
  /** Of a Bidirectional. */
  readonly forwardLayer?: LayerPart;
  getClassName(): string;
  call(inputs: unknown, kwargs: Record<string, unknown> | undefined): TensorPart | TensorPart[];
}

type Gradients = { name: string; tensor: TensorPart }[] | Record<string, TensorPart>;

export interface OptimizerPart {
  readonly iterations?: number;
  readonly learningRate?: unknown;
  applyGradients(gradients: Gradients): void;
}

/** A compiled model: a Sequential itself, not the inner model that it trains through. */
export interface ModelPart {
  readonly name: string;
  readonly layers: readonly LayerPart[];
  readonly optimizer?: OptimizerPart;
  /** As given to `compile`. */
  readonly metrics?: unknown;
  getClassName(): string;
  toJSON(unused: null, asString: true): unknown;
}
