import { type LayerParts, layersWithin } from '../../patches/layer-parts.js';
import { stateOf, type TrainedModel } from '../../training/index.js';
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
  for (const { name, own } of state.metrics)
    if (own) throw new NotCompiled(`the metric ${name}`, `${name} 지표`);
  const { optimizer_: optimizer } = model;
  for (const method of ['minimize', 'computeGradients', 'applyGradients'])
    if (isReplaced(optimizer, method))
      throw new NotCompiled('an optimizer whose updates were replaced', '갱신이 바뀐 옵티마이저');
}

/** Whether an object has a method of its own in the place of that of its class; whoever merely watches changes nothing. */
function isReplaced(object: object, method: string): boolean {
  const { [method]: inherited } = Object.getPrototypeOf(object) as Record<string, unknown>;
  return unwatched((object as Record<string, unknown>)[method]) !== inherited;
}

const callOf = (layer: LayerParts): unknown => (layer as unknown as { call: unknown }).call;

/** Parts that a layer computes with: `kernelRegularizer`, `alphaConstraint`, `activation`. */
const ROLE = /(regularizer|constraint|activation)$/i;

function checkLayer(layer: LayerParts, { layers, classes }: BuiltIn): void {
  const what = `${layer.getClassName()} "${layer.name}"`;
  const prototype = Object.getPrototypeOf(layer) as { call: unknown };
  if (!layers.has(prototype) || layers.get(prototype) !== prototype.call) throw new NotCompiled(what, what);
  if (unwatched(callOf(layer)) !== prototype.call)
    throw new NotCompiled(`${what}, whose call was replaced`, `call이 바뀐 ${what}`);
  if (!('layers' in layer) && (layer as unknown as { stateful?: unknown }).stateful === true)
    throw new NotCompiled(
      `${what}, which keeps its state from batch to batch`,
      `배치 사이에 상태를 이어 가는 ${what}`,
    );
  if (layer.activityRegularizer)
    throw new NotCompiled(`the activityRegularizer of ${what}`, `${what}의 activityRegularizer`);
  if (isReplaced(layer, 'apply') || (layer as unknown as { _callHook?: unknown })._callHook)
    throw new NotCompiled(`${what}, whose calls somebody follows`, `호출을 누가 지켜보는 ${what}`);
  for (const [role, part] of Object.entries(layer))
    if (ROLE.test(role) && typeof part === 'object' && part !== null)
      if (!classes.has(part.constructor) || isReplaced(part, 'apply'))
        throw new NotCompiled(`the ${role} of ${what}`, `${what}의 ${role}`);
}
