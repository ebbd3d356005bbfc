import type { NetworkLayer } from '../../../protocol/index.js';

/** Which of its layers' doings a run records. */
export interface RecordedLayers {
  /** The masks of Dropout, SpatialDropout1D and AlphaDropout. */
  dropout: boolean;
  /** The statistics of BatchNormalization. */
  batchNorm: boolean;
  /** Histograms of weights, activations and gradients. */
  distributions: boolean;
}

/** What of a run's layers is recorded; known when it starts. */
export interface LayerPlan {
  /** What was to be recorded. */
  wanted: RecordedLayers;
  network: NetworkLayer[];
  dropout: { layer: number; over: number; rate: number; seeded: boolean }[];
  batchNorm: {
    name: string;
    after?: string;
    channels: number;
    /** Which channels the columns are, where not all are recorded. */
    shown?: number[];
    momentum: number;
    epsilon: number;
    gamma: boolean;
    beta: boolean;
  }[];
  distributions:
    | {
        layer: string;
        className: string;
        what: 'weight' | 'activation' | 'gradient';
        name: string;
        dead: boolean;
        saturated: boolean;
      }[]
    | null;
}

/** The masks of one dropout layer in one step. */
export interface DropoutRecord {
  kind: 'dropout';
  /** Among the plan's. */
  index: number;
  step: number;
  epoch: number;
  /** The interval of recorded steps from here on. */
  every: number;
  units: number;
  /** Masks of the batch, and how many of them, the first ones, are stored. */
  batch: number;
  samples: number;
  /** `samples` rows of bits, each row beginning a byte, the lowest bit first. */
  masks: Uint8Array;
  kept: number;
  /** Since the run began, of every step: how often each unit was kept, of `draws`. */
  counts: Uint32Array;
  draws: number;
  distinct: number;
  atLeast: boolean;
}

/** The statistics of one batch-normalization layer in one step. */
export interface BatchNormRecord {
  kind: 'batchNorm';
  index: number;
  step: number;
  epoch: number;
  every: number;
  /** Values per channel that the batch statistics are taken over. */
  values: number;
  /** How many rows `statistics` has. */
  parts: number;
  /** Batch mean, batch variance, moving mean and moving variance after the update, then γ and β where there are any. */
  statistics: Float32Array;
}

/** A histogram as it travels: low, high, counts. */
export type PackedHistogram = Float64Array;

export interface NormalizedRecord {
  kind: 'normalized';
  index: number;
  epoch: number;
  before: PackedHistogram;
  after: PackedHistogram;
}

/** How the values of everything in the plan's `distributions` were spread; a row of `SPREAD` numbers each. */
export interface SpreadRecord {
  kind: 'spread';
  epoch: number;
  every: number;
  rows: Float64Array;
  /** NaN where there is none, as before the first step. */
  penalty: number;
  dataLoss: number;
  weightNorm: number;
}

/** Weights between layers, of the end of an epoch. */
export interface WeightsRecord {
  kind: 'weights';
  epoch: number;
  matrices: { from: number; to: number; rows: number; columns: number; values: Float32Array }[];
}

export type LayerRecord = DropoutRecord | BatchNormRecord | NormalizedRecord | SpreadRecord | WeightsRecord;

/** Of a run: the plan at first, then what was recorded since the last time. */
export interface RunLayers {
  type: 'layers';
  id: string;
  plan?: LayerPlan;
  records: LayerRecord[];
  /** Why nothing more will come, where reading the layers has failed. */
  problem?: string;
}
