import type { TfNamespace } from '../tf-namespace.js';
import { checkedBuffer } from './checked-buffer.js';
import { beforehand } from './checks/beforehand.js';
import { describeCall } from './describe-call.js';
import { GROUPS, isOperation } from './operation-names.js';
import { reasonOf } from './reason-of.js';
import { RefusedArguments } from './refused-arguments.js';

type AnyFunction = (this: unknown, ...all: unknown[]) => unknown;

/** How many operations that name themselves run within each other. */
let depth = 0;

/**
 * The namespace with operations that name themselves and their arguments where they refuse them. tfjs-core says
 * "Error in transpose: rank of input 2 must match length of perm [0].", TensorFlow "Invalid TF_Status: 3".
 */
export function nameOperations(tf: TfNamespace): TfNamespace {
  const { meshgrid, buffer } = tf;
  const groups = GROUPS.map((group) => [group, withNames(tf[group], `tf.${group}`)] as const);
  nameMethods(tf.Tensor.prototype, 'tensor');
  nameMethods(tf.Variable.prototype, 'variable');
  // It alone is no operation to tfjs-core, and would leave its parts behind where it fails.
  const tidied = {
    ...tf,
    meshgrid: (...all: Parameters<typeof meshgrid>) => tf.tidy(() => meshgrid(...all)),
    buffer: (...all: Parameters<typeof buffer>) => checkedBuffer(buffer(...all) as never),
  };
  return { ...withNames(tidied, 'tf'), ...Object.fromEntries(groups) } as TfNamespace;
}

function withNames<T extends object>(owner: T, prefix: string): T {
  const named = Object.entries(owner).map(([name, value]) => [
    name,
    isOperation(name, value, !LOOSE.has(prefix))
      ? naming(value, (given) => describeCall(`${prefix}.${name}`, given), beforehand[`${prefix}.${name}`])
      : value,
  ]);
  return Object.fromEntries(named) as T;
}

/** Namespaces in which not every function is an operation. */
const LOOSE: ReadonlySet<string> = new Set(['tf', 'tf.math', 'tf.browser']);

/** What every tensor can do that is no operation: these answer for themselves. */
const PLAIN = new Set('constructor throwIfDisposed dispose toString dataToGPU data array bytes'.split(' '));

const done = new WeakSet<object>();

function nameMethods(prototype: object, owner: string): void {
  if (done.has(prototype)) return;
  done.add(prototype);
  for (const [name, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
    if (typeof value === 'function' && writable && !PLAIN.has(name))
      (prototype as Record<string, unknown>)[name] = naming(
        checked(name, value as AnyFunction),
        (given, self) => describeCall(`${owner}.${name}`, [self, ...given]),
      );
}

/** A method that gives a buffer gives one that knows its places. */
function checked(name: string, method: AnyFunction): AnyFunction {
  if (name !== 'buffer' && name !== 'bufferSync') return method;
  return function (...given) {
    const made = method.apply(this, given);
    return made instanceof Promise ? made.then(checkedBuffer) : checkedBuffer(made as never);
  };
}

/** Sentences of our own that begin with the name of the operation. */
const saysItAll = (error: Error): boolean =>
  !(error instanceof RefusedArguments) && /^tf\.[\w.]+: /.test(error.message);

/** The function, with errors that name it. Within another such function errors are passed on as they are. */
function naming(
  original: AnyFunction,
  call: (given: unknown[], self: unknown) => string,
  check?: (given: readonly unknown[]) => string | undefined,
): AnyFunction {
  const fail = (error: unknown, given: unknown[], self: unknown): never => {
    if (depth > 0 || !(error instanceof Error) || saysItAll(error)) throw error;
    throw new RefusedArguments(call(given, self), reasonOf(error));
  };
  const named: AnyFunction = function (...given) {
    const reason = check?.(given);
    if (reason !== undefined) throw new RefusedArguments(call(given, this), reason);
    depth++;
    let result: unknown;
    try {
      result = original.apply(this, given);
    } catch (error) {
      depth--;
      return fail(error, given, this);
    }
    depth--;
    return result instanceof Promise ? result.catch((error) => fail(error, given, this)) : result;
  };
  Object.defineProperty(named, 'name', { value: original.name });
  return named;
}
