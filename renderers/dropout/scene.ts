import type { Locale } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import type { NetLayout } from './layout.js';
import type { NetEdges } from './net-edges.js';
import type { DropoutRecord } from './record.js';

/** A net as it is drawn: where its units stand, and which of its weights are lines. */
export interface NetScene {
  record: DropoutRecord;
  layout: NetLayout;
  edges: NetEdges;
  palette: Palette;
  locale: Locale;
}
