import { showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';

/** What a trial has come to, by name; the last epoch's of a history. */
export type TrialValues = Record<string, number>;

/** The name of a number that has been given none. */
export const UNNAMED = 'value';

/**
 * The numbers in what `train` gave back: a number, numbers by name, or a history of `fit`, of which the last epoch counts.
 *
 * @throws TypeError for anything else.
 */
export function valuesOf(given: unknown): TrialValues {
  if (typeof given === 'number') return { [UNNAMED]: given };
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    const { history } = given as { history?: unknown };
    const logs =
      typeof history === 'object' && history !== null
        ? Object.entries(history).map(([name, values]) => [name, (values as unknown[])?.at?.(-1)])
        : Object.entries(given);
    if (logs.length > 0 && logs.every(([, value]) => typeof value === 'number'))
      return Object.fromEntries(logs) as TrialValues;
  }
  throw new TypeError(
    say(
      `sweep: train gave back ${showGiven(given)}, but a number is needed, numbers by name ({ accuracy, loss }), or the history of fit.`,
      `sweep: train이 ${showGiven(given)}을(를) 돌려주었습니다. 수 하나, 이름 붙인 수들({ accuracy, loss }), 또는 fit의 history가 필요합니다.`,
    ),
  );
}

/** The value by which trials are compared: the validation's loss of a history, else the first. */
export const usualMonitor = (values: TrialValues): string =>
  ['val_loss', 'loss'].find((name) => name in values) ?? Object.keys(values)[0] ?? UNNAMED;
