import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { describeCall } from './describe-call.js';
import { kernelChecks, valueChecks } from './kernel-checks.js';
import { operationNames } from './operation-names.js';
import { RefusedArguments } from './refused-arguments.js';

type Check = (inputs: object, attributes: object) => string | undefined;

/** The part of the engine through which every kernel is called. */
interface KernelEngine {
  backendName: string;
  state: { scopeStack: readonly { name: string }[] };
}

/**
 * Looks at what every kernel is given, on every engine, before it runs: kernels of tfjs-backend-wasm and the plain ones write
 * past the end of their memory, or give numbers, for shapes that do not fit. With the check, a sentence.
 */
export function checkKernels(tf: TfNamespace): void {
  const checks = new Map(Object.entries(kernelChecks) as [string, Check][]);
  const values = new Map(Object.entries(valueChecks) as [string, Check][]);
  const names = operationNames(tf);
  wrapMethod<KernelEngine, [kernel: string, inputs: object, attributes?: object], unknown>(
    Object.getPrototypeOf(tf.engine()) as object,
    'runKernel',
    'arguments that make sense',
    (original) =>
      function (kernel, inputs, attributes) {
        const given = attributes ?? NONE;
        const refuse = (reason: string): never => {
          const operation = operationName(this, names) ?? kernel;
          throw new RefusedArguments(
            describeCall(operation, [...Object.values(inputs), ...shown(attributes)]),
            reason,
          );
        };
        const looksItself = this.backendName === 'tensorflow';
        const reason =
          checks.get(kernel)?.(inputs, given) ??
          (looksItself ? undefined : values.get(kernel)?.(inputs, given));
        if (reason !== undefined) refuse(reason);
        if (!looksItself || !values.has(kernel)) return original.call(this, kernel, inputs, attributes);
        try {
          return original.call(this, kernel, inputs, attributes);
        } catch (error) {
          // It says so in its own words.
          const sameReason = values.get(kernel)?.(inputs, given);
          if (sameReason !== undefined) refuse(sameReason);
          throw error;
        }
      },
  );
}

const NONE = {};

/** The operation that was called, in whose scope the kernel runs: `tf.dot`, of which `tf.matMul` is a part. */
function operationName({ state }: KernelEngine, names: ReadonlyMap<string, string>): string | undefined {
  for (const { name } of state.scopeStack) {
    const operation = names.get(name);
    if (operation) return operation;
  }
  return undefined;
}

const shown = (attributes: object = NONE): object[] =>
  Object.values(attributes).some((value) => value !== undefined) ? [attributes] : [];
