import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunLayersPayload, RunPayload } from '../../protocol/index.js';

/** A training output as Epochbook saved it before payloads of layers were packed; its layers are outputs of their own too. */
export const trainingOfVersion1 = (): RunPayload & { layers: Required<RunLayersPayload> } =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'training-layers-1.json'), 'utf8'));

/** The same as it was saved before version 3 of packed payloads. */
export const trainingOfVersion2 = (): RunPayload & { layers: Record<keyof RunLayersPayload, unknown> } =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'training-layers-2.json'), 'utf8'));
