import { type LayerParts, layersWithin } from '../../patches/layer-parts.js';
import { stateOf, type TrainedModel } from '../../training/index.js';
import { unwatched } from '../../watching/index.js';
import type { CompiledModel } from './model-parts.js';

type Held = readonly [object: object, key: string, value: unknown];

/** Of parts that a layer computes with. */
const PART = /regularizer|constraint|activation/i;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isPlain = (value: unknown): boolean =>
  value === null || ['number', 'string', 'boolean', 'undefined'].includes(typeof value);

/** What counts up as a layer is used, and means nothing for what it computes. */
const COUNTERS = new Set(['_refCount', '_built', 'built', '_addedWeightNames', 'nodeId']);

/** The plain options of an object, and those of the objects that it holds. */
function options(object: object, depth: number): Held[] {
  return Object.entries(object).flatMap(([key, value]): Held[] => {
    if (COUNTERS.has(key)) return [];
    if (isPlain(value)) return [[object, key, value]];
    if (depth === 0 || typeof value !== 'object' || Array.isArray(value)) return [];
    return PART.test(key) ? [[object, key, value], ...options(value as object, depth - 1)] : [];
  });
}

type Optimizer = CompiledModel['optimizer_'];

/** None before the model's own `compile`, and no weights that are trained. */
const optimizerOf = (model: Partial<CompiledModel>): Optimizer | undefined => model.optimizer_;
const trainedOf = (model: Partial<CompiledModel>): readonly Trained[] =>
  model.collectedTrainableWeights ?? [];

type Trained = CompiledModel['collectedTrainableWeights'][number];
/** A frozen container freezes the weights in it. */
const trains = (weight: Trained): boolean => weight.read().trainable;

/** Activations, regularizers and constraints of a layer. */
const partsOf = (layer: LayerParts): object[] =>
  Object.entries(layer).flatMap(([key, part]) => (PART.test(key) && isObject(part) ? [part] : []));

/** The methods by which a step comes about. Whoever merely watches changes nothing. */
function methods(layers: readonly LayerParts[], optimizer: object | undefined): Held[] {
  const of = (object: object, ...keys: string[]): Held[] =>
    keys.map((key) => [object, key, unwatched((object as Record<string, unknown>)[key])]);
  return [
    ...layers.flatMap((layer) => [
      ...of(layer, 'call', 'apply', '_callHook'),
      ...partsOf(layer).flatMap((part) => of(part, 'apply')),
    ]),
    ...(optimizer ? of(optimizer, 'minimize', 'computeGradients', 'applyGradients') : []),
  ];
}

/**
 * What a traced step rests on and a program may change between two steps: options of layers, which weights are trained, what
 * `compile` was given. A step that was traced before such a change is not the step any more.
 */
export class Fingerprint {
  private readonly held: readonly Held[];
  private readonly layers: readonly LayerParts[];
  private readonly methods: readonly Held[];
  private readonly trained: readonly (readonly [weight: Trained, trains: boolean])[];
  private readonly state: unknown;
  private readonly optimizer: Optimizer | undefined;
  private readonly optimizerOptions: readonly Held[];

  constructor(private readonly model: CompiledModel) {
    const layers = layersWithin(model);
    this.layers = layers;
    // Those of a model change while it trains, and what it computes is in its layers.
    this.held = layers.filter((layer) => !layer.layers).flatMap((layer) => options(layer, 1));
    this.trained = trainedOf(model).map((weight) => [weight, trains(weight)]);
    this.state = stateOf(model as unknown as TrainedModel);
    this.optimizer = optimizerOf(model);
    this.methods = methods(layers, this.optimizer);
    // The rate is asked for in each step, and the number of updates counts itself.
    this.optimizerOptions = options(this.optimizer ?? {}, 0).filter(
      ([, key]) => !['learningRate', 'rate', 'iterations_', 'sharedNumber'].includes(key),
    );
  }

  holds(): boolean {
    const { model, trained } = this;
    const weights = trainedOf(model);
    const layers = layersWithin(model);
    return (
      optimizerOf(model) === this.optimizer &&
      layers.length === this.layers.length &&
      layers.every((layer, i) => layer === this.layers[i]) &&
      stateOf(model as unknown as TrainedModel) === this.state &&
      weights.length === trained.length &&
      weights.every((weight, i) => weight === trained[i]?.[0] && trains(weight) === trained[i]?.[1]) &&
      this.methods.every(
        ([object, key, method]) => unwatched((object as Record<string, unknown>)[key]) === method,
      ) &&
      [this.held, this.optimizerOptions].every((list) =>
        list.every(([object, key, value]) => Object.is((object as Record<string, unknown>)[key], value)),
      )
    );
  }
}
