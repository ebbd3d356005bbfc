import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../kernel/engine.js';
import {
  type FileModel,
  type FileTf,
  loadModelFile,
  loadWeightsFile,
  saveModelFile,
} from '../../../library/model-files/index.js';
import type { Numbers } from '../model-files/numbers.js';
import type { KerasCase, Outcome } from './case.js';

type Loader = FileTf & { loadLayersModel(path: string): Promise<LayersModel> };

export interface Training {
  tf: TfNamespace;
  keras: KerasCase;
  /** Where its files are. */
  folder: string;
  /** Moves the first weights by a last bit, each number another way. */
  jitter?: number;
  /** Saves the model as it was loaded, for again.py. */
  savesFirst?: boolean;
}

/** Loads a model of Keras, trains it as Keras did, and reads out what Keras logged. */
export async function trainCase({ tf, keras: one, folder, jitter, savesFirst }: Training): Promise<Outcome> {
  const said: string[] = [];
  const outcome: Outcome = { said };
  const methods = ['log', 'info', 'warn', 'error'] as const;
  const before = methods.map((method) => console[method]);
  for (const method of methods)
    console[method] = (...words: unknown[]) => void said.push(words.map(String).join(' '));
  let at: NonNullable<Outcome['failed']>['at'] = 'load';
  tf.engine().startScope();
  try {
    const model = await loadModelFile(tf as unknown as Loader, join(folder, one.file));
    if (savesFirst) {
      at = 'save';
      await saveModelFile(model as never as FileModel, join(folder, one.file.replace('.', '.again.')));
    }
    if (jitter !== undefined) moveByLastBit(tf, model, jitter);
    const [x, y] = [one.inputs, one.targets].map((list) =>
      oneOrAll(list.map((numbers) => tensor(tf, numbers))),
    );
    at = 'predict';
    outcome.before = read(model.predict(x as Tensor));
    at = 'fit';
    const { history } = await model.fit(x as Tensor, y as Tensor, options(tf, one) as never);
    outcome.history = history as Record<string, number[]>;
    at = 'predict';
    outcome.after = read(model.predict(x as Tensor));
    if (one.evaluated) {
      at = 'evaluate';
      outcome.evaluated = evaluate(tf, model, one, x as Tensor, y as Tensor);
    }
    at = 'weights';
    const ours = model.weights.map((weight) => numbers(weight.read()));
    await loadWeightsFile(tf as unknown as FileTf, model as never as FileModel, join(folder, one.weights));
    outcome.weights = model.weights.map((weight, i) => ({
      name: weight.originalName,
      ours: ours[i] as Numbers,
      keras: numbers(weight.read()),
    }));
  } catch (error) {
    outcome.failed = { at, message: (error as Error).message ?? String(error) };
  } finally {
    tf.engine().endScope();
    methods.forEach((method, i) => {
      console[method] = before[i] as typeof console.log;
    });
  }
  return outcome;
}

function moveByLastBit(tf: TfNamespace, model: LayersModel, jitter: number): void {
  const LAST_BIT = 2 ** -23;
  model.weights.forEach((weight, i) => {
    const { shape, data } = numbers(weight.read());
    weight.write(
      tensor(tf, { shape, data: data.map((value, j) => value * (1 + LAST_BIT * Math.sin(i + j * jitter))) }),
    );
  });
}

function evaluate(
  tf: TfNamespace,
  model: LayersModel,
  { fit }: KerasCase,
  x: Tensor,
  y: Tensor,
): Record<string, number> {
  const sampleWeight = fit.sampleWeight && oneOrAll(fit.sampleWeight.map((numbers) => tensor(tf, numbers)));
  const given = { batchSize: fit.batchSize, ...(sampleWeight && { sampleWeight }) };
  const values = [model.evaluate(x, y, given as never)].flat();
  return Object.fromEntries(
    values.map((value, i) => [model.metricsNames[i] ?? `value ${i}`, value.dataSync()[0] ?? NaN]),
  );
}

const tensor = (tf: TfNamespace, { shape, data }: Numbers): Tensor => tf.tensor(data, shape, 'float32');
const numbers = (value: Tensor): Numbers => ({ shape: value.shape, data: Array.from(value.dataSync()) });
const read = (value: Tensor | Tensor[]): Numbers[] => [value].flat().map(numbers);
const oneOrAll = <T>(values: readonly T[]): T | readonly T[] =>
  values.length === 1 ? (values[0] as T) : values;

function options(tf: TfNamespace, { fit }: KerasCase): object {
  const all = (list: Numbers[]) => oneOrAll(list.map((one) => tensor(tf, one)));
  const { validationData, sampleWeight, ...plain } = fit;
  return {
    ...plain,
    shuffle: false,
    verbose: 0,
    ...(validationData && { validationData: validationData.map(all) }),
    ...(sampleWeight && { sampleWeight: all(sampleWeight) }),
  };
}
