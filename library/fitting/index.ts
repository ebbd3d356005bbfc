export {
  type BatchOrder,
  batchOrderOf,
  type KnownBatches,
  rememberBatches,
  type WatchedBatches,
  watchBatches,
} from './batch-order.js';
export { callbackList } from './callback-list.js';
export * from './contract.js';
export { executingSink } from './executing.js';
export { FitCallbacks, type FitListener, type FitTf } from './fit-callbacks.js';
export { type KernelEngine, KernelTap } from './kernel-tap.js';
export { addOtherNames, otherName } from './log-names.js';
export { layerNames } from './shown-names.js';
export { type WatchedLayer, type WatchedOptimizer, type WatchedTensor, watchSteps } from './watch-steps.js';
export { type FitArguments, type FitCall, type FittingTf, isFitWrapped, wrapFit } from './wrap-fit.js';
