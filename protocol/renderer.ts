import type { RunDelta, RunPayload, SavedLayers } from './training.js';

/** From a live view to the extension. */
export type FromRenderer =
  /** A view of this run was drawn and wants its state, then increments. */
  | { type: 'attach'; run: string }
  | { type: 'detach'; run: string }
  /** End training after the current batch, keep weights and history. */
  | { type: 'stop'; run: string }
  /** What the layers of a run do, as of now; at most once a second, while a picture of it is open and in sight. */
  | { type: 'layers'; run: string }
  | LoadCheckpoint;

/** Put a cell that loads this file of the run below the cell that shows it; do not run it. */
export interface LoadCheckpoint {
  type: 'load';
  run: string;
  /** As the callback wrote it. */
  path: string;
  /** The file holds weights without their model. */
  weightsOnly: boolean;
}

/** From the extension to live views. */
export type ToRenderer =
  /** Whole state; deltas with a larger `seq` follow. `payload` is null where no kernel knows the run. */
  | { type: 'state'; run: string; seq: number; payload: RunPayload | null }
  | { type: 'delta'; delta: RunDelta }
  /** Answers `layers`. Null where no kernel knows the run. */
  | { type: 'layers'; run: string; layers: SavedLayers | null };

/** The renderer ids in package.json that messages travel under. */
export const TRAINING_RENDERER_ID = 'epochbook-training';
export const TIMELINE_RENDERER_ID = 'epochbook-timeline';
