export type { HistogramBucket } from './decode-event.js';
export type { ExperimentPlan, Hyperparameters, HyperparameterValue } from './hparams.js';
export type { ModelPart } from './model-parts.js';
export type { Embedding } from './projector.js';
export { type LoggedValue, readEvents } from './read-events.js';
export { TrainingLog, type TrainingLogOptions } from './training-log.js';
