export type { SummaryValue } from './event.js';
export {
  type ExperimentPlan,
  experiment,
  type Hyperparameters,
  type HyperparameterValue,
  sessionEnd,
  sessionStart,
} from './hparams.js';
export { modelGraph } from './model-graph.js';
export { type Embedding, writeProjector } from './projector.js';
export { RunWriter } from './run-writer.js';
export { histogramSummary, modelSummary, scalarSummary, textSummary } from './summaries.js';
export { weightImage } from './weight-images.js';
