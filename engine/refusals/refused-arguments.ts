import { say } from '../../words/index.js';

/** An operation was called with arguments that make no sense. The message names the operation and what it was given. */
export class RefusedArguments extends RangeError {
  override name = 'RangeError';

  /**
   * @param call The operation with its arguments: `tf.matMul(tensor [2, 3], tensor [4, 5])`.
   * @param reason Why it cannot be computed, in the language of the person at the notebook.
   */
  constructor(
    call: string,
    readonly reason: string,
  ) {
    super(say(`${call} cannot be computed: ${reason}`, `${call}을(를) 계산할 수 없습니다: ${reason}`));
  }
}
