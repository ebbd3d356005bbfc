export {
  Advice,
  advise,
  type Finding,
  type Leak,
  modelSelection,
  type OptimizerChoice,
  TableAdvice,
  type TaskChoice,
  type TaskName,
} from './advise/index.js';
export type { AskedQuestion } from './ask-terminal.js';
export { type Batches, batches, type EpochBatches } from './batches.js';
export type { BatchesOptions } from './batches-chart.js';
export * as callbacks from './callbacks/index.js';
export * from './callbacks/index.js';
export {
  type CurveChartOptions,
  DecisionBoundary,
  type DecisionBoundaryOptions,
  type ResidualOptions,
  type ScoreOptions,
  type ScoresByName,
  type WordChange,
  type WordChartOptions,
} from './charts/index.js';
export {
  type CheckOptions,
  type CheckResult,
  check,
  type Expectation,
  expect,
  hint,
  type Kind,
  type LayerSettings,
  type Metric,
  type ModelSettings,
  type Moment,
  type Rule,
  type RuleResult,
  rule,
  type Text,
  type Training,
  type Trainings,
} from './check/index.js';
export type { CheckpointOptions, Checkpoints } from './checkpoints.js';
export type { ClassLabel, Labels } from './class-labels.js';
export { compare } from './compare.js';
export {
  type CallOutcome,
  type DisplayHandle,
  type LibraryContext,
  type LimitedCalls,
  setLibraryContext,
  type TfLike,
} from './context.js';
export { type CsvOptions, parseCsv, readCsv } from './csv/index.js';
export { datasets } from './datasets.js';
export type { ImageOptions } from './image-grid.js';
export type { ImdbOptions, ImdbReviews } from './imdb/index.js';
export {
  type ChoiceOptions,
  type FileOptions,
  type Input,
  input,
  type NumberOptions,
  type SliderOptions,
  type TextOptions,
} from './input/index.js';
export type {
  ImportedLogs,
  ImportOptions,
  LoggedHistogram,
  LoggedImage,
  LoggedText,
  LogImportOptions,
  LogImportProgress,
  LogImportResult,
  RunningLogImport,
} from './log-import/index.js';
export {
  type ClassScoreOptions,
  type ConfusionCounts,
  type ConfusionOptions,
  type CurveOptions,
  type MultiLabelOptions,
  metrics,
  type Numbers,
  type PrecisionRecallPoint,
  type RocPoint,
} from './metrics/index.js';
export {
  loadModel,
  loadWeights,
  type SavedFile,
  type SaveOptions,
  saveModel,
  saveWeights,
} from './models.js';
export { PICTURE, type Pictured } from './pictured.js';
export { type Plan, type PlanOptions, plan } from './plan.js';
export type { PlanChartOptions } from './plan-chart.js';
export {
  type EmbeddingLayer,
  EmbeddingRecorder,
  type EmbeddingRecorderOptions,
  type EpochVectors,
  type PointLabels,
  type ProjectorOptions,
  type ProjectorSource,
} from './projector/index.js';
export { type RecordOptions, record } from './record.js';
export type { RecordedLayers } from './recorded-layers.js';
export {
  type RidgeCost,
  type RidgeModel,
  type RidgeOptions,
  type RidgePathOptions,
  type RidgeStep,
  ridge,
  ridgePath,
} from './ridge.js';
export { runs } from './runs.js';
export {
  type MeanRangeStatistics,
  type Missing,
  type MomentStatistics,
  type RangeStatistics,
  type Scaled,
  type ScaleOptions,
  type Scaler,
  type ScalingName,
  type ScalingOptions,
  scale,
} from './scaling/index.js';
export { seed } from './seed.js';
export { show, type VegaLiteSpec } from './show.js';
export type { StoredRun } from './stored-run.js';
export {
  type ParameterValue,
  type Range,
  type RunningSweep,
  type Space,
  type SweepHost,
  type SweepOptions,
  SweepResult,
  sweep,
  type Train,
  type Trial,
  type TrialContext,
  type TrialLimits,
  type TrialOutcome,
  type TrialPlace,
  type TrialProcess,
  type TrialStatus,
  type TrialValues,
} from './sweep/index.js';
export { type SplitOptions, Table } from './table.js';
export type { Matrix, TensorLike } from './tensor-like.js';
export {
  type HistogramBucket,
  type LoggedValue,
  type ReadEventsOptions,
  readEvents,
} from './tensorboard/index.js';
export {
  type Splitting,
  type Standardization,
  type TextVectorization,
  type TextVectorizationOptions,
  textVectorization,
} from './text/index.js';
export type { Row, Value } from './value.js';
