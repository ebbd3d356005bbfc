export { Calls } from './calls.js';
export type { CellScope } from './gather.js';
export { REPLY_MIME, replyText } from './reply.js';
export { restoreValues } from './restore.js';
export { Sweeps } from './sweeps.js';
export { runTrialTask, type TrialTask } from './trial-task.js';
export { writeAnswer } from './write-answer.js';
