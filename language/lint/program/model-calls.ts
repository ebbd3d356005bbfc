import type ts from 'typescript6';
import type { Given } from './events.js';
import type { Machine } from './machine.js';
import type { MethodCall } from './method-call.js';
import { optionsOf } from './options.js';
import { promiseOf } from './promises.js';
import { roleOf } from './roles.js';
import {
  data,
  type ModelState,
  type ModelValue,
  type ObjectValue,
  type PromiseValue,
  unknown,
  type Value,
} from './values.js';

/** An argument, by its place. */
function givenAt(node: ts.CallExpression, args: readonly Value[], place: number): Given | undefined {
  const given = node.arguments[place];
  const value = args[place];
  return given && value ? { node: given, value, role: roleOf(given, value) } : undefined;
}

/** A call of a method of a model. */
export function callOnModel(machine: Machine, { state }: ModelValue, call: MethodCall): Value {
  const { name, node, args } = call;
  const [first] = args;
  switch (name) {
    case 'add':
      machine.boxes.set(state, withLayer(state.content, first));
      return unknown;
    case 'pop':
      machine.boxes.set(state, { ...state.content, layers: state.content.layers.slice(0, -1) });
      return unknown;
    case 'compile': {
      const options = optionsOf(first);
      if (options) machine.emit({ kind: 'compile', site: node, model: state.content, options });
      machine.boxes.set(state, { ...state.content, compiled: { options, node } });
      return unknown;
    }
    case 'fit':
    case 'fitDataset':
      return fitOf(machine, state.content, call);
    case 'evaluate':
      machine.emit({
        kind: 'evaluate',
        site: node,
        x: givenAt(node, args, 0),
        y: givenAt(node, args, 1),
      });
      return unknown;
    case 'evaluateDataset':
      return promiseOf(unknown, node, 'model.evaluateDataset(…)');
    case 'trainOnBatch':
      return promiseOf(unknown, node, 'model.trainOnBatch(…)');
    case 'save':
      return promiseOf(unknown, node, 'model.save(…)');
    case 'predict':
      return data('tensor');
    default:
      return unknown;
  }
}

function withLayer(state: ModelState, given: Value | undefined): ModelState {
  if (given?.kind !== 'layer') return { ...state, layers: [], open: true };
  return { ...state, layers: [...state.layers, { layer: given, certain: true }] };
}

/** `model.fit(x, y, options)`, `model.fitDataset(dataset, options)`. */
export function fitOf(
  machine: Machine,
  model: ModelState | undefined,
  { name, node, args }: MethodCall,
): PromiseValue {
  const method = name === 'fit' ? 'fit' : 'fitDataset';
  const options = optionsOf(args[method === 'fit' ? 2 : 1]);
  machine.emit({
    kind: 'fit',
    site: node,
    method,
    model,
    x: givenAt(node, args, 0),
    y: method === 'fit' ? givenAt(node, args, 1) : undefined,
    options,
  });
  const history = { kind: 'history', model, options, isLogs: false } as const;
  return promiseOf(history, node, `model.${method}(…)`);
}

/** Whether a fit with these options validates; undefined where they do not tell. */
export function validates(options: ObjectValue | undefined): boolean | undefined {
  if (!options) return undefined;
  const given = ['validationData', 'validationSplit']
    .map((name) => options.fields.get(name)?.value)
    .filter((value) => value !== undefined);
  const isNothing = (value: Value): boolean => value.kind === 'constant' && !value.value;
  if (given.some((value) => value.kind !== 'unknown' && !isNothing(value))) return true;
  if (options.open || given.some((value) => value.kind === 'unknown')) return undefined;
  return false;
}
