export { exportRun } from './export-run.js';
export { type ImportOptions, importLogs } from './import-logs.js';
export { ImportedLogs } from './imported-logs.js';
export type {
  LoggedHistogram,
  LoggedImage,
  LoggedText,
  LogImportOptions,
  LogImportProgress,
  LogImportResult,
  RunningLogImport,
} from './running-import.js';
