import type { AnyParameters } from './space.js';

/** What a trial is told beside its parameters. */
export interface TrialContext {
  /** Counted from 1. */
  number: number;
  name: string;
}

// biome-ignore lint/suspicious/noExplicitAny: the student's function, with the parameters of the student's space
export type Train = (parameters: any, trial: TrialContext) => unknown;

export interface TrialOutcome {
  /** What `train` gave back, of a history its numbers. */
  value: unknown;
  /** How long it took where it ran; undefined where nobody but the sweep has looked. */
  ms?: number;
}

/** What a trial may use of a cluster. */
export interface TrialLimits {
  /** Processors (1). */
  cpus?: number;
  /** Memory, in megabytes (2048). */
  memory?: number;
  /** Of one try (3600). */
  seconds?: number;
  /** How often it is tried again where its node was lost (5). */
  retries?: number;
}

/** A cluster on which trials run. */
export interface TrialPlace {
  /** `ray://HOST:PORT` */
  on: string;
  limits: TrialLimits;
  /** Files and folders, from the notebook's folder, that trials find in theirs. */
  files: readonly string[];
}

/** A process that runs trials, one at a time. */
export interface TrialProcess {
  /** Rejects as `train` does, or where the process ends; with a `ClusterError` where no other trial would fare better. */
  run(parameters: AnyParameters, trial: TrialContext, seed: number | undefined): Promise<TrialOutcome>;
  end(): void;
}

/** A sweep that goes on, as its kernel knows it. */
export interface RunningSweep {
  /** Whether it is to end: Stop was pressed, or its cell was broken off. */
  readonly stopAsked: boolean;
  end(): void;
}

/** What a sweep needs of the kernel that it runs in. */
export interface SweepHost {
  /** From here on Stop ends the sweep, as it does a `fit`; the cell is broken off only when Stop is pressed again. */
  begin(): RunningSweep;
  /** Trainings have this behind their names from now on. */
  nameRuns(name: string | undefined): void;
  /** Makes ready so many processes for `train`; where it cannot go to another process, the reason, in a sentence. */
  processes(train: Train, count: number): Promise<TrialProcess[] | string>;
  /** The same on a cluster, at most so many trials at a time. @throws Error where that cannot be. */
  tasks(train: Train, count: number, place: TrialPlace): Promise<TrialProcess[]>;
}
