import type * as TypeScript from 'typescript6';

let loaded: typeof TypeScript | undefined;

/** TypeScript's own compiler. Megabytes of code, so it waits for the first text that needs it. */
export function loadTypeScript(): typeof TypeScript {
  loaded ??= require('typescript6') as typeof TypeScript;
  return loaded;
}
