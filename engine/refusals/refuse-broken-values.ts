import { say } from '../../words/index.js';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';

/** What a tensor was to be made or read of is broken, in a sentence that says it all. */
export class BrokenValue extends RangeError {
  override name = 'RangeError';
}

interface ValueEngine {
  state: { tensorInfo: { has(id: object): boolean } };
}

const SIZED = new Set(['float32', 'int32', 'bool']);

/**
 * Two things that no engine looks at, where all values pass through: rows of different lengths, which the embedded engine
 * answers with “Invalid typed array length” and the native one by values out of nowhere, and the values of a tensor that has
 * been disposed, “Cannot read properties of undefined (reading 'backend')”.
 */
export function refuseBrokenValues(tf: TfNamespace): void {
  const engine = Object.getPrototypeOf(tf.engine()) as object;
  wrapMethod<ValueEngine, [values: unknown, shape: number[], dtype?: string, ...rest: unknown[]], unknown>(
    engine,
    'makeTensor',
    'rows of one length',
    (original) =>
      function (values, shape, dtype = 'float32', ...rest) {
        if (SIZED.has(dtype) && ArrayBuffer.isView(values)) {
          const { length } = values as Float32Array;
          const size = shape.reduce((product, side) => product * side, 1);
          if (length !== size) throw unevenRows(shape, size, length);
        }
        return original.call(this, values, shape, dtype, ...rest);
      },
  );
  wrapMethod<ValueEngine, [backend: unknown, id: object], unknown>(
    engine,
    'moveData',
    'disposed tensors',
    (original) =>
      function (backend, id) {
        if (!this.state.tensorInfo.has(id)) throw disposed();
        return original.call(this, backend, id);
      },
  );
}

const unevenRows = (shape: readonly number[], size: number, length: number): BrokenValue =>
  new BrokenValue(
    say(
      `the lists are not all of one length: by the first ones the shape is [${shape.join(', ')}], which has ${size} values, but there are ${length}. All rows need the same length.`,
      `목록의 길이가 서로 다릅니다. 첫 목록대로라면 모양이 [${shape.join(', ')}]이고 값은 ${size}개인데 ${length}개를 주었습니다. 모든 행의 길이가 같아야 합니다.`,
    ),
  );

const disposed = (): BrokenValue =>
  new BrokenValue(
    say(
      'a tensor has been disposed: it was freed by dispose() or at the end of a tf.tidy. Make it anew, return it from the tidy, or keep it with tf.keep.',
      '텐서가 이미 해제되었습니다. dispose()나 tf.tidy의 끝에서 해제되었습니다. 다시 만들거나 tidy에서 return하거나 tf.keep으로 남겨 두세요.',
    ),
  );
