export { SPREAD } from './distribution-recorder.js';
export { BINS } from './histogram.js';
export type * from './layer-events.js';
export { LayerRecorder } from './layer-recorder.js';
export { withOwnArrays } from './one-buffer.js';
