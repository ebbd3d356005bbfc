import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { writeFileAtomically } from './write-file-atomically.js';

export const MODEL_FILE = 'model.json';
const WEIGHTS_FILE = 'weights.bin';
/** Where the weights lie for a moment, when a model takes the place of one that is built in another way. */
const NEXT_WEIGHTS_FILE = 'weights.next.bin';

/**
 * Writes `model.json` and `weights.bin` into a folder. At every moment, also after a crash, its `model.json` names whole
 * weights that fit it.
 */
export async function writeModelFolder(
  folder: string,
  model: Omit<io.ModelJSON, 'weightsManifest'>,
  specs: io.WeightsManifestEntry[],
  weights: Uint8Array,
): Promise<void> {
  const place = (name: string): string => join(folder, name);
  const put = async (name: string): Promise<void> => {
    const json: io.ModelJSON = { ...model, weightsManifest: [{ paths: [name], weights: specs }] };
    await writeFileAtomically(place(name), weights);
    await writeFileAtomically(place(MODEL_FILE), JSON.stringify(json));
  };
  if (await isInTheWay(place(MODEL_FILE), model.modelTopology, specs)) await put(NEXT_WEIGHTS_FILE);
  await put(WEIGHTS_FILE);
  await rm(place(NEXT_WEIGHTS_FILE), { force: true });
}

/** Whether a model that is there would be left with weights that do not fit it, if only these were replaced. */
async function isInTheWay(
  path: string,
  topology: unknown,
  specs: io.WeightsManifestEntry[],
): Promise<boolean> {
  let there: Partial<io.ModelJSON>;
  try {
    there = JSON.parse(await readFile(path, 'utf8')) as Partial<io.ModelJSON>;
  } catch {
    // There is none, or it is broken already.
    return false;
  }
  const manifest = there.weightsManifest;
  if (!Array.isArray(manifest) || !manifest.some(({ paths }) => paths.includes(WEIGHTS_FILE))) return false;
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const weights = manifest.flatMap((group) => group.weights);
  return !same(there.modelTopology, topology) || !same(weights, specs);
}
