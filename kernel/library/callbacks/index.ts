export type { FitParams, Logs } from '../../fitting/index.js';
export { Callback } from './callback.js';
export { report } from './report.js';
export { TensorBoard } from './tensor-board.js';
export type { EmbeddingLabels, TensorBoardOptions } from './tensor-board-options.js';
