import { say } from '../../words/index.js';

/**
 * The error of a fit as one that tells of a missing `await`, where the data was freed while the fit still trained. A fit
 * takes no freed tensors, so that one of them is freed now means that the lines after the call did not wait.
 *
 * @param given the arguments of `model.fit`
 */
export function explainFreed(error: unknown, given: readonly unknown[]): unknown {
  if (!given.slice(0, 2).some(isFreed)) return error;
  return new RangeError(
    say(
      'model.fit: its data was freed by dispose() or a tf.tidy while it was still training. Is await missing before it? Without await the lines that follow run at once: await model.fit(…).',
      'model.fit: 아직 학습하는 중인데 dispose()나 tf.tidy가 데이터를 해제했습니다. 앞에 await이 빠지지 않았나요? await이 없으면 뒤의 줄이 바로 실행됩니다: await model.fit(…).',
    ),
    { cause: error },
  );
}

/** Whether it is a tensor that has been freed, or a list or object of tensors with such a one. */
function isFreed(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if ('isDisposed' in data) return data.isDisposed === true;
  return Object.values(data).some((part) => (part as { isDisposed?: unknown } | null)?.isDisposed === true);
}
