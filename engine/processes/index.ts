export { takeLock } from './process-lock.mjs';
