let compiling = process.env.EPOCHBOOK_COMPILE !== '0';
let askedFor = process.env.EPOCHBOOK_COMPILE === '1';
let epochsInOneGo = true;

/**
 * Whether training steps, evaluations and predictions are compiled from now on. A training at work goes on as it began.
 *
 * @param options.epochs Whether `fit` goes through its epochs in a loop of ours.
 * @param options.asked Whether somebody wants it, and so hears at once of what does not compile.
 */
export function setCompiling(on: boolean, { epochs = true, asked = on } = {}): void {
  compiling = on;
  askedFor = asked;
  epochsInOneGo = epochs;
}

export const isCompiling = (): boolean => compiling;

/** Not only by default. */
export const isAskedFor = (): boolean => compiling && askedFor;

export const areEpochsInOneGo = (): boolean => compiling && epochsInOneGo;
