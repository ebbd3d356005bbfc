export type { PointLabels } from './colourings.js';
export { EmbeddingRecorder, type EmbeddingRecorderOptions } from './embedding-recorder.js';
export type { EmbeddingLayer, EpochVectors, ProjectorSource } from './read-vectors.js';
export { type ProjectorOptions, showProjector } from './show-projector.js';
