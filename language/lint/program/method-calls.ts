import ts from 'typescript6';
import { callOnData } from './data-calls.js';
import type { Machine } from './machine.js';
import type { MethodCall } from './method-call.js';
import { callOnModel, fitOf } from './model-calls.js';
import { promiseOf, readPromise } from './promises.js';
import { roleOf } from './roles.js';
import { data, fieldOf, type ListValue, listOf, unknown, type Value } from './values.js';

const OF_PROMISES = new Set(['then', 'catch', 'finally']);

/** A call of a method of something. */
export function callMethod(machine: Machine, receiver: Value, call: MethodCall): Value {
  const { name, args, node } = call;
  switch (receiver.kind) {
    case 'model':
      return callOnModel(machine, receiver, call);
    case 'data':
      return callOnData(machine, receiver, call);
    case 'list':
      return callOnList(machine, receiver, call);
    case 'object': {
      const method = fieldOf(receiver, name)?.value;
      if (method?.kind === 'closure') return machine.call(method, args, node);
      break;
    }
    case 'promise': {
      if (!OF_PROMISES.has(name))
        return callMethod(machine, readPromise(machine, receiver, node.expression, name), call);
      break;
    }
    case 'layer': {
      const [to] = args;
      if (name !== 'apply') return unknown;
      if (to?.kind === 'symbolic')
        return { kind: 'symbolic', layers: [...to.layers, receiver], open: to.open };
      if (to?.kind === 'data') return data('tensor', { role: to.role });
      // What came before is not known, nor is it in the way.
      return { kind: 'symbolic', layers: [receiver], open: true };
    }
    case 'scaler': {
      if (name === 'save') return promiseOf(unknown, node, 'scaler.save(…)');
      const [rows] = args;
      if (name !== 'apply' && name !== 'invert') return unknown;
      return rows?.kind === 'data' ? rows : unknown;
    }
  }
  return callOnUnknown(machine, call);
}

/** A model that comes from elsewhere is known by what it is asked: `net.fit(x, y, { epochs: 10 })`. */
function callOnUnknown(machine: Machine, call: MethodCall): Value {
  const { name, args } = call;
  const options = args[name === 'fit' ? 2 : 1];
  if ((name === 'fit' || name === 'fitDataset') && fieldOf(options, 'epochs'))
    return fitOf(machine, undefined, call);
  if (name === 'adapt') learnWords(machine, call);
  for (const argument of args) {
    if (argument.kind === 'closure') machine.visit(argument);
    machine.escape(argument);
  }
  return unknown;
}

/** `vectorization.adapt(texts)` */
function learnWords(machine: Machine, { node, args }: MethodCall): void {
  const [texts] = args;
  const [given] = node.arguments;
  if (!texts || !given || args.length !== 1) return;
  const rows = { node: given, value: texts, role: roleOf(given, texts) };
  machine.emit({ kind: 'learn', site: node, by: 'vocabulary', rows });
}

/** Beyond so many a list is not gone through item by item. */
const FEW = 8;

function callOnList(machine: Machine, list: ListValue, { name, args, node, scope }: MethodCall): Value {
  const [first] = args;
  if (name === 'map' && first?.kind === 'closure' && !list.open && list.items.length <= FEW)
    return listOf(list.items.map((item) => machine.call(first, [item])));
  if (name === 'push' || name === 'unshift' || name === 'splice' || name === 'fill' || name === 'pop') {
    const variable = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined;
    const box = variable && ts.isIdentifier(variable) ? scope.find(variable.text) : undefined;
    if (box) machine.boxes.set(box, listOf([], true));
  }
  for (const argument of args) {
    if (argument.kind === 'closure') machine.visit(argument);
    machine.escape(argument);
  }
  return unknown;
}
