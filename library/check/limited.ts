import vm from 'node:vm';
import { isPromise } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { libraryContext } from '../context.js';

/** Code of the student did not end in time. */
export class TooSlow extends Error {
  override name = 'TooSlow';

  constructor(readonly ms: number) {
    super(
      say(
        `It did not end within ${ms / 1000} s. Perhaps a loop never ends.`,
        `${ms / 1000}초 안에 끝나지 않았습니다. 끝나지 않는 반복문이 있는지 보세요.`,
      ),
    );
  }
}

const WORK = Symbol.for('epochbook.check.work');
const holder = globalThis as { [WORK]?: () => unknown };
// Under a limit of time V8 leaves any loop and keeps all variables.
const script = new vm.Script(`globalThis[Symbol.for('epochbook.check.work')]()`, {
  filename: 'epochbook-check.js',
});

/**
 * What the work gives back, or what its promise settles with.
 *
 * @throws TooSlow after so many milliseconds, in a loop or while waiting; else what the work throws.
 */
export async function within<Value>(ms: number, work: () => Value | PromiseLike<Value>): Promise<Value> {
  const given = atOnce(ms, work);
  if (!isPromise(given)) return given;
  const endWatch = libraryContext().watchLoops?.(ms);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(ms)), ms);
  });
  try {
    return await Promise.race([given, late]);
  } finally {
    clearTimeout(timer);
    endWatch?.();
  }
}

function atOnce<Value>(ms: number, work: () => Value): Value {
  const before = holder[WORK];
  holder[WORK] = work;
  try {
    return script.runInThisContext({ timeout: ms }) as Value;
  } catch (error) {
    throw (error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
      ? new TooSlow(ms)
      : error;
  } finally {
    if (before) holder[WORK] = before;
    else delete holder[WORK];
  }
}
