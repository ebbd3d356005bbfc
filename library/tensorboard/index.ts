export type { ExperimentPlan, Hyperparameters, HyperparameterValue } from './hparams.js';
export type { ModelPart } from './model-parts.js';
export type { Embedding } from './projector.js';
export { TrainingLog, type TrainingLogOptions } from './training-log.js';
