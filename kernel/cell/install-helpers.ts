import * as tslib from 'tslib';

/** Makes the functions that `lowerSyntax` calls known to cells and to the student's own files. */
export function installHelpers(): void {
  for (const [name, value] of Object.entries(tslib)) {
    if (name.startsWith('__'))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
