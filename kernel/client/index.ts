export {
  type FoundRecord,
  type LeftBehind,
  readRecord,
  readRecords,
  removeRecord,
} from '../kernel-record.js';
export { cellsOfScript, type ScriptCell, scriptOfCells } from '../notebook/script-text.js';
export { storedRun } from '../stored-run.js';
export type { KernelExit } from './exit-account.js';
export { KernelClient } from './kernel-client.js';
export { KernelStartError, type LaunchOptions, LONELY_MS } from './launch.js';
export { RunHistory } from './run-history.js';
export { settleSaved } from './settle-saved.js';
export { goesOn } from './stored-ending.js';
