import { type LayerParts, layersWithin } from '../../patches/layer-parts.js';
import { isMean, stateOf, type TrainedModel } from '../../training/index.js';
import { unwatched } from '../../watching/index.js';
import { NotCompiled } from '../lower/index.js';
import type { BuiltIn } from './built-in.js';
import type { CompiledModel } from './model-parts.js';

/** @throws NotCompiled naming the first layer of a model that is not known to give the same each time. */
export function checkLayers(model: CompiledModel, known: BuiltIn): void {
  for (const layer of layersWithin(model)) checkLayer(layer, known);
}

/** @throws NotCompiled naming the first part of a model that is not known to do the same in each step. */
export function checkModel(model: CompiledModel, known: BuiltIn): void {
  checkLayers(model, known);
  const state = stateOf(model as unknown as TrainedModel);
  if (!state) throw new NotCompiled('a model that is not compiled', '컴파일하지 않은 모델');
  if (state.losses.some((loss) => loss && !loss.kind))
    throw new NotCompiled('a loss function of its own', '직접 만든 손실 함수');
  for (const { metric, name, own } of state.metrics)
    if (own || !isMean(metric)) throw new NotCompiled(`the metric ${name}`, `${name} 지표`);
  const { optimizer_: optimizer } = model;
  const { applyGradients } = Object.getPrototypeOf(optimizer) as typeof optimizer;
  if (unwatched(optimizer.applyGradients) !== applyGradients)
    throw new NotCompiled('an optimizer whose updates were replaced', '갱신이 바뀐 옵티마이저');
}

const callOf = (layer: LayerParts): unknown => (layer as unknown as { call: unknown }).call;

const ROLES = [
  'activation',
  'kernelRegularizer',
  'biasRegularizer',
  'kernelConstraint',
  'biasConstraint',
] as const;
const NORMALIZATION_ROLES = [
  'gammaRegularizer',
  'betaRegularizer',
  'gammaConstraint',
  'betaConstraint',
] as const;

function checkLayer(layer: LayerParts, { layers, classes }: BuiltIn): void {
  const what = `${layer.getClassName()} "${layer.name}"`;
  const prototype = Object.getPrototypeOf(layer) as { call: unknown };
  if (!layers.has(prototype) || layers.get(prototype) !== prototype.call) throw new NotCompiled(what, what);
  if (unwatched(callOf(layer)) !== prototype.call)
    throw new NotCompiled(`${what}, whose call was replaced`, `call이 바뀐 ${what}`);
  if (layer.activityRegularizer)
    throw new NotCompiled(`the activityRegularizer of ${what}`, `${what}의 activityRegularizer`);
  const parts = layer as unknown as Record<string, object | null | undefined>;
  for (const role of [...ROLES, ...NORMALIZATION_ROLES]) {
    const part = parts[role];
    if (part && !classes.has(part.constructor))
      throw new NotCompiled(`the ${role} of ${what}`, `${what}의 ${role}`);
  }
}
