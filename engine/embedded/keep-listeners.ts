import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Emscripten's start-up code makes every stray exception and rejection of the whole process fatal, by listeners that only
 * throw it again. What is to become of them is for the program to say: until the returned function is called, no such
 * listener is taken.
 */
export function refuseRethrowingListeners(): () => void {
  const own = Object.getOwnPropertyDescriptor(process, 'on');
  const { on } = process;
  process.on = function (this: NodeJS.Process, event: string, listener: (...args: never[]) => void) {
    if (isFatal(event) && onlyRethrows(listener)) return this;
    return on.call(this, event as 'exit', listener as never);
  } as typeof process.on;
  return () => {
    if (own) Object.defineProperty(process, 'on', own);
    else Reflect.deleteProperty(process, 'on');
  };
}

/** At its end the backend takes off all listeners of these events that it finds, not its own alone: they are put back. */
export function keepListenersAtDispose(backend: BackendWasm): void {
  const { tfjs } = backend.wasm as unknown as { tfjs: { dispose(): void } };
  const { dispose } = tfjs;
  tfjs.dispose = () => {
    const before = EVENTS.map((event) => listenersOf(event));
    dispose();
    EVENTS.forEach((event, i) => {
      const left = new Set(listenersOf(event));
      for (const listener of before[i] ?? []) if (!left.has(listener)) process.on(event, listener as never);
    });
  };
}

const isFatal = (event: string): boolean => (EVENTS as readonly string[]).includes(event);
const listenersOf = (event: (typeof EVENTS)[number]): unknown[] =>
  process.listeners(event as 'uncaughtException');

function onlyRethrows(listener: (...args: never[]) => unknown): boolean {
  const text = listener.toString();
  return text.length < 200 && /throw\s/.test(text);
}
