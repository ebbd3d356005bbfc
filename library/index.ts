export * as callbacks from './callbacks/index.js';
export * from './callbacks/index.js';
export type { ClassLabel, Labels } from './class-labels.js';
export { compare } from './compare.js';
export { type DisplayHandle, type LibraryContext, setLibraryContext, type TfLike } from './context.js';
export { type CsvOptions, parseCsv, readCsv } from './csv/index.js';
export { datasets } from './datasets.js';
export { type ConfusionCounts, type ConfusionOptions, metrics } from './metrics.js';
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
export { type RecordOptions, record } from './record.js';
export type { RecordedLayers } from './recorded-layers.js';
export { type MomentStatistics, type RangeStatistics, type Scaled, type Scaler, scale } from './scale.js';
export { seed } from './seed.js';
export { show, type VegaLiteSpec } from './show.js';
export { type SplitOptions, Table } from './table.js';
export type { Matrix, TensorLike } from './tensor-like.js';
export type { Row, Value } from './value.js';
