import { shortened } from './shortened.js';
import { type Frame, isInCell, type StackFrames } from './stack-frames.js';

type Prepare = (error: unknown, calls: NodeJS.CallSite[]) => string;

/**
 * Makes every `stack` in this thread speak of the student's own lines: so does then whatever shows one, as `console.error`,
 * `console.trace`, a value of a cell, causes and reasons, a library's own report.
 *
 * @param awaited frames of the `await` that an error came through.
 */
export function tellOwnLines(frames: StackFrames, awaited: (error: unknown) => Frame[]): void {
  const prepare: Prepare = (error, calls) => {
    const own = frames.of(calls.map((call) => `    at ${call}`).join('\n'));
    const all = own.some(isInCell) ? own : [...own, ...awaited(error)];
    return [headOf(error), ...shortened(all)].join('\n');
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
