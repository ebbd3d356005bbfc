export { excerpt } from './excerpt.js';
export { shortened } from './shortened.js';
export {
  type CellFrame,
  type CellSource,
  cellUrl,
  type Frame,
  isInCell,
  StackFrames,
  type StackOptions,
} from './stack-frames.js';
export { tellOwnLines } from './tell-own-lines.js';
export { ThrownPlaces } from './thrown-places.js';
