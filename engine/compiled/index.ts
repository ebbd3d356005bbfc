export { type Compilation, watchCompilations, watchSteps } from './compilations.js';
export { compileEvaluation } from './compile-evaluation.js';
export { compileSteps } from './compile-steps.js';
export { driveEpochs } from './epochs/drive-epochs.js';
export { Sessions } from './runtime/sessions.js';
export { isCompiling, setCompiling } from './switch.js';
