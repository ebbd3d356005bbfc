import type ts from 'typescript6';
import { callEpochbook } from './epochbook-calls.js';
import type { Machine } from './machine.js';
import { optionsOf } from './options.js';
import { awaited, promiseOf, readPromise } from './promises.js';
import { callTf } from './tf-calls.js';
import { listOf, unknown, type Value } from './values.js';

/** A call of `tf`, of `epochbook` or of what JavaScript itself has. */
export function callLibrary(
  machine: Machine,
  path: string,
  node: ts.CallExpression,
  args: readonly Value[],
): Value {
  if (path.startsWith('tf.')) return callTf(machine, path.slice(3), node, args);
  if (path.startsWith('epochbook.')) return callEpochbook(machine, path.slice(10), node, args);
  if (path === 'Promise.all' || path === 'Promise.allSettled') {
    const [list] = args;
    const results = list?.kind === 'list' ? listOf(list.items.map(awaited), list.open) : unknown;
    return promiseOf(path === 'Promise.all' ? results : unknown, node);
  }
  args.forEach((argument, i) => {
    const given = node.arguments[i];
    if (argument.kind === 'promise' && given && READERS.test(path)) readPromise(machine, argument, given);
    if (argument.kind === 'closure') machine.visit(argument);
  });
  return unknown;
}

/** What has no use for a promise. */
const READERS =
  /^(console\.(log|info|warn|error|table)|Math\.\w+|Array\.from|Number|String|JSON\.stringify)$/;

/** `new` of a class of `epochbook`, or of one of JavaScript's own. */
export function newFromLibrary(
  machine: Machine,
  path: string,
  node: ts.NewExpression,
  args: readonly Value[],
): Value {
  if (!path.startsWith('epochbook.')) return unknown;
  const name = path.slice(10);
  if (!/^[A-Z]\w*$/.test(name)) return unknown;
  const [first, second] = args;
  const hasFile = name === 'ModelCheckpoint' && first?.kind !== 'object';
  const options = optionsOf(hasFile ? second : first);
  const filepath = hasFile ? first : options?.fields.get('filepath')?.value;
  const callback = { kind: 'callback', name, from: 'epochbook', options, node, filepath } as const;
  if (args.some(({ kind }) => kind === 'closure'))
    for (const argument of args) if (argument.kind === 'closure') machine.visit(argument);
  machine.emit({ kind: 'callback', site: node, callback });
  return callback;
}
