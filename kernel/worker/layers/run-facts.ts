import type { RunStatus, TrainingPlan } from '../../../protocol/index.js';
import type { SpreadRecord } from '../../recorder/layers/index.js';

/** What a picture says of the run that it belongs to. */
export interface RunFacts {
  id: string;
  name: string;
  status: RunStatus;
  plan: TrainingPlan;
}

export type SampledSpread = SpreadRecord & { step: number };
