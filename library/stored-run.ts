import type { RunSummary } from '../protocol/index.js';

/** A training that is stored beside the notebook, as a row of a table. */
export interface StoredRun {
  /** What names it: `compare([id1, id2])`. */
  id: string;
  /** Its name of the run history, else "Run 3". */
  name: string;
  /** `unreadable`: nothing is known of it but that there is a folder. */
  status: RunSummary['status'];
  /** Local time, `2026-03-01 14:05:09`. */
  startedAt: string;
  seconds: number;
  /** Epochs that it has gone through. */
  epochs: number;
  /** By which it is judged: what its callbacks watch, else `val_loss`, else `loss`; null before its first epoch. */
  metric: string | null;
  best: number | null;
  bestEpoch: number | null;
  optimizer: string | null;
  /** At the start. */
  learningRate: number | null;
  batchSize: number | null;
  loss: string | null;
  parameters: number | null;
  note: string | null;
  /** The path of the notebook that made it. */
  notebook: string | null;
}
