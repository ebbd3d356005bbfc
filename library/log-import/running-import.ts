import type { ComparePayload, DistributionsPayload } from '../../protocol/index.js';
import type { HistogramBucket } from '../tensorboard/index.js';

/** How far an import is. */
export interface LogImportProgress {
  /** Event files read to their end, of those that there are. */
  files: { done: number; of: number };
  bytes: { done: number; of: number };
  /** Scalars that came. */
  values: number;
  /** All that is there has been read; more is waited for. */
  waiting: boolean;
}

/** Of which imported run something is, under which tag, at which step. */
interface Logged {
  run: string;
  tag: string;
  step: number;
}
export type LoggedText = Logged & { text: string };
/** The bytes of an image file: PNG as a rule. */
export type LoggedImage = Logged & { image: Uint8Array };
export type LoggedHistogram = Logged & { buckets: HistogramBucket[] };

export interface LogImportResult {
  progress: LogImportProgress;
  /** Ids of the stored runs, in the order of their names. */
  runs: string[];
  /** Side by side; null where no scalars were found. */
  comparison: ComparePayload | null;
  /** Of runs that are counted in epochs. */
  distributions: DistributionsPayload[];
  texts: LoggedText[];
  images: LoggedImage[];
  histograms: LoggedHistogram[];
  /** What could not be read, and what was not taken as it stands: sentences. */
  problems: string[];
  /** Values that are kept, where there were more. */
  thinned: { kept: number; of: number } | null;
  stopped: boolean;
}

export interface LogImportOptions {
  follow: boolean;
  hear(told: { progress: LogImportProgress; comparison?: ComparePayload }): void;
}

export interface RunningLogImport {
  done: Promise<LogImportResult>;
  stop(): void;
}
