import { shortened } from './shortened.js';
import type { Frame, StackFrames } from './stack-frames.js';

type Prepare = (error: unknown, calls: NodeJS.CallSite[]) => string;

/**
 * Makes every `stack` in this thread speak of the student's own lines: so does then whatever shows one, as `console.error`,
 * `console.trace`, a value of a cell, causes and reasons, a library's own report.
 *
 * @param throughAwaits adds to the frames of an error those of each `await` that it came through.
 */
export function tellOwnLines(
  frames: StackFrames,
  throughAwaits: (error: unknown, own: Frame[]) => Frame[],
): void {
  const prepare: Prepare = (error, calls) => {
    const own = frames.of(calls.map((call) => `    at ${call}`).join('\n'));
    return [headOf(error), ...shortened(throughAwaits(error, own))].join('\n');
  };
  Error.prepareStackTrace = prepare as typeof Error.prepareStackTrace;
}

/** As V8 writes it, also where it cannot be read. */
function headOf(error: unknown): string {
  try {
    return Error.prototype.toString.call(error as Error);
  } catch {
    return 'Error';
  }
}
