import { type LayerParts, layersWithin } from '../../patches/layer-parts.js';
import { stateOf, type TrainedModel } from '../../training/index.js';
import { unwatched } from '../../watching/index.js';
import type { CompiledModel } from './model-parts.js';

type Held = readonly [object: object, key: string, value: unknown];

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
    return /regularizer|constraint|activation/i.test(key)
      ? [[object, key, value], ...options(value as object, depth - 1)]
      : [];
  });
}

type Optimizer = CompiledModel['optimizer_'];

/** None before the model's own `compile`, and no weights that are trained. */
const optimizerOf = (model: Partial<CompiledModel>): Optimizer | undefined => model.optimizer_;
const trainedOf = (model: Partial<CompiledModel>): readonly object[] => model.collectedTrainableWeights ?? [];

/** Whoever merely watches changes nothing. */
const callOf = (layer: LayerParts): unknown => unwatched((layer as unknown as { call: unknown }).call);

/**
 * What a traced step rests on and a program may change between two steps: options of layers, which weights are trained, what
 * `compile` was given. A step that was traced before such a change is not the step any more.
 */
export class Fingerprint {
  private readonly held: readonly Held[];
  private readonly calls: readonly (readonly [LayerParts, unknown])[];
  private readonly trained: readonly object[];
  private readonly state: unknown;
  private readonly optimizer: Optimizer | undefined;
  private readonly update: unknown;
  private readonly optimizerOptions: readonly Held[];

  constructor(private readonly model: CompiledModel) {
    const layers = layersWithin(model);
    // Those of a model change while it trains, and what it computes is in its layers.
    this.held = layers.filter((layer) => !layer.layers).flatMap((layer) => options(layer, 1));
    this.calls = layers.map((layer) => [layer, callOf(layer)]);
    this.trained = [...trainedOf(model)];
    this.state = stateOf(model as unknown as TrainedModel);
    this.optimizer = optimizerOf(model);
    this.update = unwatched(this.optimizer?.applyGradients);
    // The rate is asked for in each step, and the number of updates counts itself.
    this.optimizerOptions = options(this.optimizer ?? {}, 0).filter(
      ([, key]) => !['learningRate', 'rate', 'iterations_', 'sharedNumber'].includes(key),
    );
  }

  holds(): boolean {
    const { model, trained } = this;
    const weights = trainedOf(model);
    return (
      optimizerOf(model) === this.optimizer &&
      unwatched(this.optimizer?.applyGradients) === this.update &&
      stateOf(model as unknown as TrainedModel) === this.state &&
      weights.length === trained.length &&
      weights.every((weight, i) => weight === trained[i]) &&
      this.calls.every(([layer, call]) => callOf(layer) === call) &&
      [this.held, this.optimizerOptions].every((list) =>
        list.every(([object, key, value]) => Object.is((object as Record<string, unknown>)[key], value)),
      )
    );
  }
}
