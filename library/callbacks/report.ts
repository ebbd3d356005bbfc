import { say } from '../../words/index.js';
import { executingSink } from '../fitting/index.js';

let warned = false;

/**
 * Puts something that happened on the timeline of the run, in the lane of the callback that executes: for plain objects
 * and callbacks of tfjs. A class that extends `Callback` has it as a method.
 *
 * ```ts
 * callbacks: { onEpochEnd: async (epoch, logs) => { if (logs!.loss < 0.1) report('low', 'the loss is below 0.1', logs!.loss); } }
 * ```
 *
 * @param kind your own word for it.
 * @param text a sentence for the reader.
 * @param value the number it is about, if any.
 */
export function report(kind: string, text: string, value?: number): void {
  const sink = executingSink();
  if (sink) {
    sink({ kind: 'noted', label: String(kind), text: String(text), value, facts: {} });
    return;
  }
  if (warned) return;
  warned = true;
  console.warn(
    say(
      `report("${kind}", …) was called outside of the hooks of a callback: there is no run to put it on.`,
      `report("${kind}", …)를 콜백의 훅 밖에서 호출했습니다. 기록할 실행이 없습니다.`,
    ),
  );
}
