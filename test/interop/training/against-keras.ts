import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../kernel/engine.js';
import { type FileModel, saveModelFile } from '../../../library/model-files/index.js';
import { fillWeights, type Numbers } from '../model-files/numbers.js';
import { runPython } from '../python/run-python.js';
import { data, network } from './networks.js';
import { type NetworkName, ROWS, type Row } from './rows.js';

const RATE = 0.1;
const EPOCHS = 2;
const BATCH = 4;
const CLASS_WEIGHT = { 0: 0.5, 1: 2.5 };

/** What a training has logged and come to; an error where it failed. */
export interface Outcome {
  history: Record<string, number[]>;
  evaluated: Record<string, number>;
  weights: number[];
  error?: string;
}

export interface Compared {
  ours: Outcome;
  theirs: Outcome;
}

/** Trains every row with this engine and with real Keras, from the same weights. */
export async function trainAgainstKeras(tf: TfNamespace): Promise<Map<string, Compared>> {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-training-'));
  try {
    const paths = new Map<NetworkName, string>();
    for (const name of new Set(ROWS.map(({ network }) => network))) {
      const model = network(tf, name);
      fillWeights(tf, model);
      paths.set(name, join(folder, `${name}.keras`));
      await saveModelFile(model as FileModel, paths.get(name) as string);
      model.dispose();
    }
    const manifest = join(folder, 'rows.json');
    writeFileSync(manifest, JSON.stringify(ROWS.map((row) => entry(row, paths.get(row.network) as string))));
    const printed = await runPython('training/table.py', manifest);
    const theirs = JSON.parse(printed) as Outcome[];
    const compared = new Map<string, Compared>();
    for (const [i, row] of ROWS.entries())
      compared.set(row.name, { ours: await train(tf, row), theirs: theirs[i] as Outcome });
    return compared;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function entry(row: Row, path: string): object {
  const trained = data(row.network, row.targets, 'train');
  const validated = data(row.network, row.targets, 'validation');
  return {
    path,
    rate: RATE,
    epochs: EPOCHS,
    batch: BATCH,
    compile: {
      loss: row.loss,
      metrics: row.metrics,
      weighted_metrics: row.weightedMetrics,
      loss_weights: row.lossWeights,
    },
    x: trained.x,
    y: trained.y,
    val_x: validated.x,
    val_y: validated.y,
    ...(row.weights === 'samples' && { sample_weight: trained.weights, val_weight: validated.weights }),
    ...(row.weights === 'classes' && { class_weight: CLASS_WEIGHT }),
  };
}

async function train(tf: TfNamespace, row: Row): Promise<Outcome> {
  const model = network(tf, row.network);
  const made: Tensor[] = [];
  const tensor = ({ shape, data }: Numbers): Tensor => {
    const tensor = tf.tensor(data, shape);
    made.push(tensor);
    return tensor;
  };
  const tensors = (given: Numbers | Numbers[]): Tensor | Tensor[] =>
    Array.isArray(given) ? given.map(tensor) : tensor(given);
  try {
    fillWeights(tf, model);
    compile(tf, model, row);
    const trained = data(row.network, row.targets, 'train');
    const validated = data(row.network, row.targets, 'validation');
    const [x, y, weights] = [tensor(trained.x), tensors(trained.y), tensor(trained.weights)];
    const validation = [tensor(validated.x), tensors(validated.y), tensor(validated.weights)];
    const sampled = row.weights === 'samples';
    const { history } = await model.fit(x, y, {
      batchSize: BATCH,
      epochs: EPOCHS,
      shuffle: false,
      verbose: 0,
      validationData: (sampled ? validation : validation.slice(0, 2)) as never,
      ...(sampled && { sampleWeight: weights }),
      ...(row.weights === 'classes' && { classWeight: CLASS_WEIGHT }),
    });
    const values = [
      model.evaluate(x, y, { batchSize: BATCH, ...(sampled && { sampleWeight: weights as never }) }),
    ].flat();
    const evaluated = Object.fromEntries(
      model.metricsNames.map((name, i) => [name, values[i]?.dataSync()[0] as number]),
    );
    tf.dispose(values);
    return {
      history: history as Record<string, number[]>,
      evaluated,
      weights: model.getWeights().flatMap((weight) => Array.from(weight.dataSync())),
    };
  } catch (error) {
    return { history: {}, evaluated: {}, weights: [], error: String(error) };
  } finally {
    tf.dispose(made);
    model.dispose();
  }
}

function compile(tf: TfNamespace, model: LayersModel, row: Row): void {
  const { loss, metrics, weightedMetrics, lossWeights } = row;
  model.compile({
    optimizer: tf.train.sgd(RATE),
    loss: loss as never,
    metrics: metrics as never,
    ...({ weightedMetrics, lossWeights } as object),
  });
}
