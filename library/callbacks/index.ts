export type { FitParams, Logs } from '../fitting/index.js';
export type { Mode } from '../improvement.js';
export { BackupAndRestore, type BackupAndRestoreOptions } from './backup-and-restore.js';
export { Callback } from './callback.js';
export { CSVLogger, type CSVLoggerOptions } from './csv-logger.js';
export { EarlyStopping, type EarlyStoppingOptions } from './early-stopping.js';
export { History } from './history.js';
export { LambdaCallback, type LambdaHooks } from './lambda-callback.js';
export { type LearningRateSchedule, LearningRateScheduler } from './learning-rate-scheduler.js';
export { ModelCheckpoint, type ModelCheckpointOptions } from './model-checkpoint.js';
export { ProgbarLogger } from './progbar-logger.js';
export { ReduceLROnPlateau, type ReduceLROnPlateauOptions } from './reduce-lr-on-plateau.js';
export { report } from './report.js';
export { ResumeFrom, type ResumeFromOptions } from './resume-from.js';
export {
  StoppingCriteria,
  type StoppingCriteriaOptions,
  type StoppingCriterion,
} from './stopping-criteria.js';
export { TensorBoard } from './tensor-board.js';
export type { EmbeddingLabels, TensorBoardOptions } from './tensor-board-options.js';
export { TerminateOnNaN } from './terminate-on-nan.js';
