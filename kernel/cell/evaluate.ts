import inspector from 'node:inspector';
import vm from 'node:vm';
import type { CompiledCell } from './compile.js';

export interface Evaluation {
  /** What the cell threw, or its promise rejected with; absent when it ran to its end. */
  thrown?: {
    value: unknown;
    /** It did not even compile. */
    early: boolean;
  };
}

/**
 * Runs cells in the global scope of this thread. Their names live there as a debugger's console keeps them: `let` that can be
 * declared again. The cells themselves run outside the debugger: a script of its own that never ends, because it was broken
 * off, would be reported to it in the middle of a garbage collection, which ends the process (V8 13).
 */
export class Evaluator {
  private readonly session = new inspector.Session();

  constructor() {
    this.session.connect();
  }

  /**
   * Calls `end` when the cell, with all that it awaits, has ended; perhaps never if it was broken off.
   *
   * @param script its name, and the address of its source map.
   */
  evaluate(
    { code, declared }: CompiledCell,
    { filename, map }: { filename: string; map: string },
    end: (evaluation: Evaluation) => void,
  ): void {
    let run: () => Promise<unknown>;
    try {
      run = vm.runInThisContext(`${code}\n//# sourceMappingURL=${map}`, { filename }) as typeof run;
    } catch (value) {
      end({ thrown: { value, early: true } });
      return;
    }
    this.declare(declared, () =>
      // From the event loop: breaking off a microtask takes all that wait with it.
      setImmediate(() => {
        run().then(
          () => end({}),
          (value: unknown) => end({ thrown: { value, early: false } }),
        );
      }),
    );
  }

  private declare(names: string[], then: () => void): void {
    if (names.length === 0) {
      then();
      return;
    }
    this.session.post('Runtime.evaluate', { expression: `let ${names.join(', ')};`, replMode: true }, () =>
      then(),
    );
  }
}
