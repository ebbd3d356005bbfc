export { batchNormSampling, histogramsOf } from './batch-norm-recorder.js';
export { BINS } from './histogram.js';
export type * from './layer-events.js';
export { LayerRecorder } from './layer-recorder.js';
export { buffersOf, withOwnArrays } from './one-buffer.js';
export { Sampling } from './sampling.js';
export { SPREAD, spreadOf } from './spread-rows.js';
export { padded } from './step-rows.js';
