import type { CallbackEvent } from '../../protocol/index.js';

/** An event in its lane, with its place along the plot in pixels. */
export interface PlacedEvent {
  x: number;
  /** Its number in the record. */
  at: number;
  event: CallbackEvent;
}
