import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActSink } from './contract.js';

const EXECUTING = Symbol.for('epochbook.executing-callback');

interface Shared {
  [EXECUTING]?: AsyncLocalStorage<ActSink>;
}

let fits = 0;

/** Hooks of a `fit` will execute, until what this gives back is called. */
export function beginExecuting(): () => void {
  fits += 1;
  let over = false;
  return () => {
    if (over) return;
    over = true;
    fits -= 1;
    // Contexts that are followed slow every promise down, and a loop behind an await could no longer be broken off: Node would
    // find the context that it had entered, and end the process.
    if (fits === 0) executing().disable();
  };
}

/** The callback whose hook executes. One per process: the kernel and the library that cells import each hold this file. */
function executing(): AsyncLocalStorage<ActSink> {
  const shared = globalThis as Shared;
  shared[EXECUTING] ??= new AsyncLocalStorage();
  return shared[EXECUTING];
}

/** Calls a hook, so that what `report` is told while it executes, also after its awaits, goes to `sink`. */
export const executeAs = <T>(sink: ActSink, hook: () => T): T => executing().run(sink, hook);

/** Where `report` of the executing callback goes; undefined outside of hooks. */
export const executingSink = (): ActSink | undefined => executing().getStore();
