// What is touched of tfjs-layers, some of it private there. Both engines have it.

export interface FileTensor {
  shape: number[];
  dataSync(): Float32Array | Int32Array;
  data(): Promise<Float32Array | Int32Array>;
  dispose(): void;
}

export interface FileVariable {
  originalName: string;
  shape: (number | null)[];
  read(): FileTensor;
  write(value: FileTensor): unknown;
}

export interface FileLayer {
  name: string;
  trainable: boolean;
  weights: FileVariable[];
  getClassName(): string;
  getConfig(): Record<string, unknown>;
  /** Of models. */
  layers?: FileLayer[];
  /** Of recurrent layers. */
  cell?: FileLayer;
  /** Of stacked cells. */
  cells?: FileLayer[];
  /** Of wrappers. */
  layer?: FileLayer;
  /** Of Bidirectional. */
  forwardLayer?: FileLayer;
  backwardLayer?: FileLayer;
}

export interface NamedTensor {
  name: string;
  tensor: FileTensor;
}

export interface FileOptimizer {
  learningRate?: number;
  setLearningRate?(rate: number): void;
  /** What the rate follows. */
  schedule?: object;
  /** Of the optimizers of Keras, whose state is listed as Keras lists it. */
  build?(variables: readonly FileTensor[]): void;
  stateShapes?(weights: readonly (readonly number[])[]): (readonly number[])[];
  getClassName(): string;
  getConfig(): Record<string, unknown> | null;
  getWeights(): Promise<NamedTensor[]>;
  setWeights(weights: NamedTensor[]): Promise<void>;
}

/** A model that can be saved: `tf.sequential(…)`, `tf.model(…)`, or what `tf.loadLayersModel` gives. */
export interface FileModel {
  name: string;
  layers: object[];
  toJSON(unused?: null, returnString?: boolean): unknown;
  save(url: string, config?: object): Promise<unknown>;
}

/** The parts of a model that only this folder looks at. */
export interface ModelParts extends FileLayer {
  layers: FileLayer[];
  inputs: unknown[];
  /** Of a functional model. */
  inputLayers?: { name: string; dtype: string; batchInputShape: (number | null)[] }[];
  outputNames: string[];
  outputs: { shape: (number | null)[] }[];
  trainableWeights: FileVariable[];
  optimizer?: FileOptimizer;
  loss?: unknown;
  metrics?: unknown;
  weightedMetrics?: unknown;
  lossWeights?: unknown;
  compile(options: object): void;
  toJSON(unused?: null, returnString?: boolean): unknown;
  save(url: string, config?: object): Promise<unknown>;
}

/** What of the `tf` namespace is needed to load. */
export interface FileTf {
  tensor(values: ArrayLike<number>, shape?: number[], dtype?: 'float32' | 'int32'): FileTensor;
  loadLayersModel(handler: never, options?: { strict?: boolean }): Promise<unknown>;
  LayersModel: { prototype: object };
  io: object;
}
