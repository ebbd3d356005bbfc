import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';
import { seed } from '../../../library/seed.js';
import { type Case, idOf, type Named, type Phase, phases } from '../case.js';
import { seedOf } from '../draw.js';
import type { Outcome, Recorded, Results } from './results.js';

/** What the program counts as it goes on. */
interface Watched {
  /** Where lines that are printed arrive; those of a phase are taken from there. */
  printed: string[];
  counted: { readonly steps: number; readonly predictions: number };
}

/**
 * Runs the phases of a case one by one, so that an error in one does not hide the others.
 */
export async function runCase(
  tf: TfNamespace,
  test: Case,
  { printed, counted }: Watched,
): Promise<Results['outcomes'][string]> {
  const outcomes: Results['outcomes'][string] = {};
  for (const phase of phases) {
    const run = test.run[phase];
    if (!run) continue;
    const of = phase === 'trained' ? 'steps' : 'predictions';
    const [before, programs] = [printed.length, counted[of]];
    const outcome = await runPhase(tf, run, `${idOf(test)} ${phase}`);
    outcomes[phase] = { ...outcome, printed: printed.splice(before), compiled: counted[of] - programs };
  }
  return outcomes;
}

async function runPhase(
  tf: TfNamespace,
  run: NonNullable<Case['run'][Phase]>,
  name: string,
): Promise<Outcome & { leaked: number }> {
  // Whatever has no seed of its own (initial weights, dropout, noise) draws the same on every engine.
  seed(seedOf(name));
  const before = tf.memory().numTensors;
  const variables = new Set(Object.keys(tf.engine().registeredVariables));
  tf.engine().startScope();
  const end = (outcome: Outcome): Outcome & { leaked: number } => {
    for (const [name, variable] of Object.entries(tf.engine().registeredVariables))
      if (!variables.has(name)) variable.dispose();
    tf.engine().endScope();
    return { ...outcome, leaked: tf.memory().numTensors - before };
  };
  try {
    return end({ values: (await run(tf)).map((named) => record(named)) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: typeof error, message: String(error) };
    return end({ error: { name, message } });
  } finally {
    seed.release();
  }
}

function record([name, value]: Named): Recorded {
  if (typeof value === 'number') return { name, dtype: 'number', shape: [], values: Float32Array.of(value) };
  const tensor: Tensor = value;
  const values = tensor.dataSync().slice() as Recorded['values'];
  return { name, dtype: tensor.dtype, shape: tensor.shape, values };
}
