import { say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { type ShowableTensor, shownValues } from './shown-values.js';
import { valuesText } from './values-text.js';

/** Values that a tensor on its own shows in full, as NumPy and TensorFlow do. */
export const MOST_ALONE = 1000;
/** The same for one among others, in an array or an object. */
const MOST_AMONG_OTHERS = 60;

/** What a tensor is: `Tensor float32 [2, 3]`. */
export const tensorHead = (
  { dtype, shape }: Pick<ShowableTensor, 'dtype' | 'shape'>,
  name = 'Tensor',
): string => `${name} ${dtype} [${shape.join(', ')}]`;

export interface Inspected extends ShowableTensor {
  isDisposed?: boolean;
}

/**
 * A tensor as text for a person: what it is and its values, in one line where they fit, else below.
 *
 * @param room `alone`, `among` others, or so deep in them that only what it is has a place.
 */
export function inspectTensor(
  tf: TfNamespace,
  tensor: Inspected,
  room: 'alone' | 'among' | 'none',
  name?: string,
): string {
  const head = tensorHead(tensor, name);
  if (tensor.isDisposed)
    return `${head} ${say('(disposed: its values are gone)', '(dispose되어 값이 없음)')}`;
  if (room === 'none') return head;
  try {
    const most = room === 'alone' ? MOST_ALONE : MOST_AMONG_OTHERS;
    const text = valuesText(shownValues(tf, tensor, most), tensor.dtype);
    const below = room === 'alone' || text.includes('\n') || head.length + text.length > 76;
    return `${head}${below ? '\n' : ' '}${text}`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${head} ${say(`(its values cannot be read: ${reason})`, `(값을 읽을 수 없음: ${reason})`)}`;
  }
}

/** What `toString` of a tensor gives: the layout of TensorFlow.js, with numbers that are never wrong. */
export function tensorToString(tf: TfNamespace, tensor: ShowableTensor, verbose = false): string {
  const { shape, dtype } = tensor;
  const shown = shownValues(tf, tensor, MOST_ALONE);
  const values = valuesText(shown, dtype)
    .split('\n')
    .map((line) => (line ? `    ${line}` : line));
  const untold = shown.cut.includes(true) || tensor.size === 0;
  const head = verbose
    ? ['Tensor', `  dtype: ${dtype}`, `  rank: ${shape.length}`, `  shape: [${shape}]`, '  values:']
    : [untold ? tensorHead(tensor) : 'Tensor'];
  return [...head, ...values].join('\n');
}
