export { damageWords } from './damage-words.js';
export { type DecodedValue, EventDecoder, type HistogramBucket } from './decode-event.js';
export { eventFiles, runOf } from './event-files.js';
export type { ExperimentPlan, Hyperparameters, HyperparameterValue } from './hparams.js';
export type { ModelPart } from './model-parts.js';
export type { Embedding } from './projector.js';
export { type LoggedValue, type ReadEventsOptions, readEvents } from './read-events.js';
export { type Damage, RecordReader } from './record-reader.js';
export { TrainingLog, type TrainingLogOptions } from './training-log.js';
