import type {
  CallbackEvent,
  CallbackLane,
  CompileSummary,
  ImportedFrom,
  ModelSummary,
  RunStatus,
  TrainingPlan,
} from '../../protocol/index.js';
import type { RunLayers } from './layers/index.js';

/** Columns of equal length; `null` where a row has no such value. */
export interface StepRows {
  step: number[];
  learningRate: (number | null)[];
  penalty?: (number | null)[];
  logs: Record<string, (number | null)[]>;
}

/** Consecutive steps with the same logs. As arrays of bytes they cost the training thread least to collect and to hand over. */
export interface StepStretch {
  /** The number of the first one, from 1. */
  readonly first: number;
  readonly count: number;
  readonly labels: readonly string[];
  /** As many for each step as there are labels. */
  readonly values: Float64Array;
  /** NaN where the optimizer keeps none. */
  readonly rates: Float64Array;
  readonly penalties?: Float64Array;
}

export interface EpochRows {
  epoch: number[];
  time: number[];
  learningRate: (number | null)[];
  penalty?: (number | null)[];
  validationPenalty?: (number | null)[];
  tensors: (number | null)[];
  bytes: (number | null)[];
  logs: Record<string, (number | null)[]>;
}

export interface RunStart {
  type: 'start';
  id: string;
  /** Counted from 1 in this kernel. */
  serial: number;
  name: string;
  cell: string;
  /** Which execution of a cell made it: runs of one execution are drawn together. */
  execution: number;
  /** Milliseconds since 1970. */
  startedAt: number;
  engine: { name: string; backend: string };
  plan: TrainingPlan;
  model: ModelSummary;
  compile: CompileSummary;
  /** Of a run of logs. */
  imported?: ImportedFrom;
  /** Callbacks that are on the timeline from the start. */
  lanes: CallbackLane[];
}

export interface RunRows {
  type: 'rows';
  id: string;
  /** Milliseconds since the start. */
  time: number;
  at: { epoch: number; batch: number; steps: number };
  steps: StepRows;
  epochs: EpochRows;
  /** Callbacks that got onto the timeline since the last rows. */
  lanes?: CallbackLane[];
  events?: CallbackEvent[];
}

/** Rows as the training thread hands them over. */
export interface HandedRows extends Omit<RunRows, 'steps'> {
  steps: StepStretch[];
}

export interface RunEnd {
  type: 'end';
  id: string;
  time: number;
  status: RunStatus;
  reason?: string;
  /** Of a lost run, in ISO 8601. */
  endedAt?: string;
}

/** What the recorder tells the worker, which draws and stores it. */
export type RunEvent = RunStart | HandedRows | RunLayers | RunEnd;
