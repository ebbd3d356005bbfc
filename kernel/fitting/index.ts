export * from './contract.js';
export { executingSink } from './executing.js';
export { FitCallbacks, type FitListener, type FitTf } from './fit-callbacks.js';
export { otherName } from './log-names.js';
export { type FitArguments, type FitCall, type FittingTf, isFitWrapped, wrapFit } from './wrap-fit.js';
