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

/** Masks of a dropout layer, in bits: each row begins a byte, the lowest bit first. */
export interface MaskPart {
  /** Among the plan's. */
  index: number;
  rows: number;
  units: number;
}

/** Statistics of a batch-normalization layer, of which there are so many, each with a float32 for every channel. */
export interface StatisticsPart {
  index: number;
  channels: number;
  parts: number;
  /** Values per channel that the batch statistics are taken over. */
  values: number;
}

export interface MasksLayout {
  kind: 'masks';
  parts: MaskPart[];
}

export interface StatisticsLayout {
  kind: 'statistics';
  parts: StatisticsPart[];
}

/** What a row of a step holds. */
export type StepLayout = MasksLayout | StatisticsLayout;

/** A row of float32 values that are to be summarized: inputs and outputs of batch-normalization layers. */
export interface InputsLayout {
  kind: 'inputs';
  parts: { index: number; before: number; after: number }[];
}

/** The same for what a `RawSpread` holds. */
export interface ValuesLayout {
  kind: 'values';
  /** Of each, `PART` numbers. */
  parts: number[];
}

/** What layers did in many steps, packed. */
export interface PackedSteps {
  layouts: StepLayout[];
  /** For each stretch of rows: its layout, the step of a row with the number 0, the epoch, how many rows, where in `bytes`. */
  stretches: Int32Array;
  /** Each row is an int32, counted from the first step of its stretch, and then its parts, each padded to four bytes. */
  bytes: Uint8Array;
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

/** Inputs and outputs of a batch-normalization layer in a step, of which there are to be histograms. */
export interface RawNormalized {
  kind: 'inputs';
  index: number;
  epoch: number;
  before: Float32Array;
  after: Float32Array;
}

/** Values of everything in the plan's `distributions`, of which there is to be a `SpreadRecord`. */
export interface RawSpread extends Pick<SpreadRecord, 'epoch' | 'every' | 'penalty' | 'dataLoss'> {
  kind: 'values';
  /** Of each, `PART` numbers. */
  parts: Int32Array;
  /** One behind the other. */
  values: Float32Array;
  /** Rows of those that are summarized already, one behind the other. */
  summarized: Float64Array;
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

/** What training hands over beside its steps; some of it is still to be summarized. */
export type HandedRecord = RawNormalized | RawSpread | NormalizedRecord | WeightsRecord;

/** Of a run: the plan at first, then what was recorded since the last time. */
export interface RunLayers {
  type: 'layers';
  id: string;
  plan?: LayerPlan;
  records: HandedRecord[];
  /** What is still to be counted and sampled. */
  steps?: PackedSteps;
  /** Why nothing more will come, where reading the layers has failed. */
  problem?: string;
}

/** What is kept of it: a line of `layers.jsonl`. */
export interface KeptLayers extends Pick<RunLayers, 'plan'> {
  records: LayerRecord[];
}
