import type { Logs } from './contract.js';

const SHORT = /(^|_)acc(_\d+)?$/;
const LONG = /(^|_)accuracy(_\d+)?$/;

/** The other name of an accuracy: `val_acc` for `val_accuracy`, and the other way; undefined for other logs. */
export function otherName(name: string): string | undefined {
  if (SHORT.test(name)) return name.replace(SHORT, '$1accuracy$2');
  if (LONG.test(name)) return name.replace(LONG, '$1acc$2');
  return undefined;
}

/**
 * Lets accuracies be read under both names. tfjs writes `acc` whatever `compile` was told, Keras what it was told. The
 * second name cannot be enumerated, so that nobody counts a value twice.
 *
 * @param logs of an epoch, or the history of all.
 */
export function addOtherNames(logs: Logs | Record<string, unknown>): void {
  for (const name of Object.keys(logs)) {
    const other = otherName(name);
    if (other === undefined || other in logs) continue;
    Object.defineProperty(logs, other, {
      configurable: true,
      get: () => logs[name],
      // Of a callback that logs a value of its own under this name.
      set: (value) =>
        Object.defineProperty(logs, other, { value, configurable: true, enumerable: true, writable: true }),
    });
  }
}
