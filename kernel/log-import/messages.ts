import type { LogImportProgress, LogImportResult } from '../../library/log-import/index.js';
import type { ComparePayload, Locale } from '../../protocol/index.js';

export interface ImportRequest {
  /** The folder of the logs, from the root. */
  logs: string;
  /** Where runs are stored: `…/.epochbook/runs`. */
  runs: string;
  notebook: string | null;
  /** Goes on reading what is written, until it is stopped. */
  follow: boolean;
  locale: Locale;
}

export type FromImport =
  | { type: 'progress'; progress: LogImportProgress; comparison?: ComparePayload }
  | { type: 'done'; result: LogImportResult }
  | { type: 'failed'; message: string };

export type ToImport = { type: 'stop' };
