export { Answers } from './answers.js';
export { cancelBySignal } from './cancel-by-signal.js';
export { type CellReport, errorOutput, plainError, titleOf } from './cell-report.js';
export { systemLocale } from './locale.js';
export { type NotebookRun, NotebookRunner } from './notebook-runner.js';
export { pagePath } from './page-path.js';
export { UsageError } from './usage-error.js';
