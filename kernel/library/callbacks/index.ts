export type { FitParams, Logs } from '../../fitting/index.js';
export { Callback } from './callback.js';
export { report } from './report.js';
