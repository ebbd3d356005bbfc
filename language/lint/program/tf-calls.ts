import ts from 'typescript6';
import type { Machine } from './machine.js';
import { newModel, opaque } from './model-state.js';
import { optionsOf } from './options.js';
import { promiseOf } from './promises.js';
import {
  data,
  fieldOf,
  type LayerValue,
  type ModelLayer,
  type ModelState,
  unknown,
  type Value,
} from './values.js';

/** Functions of `tf` that make a tensor; those that take one and give one are among them. */
const MAKERS = new Set(
  `tensor tensor1d tensor2d tensor3d tensor4d tensor5d tensor6d scalar zeros ones fill range linspace eye oneHot zerosLike
  onesLike randomNormal randomUniform randomUniformInt truncatedNormal randomGamma clone cast reshape expandDims squeeze
  stack concat concat1d concat2d concat3d concat4d tile pad transpose reverse slice slice2d gather where matMul dot
  outerProduct add addN sub mul div divNoNan mod pow maximum minimum squaredDifference abs neg sign square sqrt rsqrt exp
  expm1 log log1p sigmoid logSigmoid softmax logSoftmax softplus relu relu6 elu selu leakyRelu prelu tanh sin cos tan round
  floor ceil reciprocal clipByValue sum mean max min prod argMax argMin any all cumsum logSumExp norm equal notEqual less
  lessEqual greater greaterEqual logicalAnd logicalOr logicalNot logicalXor conv1d conv2d depthwiseConv2d maxPool avgPool
  dropout batchNorm`
    .split(/\s+/)
    .filter(Boolean),
);

/** A call of a member of `tf`. */
export function callTf(
  machine: Machine,
  path: string,
  node: ts.CallExpression,
  args: readonly Value[],
): Value {
  const [first] = args;
  if (path.startsWith('layers.')) return layer(machine, path.slice(7), node, args);
  if (path.startsWith('train.')) return optimizer(path.slice(6), node, args);
  if (MAKERS.has(path) || path.startsWith('losses.') || path.startsWith('metrics.')) {
    const of = first?.kind === 'data' ? first : undefined;
    return path.startsWith('metrics.') && args.length < 2 ? unknown : data('tensor', of);
  }
  switch (path) {
    case 'sequential':
      return newModel(sequentialOf(optionsOf(first)));
    case 'model':
      return newModel(functionalOf(fieldOf(first, 'outputs')?.value));
    case 'input':
      return { kind: 'symbolic', layers: [], open: false };
    case 'callbacks.earlyStopping': {
      const options = optionsOf(first);
      const callback = { kind: 'callback', name: 'EarlyStopping', from: 'tf', options, node } as const;
      machine.emit({ kind: 'callback', site: node, callback });
      return callback;
    }
    case 'loadLayersModel':
      return promiseOf(newModel(opaque), node, 'tf.loadLayersModel(…)');
    case 'tidy':
      return tidy(machine, node, args);
  }
  for (const argument of args) if (argument.kind === 'closure') machine.visit(argument);
  return unknown;
}

function layer(
  machine: Machine,
  type: string,
  node: ts.CallExpression,
  [given]: readonly Value[],
): LayerValue {
  const made: LayerValue = { kind: 'layer', type, options: optionsOf(given), node };
  machine.emit({ kind: 'layer', site: node, layer: made });
  return made;
}

const RATED = new Set(['sgd', 'momentum', 'rmsprop', 'adam', 'adamax', 'adagrad', 'adadelta']);

function optimizer(name: string, node: ts.CallExpression, [rate]: readonly Value[]): Value {
  if (!RATED.has(name)) return unknown;
  return { kind: 'optimizer', name, rate: rate ?? unknown, rateNode: node.arguments[0] };
}

function tidy(machine: Machine, node: ts.CallExpression, args: readonly Value[]): Value {
  const body = args.find((argument) => argument.kind === 'closure');
  if (body?.kind !== 'closure') return unknown;
  const isAsync = body.node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  const result = machine.call(body, []);
  const isPromise = isAsync || result.kind === 'promise';
  machine.emit({ kind: 'tidy', site: node, isPromise });
  return result.kind === 'promise' ? unknown : result;
}

function sequentialOf(options: ReturnType<typeof optionsOf>): ModelState {
  if (!options) return opaque;
  const given = options.fields.get('layers')?.value;
  const empty: ModelState = { layers: [], open: options.open, several: false, compiled: undefined };
  if (!given) return empty;
  if (given.kind !== 'list' || given.open) return { ...empty, open: true };
  const layers = given.items.filter((item) => item.kind === 'layer');
  return layers.length === given.items.length
    ? { ...empty, layers: layers.map(certainly) }
    : { ...empty, open: true };
}

const certainly = (one: LayerValue): ModelLayer => ({ layer: one, certain: true });

function functionalOf(outputs: Value | undefined): ModelState {
  const state: ModelState = { ...opaque, compiled: undefined };
  if (outputs?.kind === 'list') {
    const [only] = outputs.items;
    if (outputs.open) return state;
    return outputs.items.length === 1 ? functionalOf(only) : { ...state, several: true };
  }
  if (outputs?.kind !== 'symbolic') return { ...state, several: true };
  return { ...state, layers: outputs.layers.map(certainly), open: outputs.open };
}
