import type { Numbers } from '../model-files/numbers.js';

/** What make.py stores of a model that Keras has trained. */
export interface KerasCase {
  seed: number;
  family: string;
  network: string;
  training: string;
  fitting: string;
  /** Why Keras itself could not. */
  error?: string;
  file: string;
  inputs: Numbers[];
  targets: Numbers[];
  fit: {
    epochs: number;
    batchSize: number;
    validationSplit?: number;
    validationData?: Numbers[][];
    sampleWeight?: Numbers[];
    classWeight?: Record<string, number>;
  };
  before: Numbers[];
  history: Record<string, number[][]>;
  after: Numbers[];
  evaluated?: Record<string, number[]>;
  /** File of the trained weights. */
  weights: string;
}

/** What an engine of ours made of the same model. */
export interface Outcome {
  /** How far it came, with what was thrown there. */
  failed?: { at: 'load' | 'save' | 'predict' | 'fit' | 'evaluate' | 'weights'; message: string };
  /** What was said on the console. */
  said: string[];
  before?: Numbers[];
  history?: Record<string, number[]>;
  after?: Numbers[];
  evaluated?: Record<string, number>;
  /** How far trainings of ours lie apart whose first weights differ by a last bit, by what is compared. */
  spread?: Record<string, number>;
  /** Our trained weights and Keras', by name. */
  weights?: { name: string; ours: Numbers; keras: Numbers }[];
}

/** What Keras made of a model that was saved here. */
export type TrainedAgain = Partial<Pick<KerasCase, 'error' | 'before' | 'history' | 'after'>>;
