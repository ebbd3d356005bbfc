export { takeLock } from './process-lock.mjs';
export { isAlive, newMark } from './process-mark.mjs';
