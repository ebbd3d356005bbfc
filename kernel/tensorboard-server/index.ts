export { findTensorBoard, TensorBoardMissing } from './find-tensorboard.js';
export { findLogFolders, type LogFolder } from './log-folders.js';
export { type RunningTensorBoard, startTensorBoard, TensorBoardFailed } from './start-tensorboard.js';
