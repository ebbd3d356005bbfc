import type { JsonObject } from '../protocol/mime.js';

/** What of a cell tells its part in an exercise, as nbformat has it. */
export interface CellText {
  cell_type: string;
  id?: string;
  metadata: JsonObject;
  source: string;
}
