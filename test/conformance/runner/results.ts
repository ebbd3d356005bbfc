import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { EngineInfo } from '../../../protocol/index.js';
import type { Phase } from '../case.js';

export interface Recorded {
  name: string;
  dtype: string;
  shape: number[];
  values: Float32Array | Int32Array | Uint8Array;
}

/** What a phase of a case came to. */
export type Outcome =
  | { values: Recorded[]; error?: undefined }
  | { values?: undefined; error: { name: string; message: string } };

export type PhaseResult = Outcome & {
  leaked: number;
  /** What was printed meanwhile. */
  printed: string[];
  /** How many kinds of training steps were compiled; where it does not train, of predictions. */
  compiled: number;
};

export interface Results {
  engine: EngineInfo;
  outcomes: Record<string, Partial<Record<Phase, PhaseResult>>>;
  /** Kernels of the current backend that were called. */
  kernels: string[];
  /** Names of what `tf.layers` offers. */
  layers: string[];
  /** Curves of the labs, by lab and series. */
  curves: Record<string, Record<string, number[]>>;
  /** What the engine printed between the cases; all of it where it ran labs. */
  printed: string[];
  seconds: number;
}

// NaN, infinities and typed arrays survive as they are.
export const writeResults = (file: string, results: unknown): void => writeFileSync(file, serialize(results));
export const readResults = <T>(file: string): T => deserialize(readFileSync(file)) as T;
