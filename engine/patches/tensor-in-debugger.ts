import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { tensorHead } from '../text/tensor-text.js';
import type { TfNamespace } from '../tf-namespace.js';
import { firstValues } from './first-values.js';

/** What JavaScript debuggers look for: a line that stands for an object, and what they show of it when it is opened. */
const DESCRIPTION = Symbol.for('debug.description');
const PROPERTIES = Symbol.for('debug.properties');
/** Values in the line. */
const IN_LINE = 8;
/** Values that can be opened. */
const TO_OPEN = 1000;

/**
 * In a debugger a tensor shows its insides, of which none is a value. With the patch it shows type, shape and first values, and
 * opened its values row by row. Reading them makes no tensor and leaves no trace in what is recorded or compiled.
 */
export function patchTensorInDebugger(tf: TfNamespace): void {
  describe(tf.Tensor.prototype, (tensor: Tensor) => tensorLine(tf, tensor));
  describe(tf.Variable.prototype, (variable: Variable) =>
    tensorLine(tf, variable, `Variable "${variable.name}"`),
  );
  Object.defineProperty(tf.Tensor.prototype, PROPERTIES, {
    value(this: Tensor) {
      return opened(tf, this);
    },
    configurable: true,
    writable: true,
  });
}

function describe<This>(prototype: object, line: (self: This) => string): void {
  Object.defineProperty(prototype, DESCRIPTION, {
    value(this: This) {
      return line(this);
    },
    configurable: true,
    writable: true,
  });
}

function tensorLine(tf: TfNamespace, tensor: Tensor, name?: string): string {
  const head = tensorHead(tensor, name);
  const values = firstValues(tf, tensor, IN_LINE);
  if (typeof values === 'string') return `${head} (${values})`;
  return `${head} ${values.words.join(', ')}${values.all ? '' : ', …'}`;
}

function opened(tf: TfNamespace, tensor: Tensor): object {
  const { dtype, shape, size } = tensor;
  const values = firstValues(tf, tensor, TO_OPEN);
  const facts = { dtype, shape: [...shape], size };
  if (typeof values === 'string') return { ...facts, values };
  if (!values.all) return { ...facts, [`first ${TO_OPEN} values`]: values.plain };
  return { ...facts, values: nested(values.plain, shape) };
}

/** Row by row. */
function nested(values: readonly unknown[], shape: readonly number[]): unknown {
  if (shape.length === 0) return values[0];
  const [length = 0, ...rest] = shape;
  if (rest.length === 0) return values;
  const size = rest.reduce((product, each) => product * each, 1);
  return Array.from({ length }, (_, row) => nested(values.slice(row * size, (row + 1) * size), rest));
}
