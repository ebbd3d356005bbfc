import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActSink } from './contract.js';

const EXECUTING = Symbol.for('epochbook.executing-callback');

interface Shared {
  [EXECUTING]?: AsyncLocalStorage<ActSink>;
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
