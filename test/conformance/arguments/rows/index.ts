import type { Row } from '../signature.js';
import { arrangementRows } from './arrangement.js';
import { elementwiseRows } from './elementwise.js';
import { reductionRows } from './reductions.js';
import { windowRows } from './windows.js';

export const argumentRows: readonly Row[] = [
  ...elementwiseRows,
  ...reductionRows,
  ...arrangementRows,
  ...windowRows,
];
