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

/** From the picture of a check: the student has asked for the hint at this place. */
export interface HintAsked {
  type: 'hint';
  check: string;
  place: number;
}

/**
 * The cursor of a run was pinned, or released: from one page that shows pictures of the run to the others, the notebook and the
 * tabs beside it.
 */
export interface PinMessage {
  type: 'pin';
  run: string;
  /** Epoch and step count from 1; null where it was released. */
  position: { epoch: number; step?: number } | null;
}

/** A message comes from a page that data from a file has made: it is checked. */
export function isPinMessage(message: unknown): message is PinMessage {
  const { type, run, position } = (message ?? {}) as Partial<PinMessage>;
  if (type !== 'pin' || typeof run !== 'string' || position === undefined) return false;
  return (
    position === null ||
    (Number.isFinite(position.epoch) && (position.step === undefined || Number.isFinite(position.step)))
  );
}

/** A picture asks the editor for what a page cannot do itself; `ask` comes back with the answer. */
export type FileRequest =
  /** Ask the person for a place and write the file there. */
  | { type: 'save'; ask: string; name: string; base64: string }
  /** Put a text on the clipboard. */
  | { type: 'copy'; ask: string; text: string }
  /** Show this picture in a tab beside the notebook. `json` is the payload as the output holds it, by which it is found. */
  | { type: 'keep'; ask: string; json: string };

/** What became of a `FileRequest`. */
export interface FileAnswer {
  type: 'file';
  ask: string;
  /** `asked`: the dialog is open, another answer follows. `silent`: nobody answered. */
  outcome: 'asked' | 'saved' | 'copied' | 'kept' | 'cancelled' | 'failed' | 'silent';
  /** Of what was saved, for people. */
  path?: string;
  /** Of a failure. */
  reason?: string;
}

/** From the extension to live views. */
export type ToRenderer =
  /** Whole state; deltas with a larger `seq` follow. `payload` is null where no kernel knows the run. */
  | { type: 'state'; run: string; seq: number; payload: RunPayload | null }
  | { type: 'delta'; delta: RunDelta }
  /** Several of one run that waited until the page had taken those before, in their order. */
  | { type: 'deltas'; deltas: RunDelta[] }
  /** Answers `layers`. Null where no kernel knows the run. */
  | { type: 'layers'; run: string; layers: SavedLayers | null };

/** The renderer ids in package.json that messages travel under. */
export const TRAINING_RENDERER_ID = 'epochbook-training';
export const CHECK_RENDERER_ID = 'epochbook-check';
export const TIMELINE_RENDERER_ID = 'epochbook-timeline';
/** Every renderer may ask for a file. */
export const RENDERER_IDS = [
  TRAINING_RENDERER_ID,
  TIMELINE_RENDERER_ID,
  'epochbook-table',
  'epochbook-confusion-matrix',
  'epochbook-vega-lite',
  'epochbook-dropout',
  'epochbook-batch-norm',
  'epochbook-distributions',
  'epochbook-compare',
  'epochbook-model',
  'epochbook-projector',
  'epochbook-gradients',
  'epochbook-activations',
  CHECK_RENDERER_ID,
];
