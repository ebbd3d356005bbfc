import type { DebugSource } from './cell-scripts.js';

interface Located {
  source?: DebugSource;
}

/** The parts of a message of the Debug Adapter Protocol in which sources are named. */
interface Message {
  arguments?: Located;
  body?: Located & {
    breakpoint?: Located;
    breakpoints?: Located[];
    stackFrames?: Located[];
    scopes?: Located[];
    sources?: DebugSource[];
  };
}

/** The sources that a message between the editor and a debugger names. */
export function sourcesOf(message: unknown): DebugSource[] {
  const { arguments: asked, body } = message as Message;
  const located: (Located | undefined)[] = [
    asked,
    body,
    body?.breakpoint,
    ...(body?.breakpoints ?? []),
    ...(body?.stackFrames ?? []),
    ...(body?.scopes ?? []),
  ];
  // The same object may stand in more than one place.
  return [...new Set([...located.flatMap((each) => each?.source ?? []), ...(body?.sources ?? [])])];
}
