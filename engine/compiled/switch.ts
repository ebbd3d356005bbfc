let compiling = process.env.EPOCHBOOK_COMPILE === '1';
let epochsInOneGo = true;

/**
 * Whether training steps, evaluations and predictions are compiled from now on. A training at work goes on as it began.
 *
 * @param options.epochs Whether `fit` goes through its epochs in a loop of ours.
 */
export function setCompiling(on: boolean, { epochs = true } = {}): void {
  compiling = on;
  epochsInOneGo = epochs;
}

export const isCompiling = (): boolean => compiling;

export const areEpochsInOneGo = (): boolean => compiling && epochsInOneGo;
