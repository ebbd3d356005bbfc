export type { CellFault, CellParts } from './cell-parts.js';
export { namesOf } from './declared-names.js';
export { parseText } from './parse-text.js';
export type { PositionMap } from './position-map.js';
export { readCell } from './read-cell.js';
export { type PlacedCell, type VirtualDocument, virtualDocument } from './virtual-document.js';
