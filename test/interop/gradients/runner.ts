// Computes the gradients of all cases on one engine, in a process of its own: an engine keeps its state per process.
import { parseArgs } from 'node:util';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { loadEngine, type TfNamespace } from '../../../kernel/engine.js';
import { writeResults } from '../../conformance/runner/results.js';
import { gradientCases } from './cases/index.js';
import { type GradientCase, nameOf, sentBack } from './gradient-case.js';

/** What an engine made of a case: a gradient for each float input. */
export type Answer =
  | { values: number[][]; leaked: number; error?: undefined }
  | { error: string; values?: undefined };

export interface Answers {
  gradients: Record<string, Answer>;
  /** Operations with a registered gradient, and those whose gradient was asked for. */
  registered: string[];
  called: string[];
}

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'embedded' },
    storage: { type: 'string' },
    wasm: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
  },
});

function differentiate(tf: TfNamespace, test: GradientCase): number[][] {
  const inputs = test.inputs.map(({ dtype, shape, values }) => tf.tensor([...values], [...shape], dtype));
  const floats = inputs.filter(({ dtype }) => dtype === 'float32');
  const compute = (...variables: Tensor[]): Tensor => {
    const rest = [...variables];
    const all = inputs.map((input) => (input.dtype === 'float32' ? (rest.shift() as Tensor) : input));
    const results = [test.tf(tf, ...all)].flat();
    const flat = results.map((result) => tf.reshape(result, [-1]));
    return flat.length === 1 ? (flat[0] as Tensor) : tf.concat(flat);
  };
  const size = tf.tidy(() => compute(...floats).size);
  const dy = tf.tensor1d(sentBack(size));
  return tf
    .grads(compute)(floats, dy)
    .map((gradient) => Array.from(gradient.dataSync()));
}

function answer(tf: TfNamespace, test: GradientCase): Answer {
  const before = tf.memory().numTensors;
  tf.engine().startScope();
  try {
    const values = differentiate(tf, test);
    tf.engine().endScope();
    return { values, leaked: tf.memory().numTensors - before };
  } catch (error) {
    tf.engine().endScope();
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The names of what TensorFlow.js has gradients of, from the registry that all copies of it share. */
function registered(): string[] {
  const { _tfGlobals } = globalThis as { _tfGlobals?: Map<string, Map<string, unknown>> };
  return [...(_tfGlobals?.get('gradRegistry')?.keys() ?? [])];
}

function watchGradients(tf: TfNamespace, names: readonly string[]): Set<string> {
  const called = new Set<string>();
  for (const name of names) {
    const gradient = tf.getGradient(name) as GradConfig;
    tf.registerGradient({
      ...gradient,
      gradFunc: (dy, saved, attrs) => {
        called.add(name);
        return gradient.gradFunc(dy, saved, attrs);
      },
    });
  }
  return called;
}

async function main(): Promise<void> {
  const { tf } = await loadEngine({
    choice: options.engine === 'native' ? 'native' : 'embedded',
    storage: options.storage,
    wasmFolder: options.wasm,
  });
  if (options.engine === 'cpu') await tf.setBackend('cpu');
  const names = registered();
  // Registering anew is what tfjs warns of.
  const { warn } = console;
  console.warn = () => {};
  const called = watchGradients(tf, names);
  console.warn = warn;
  const gradients = Object.fromEntries(gradientCases.map((test) => [nameOf(test), answer(tf, test)]));
  const answers: Answers = { gradients, registered: names, called: [...called] };
  writeResults(options.out, answers);
}

void main();
