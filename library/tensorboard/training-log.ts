import { join } from 'node:path';
import type { SummaryValue } from './event.js';
import {
  type ExperimentPlan,
  experiment,
  type Hyperparameters,
  sessionEnd,
  sessionStart,
} from './hparams.js';
import { kerasLogs } from './keras-logs.js';
import { type NamedLayer, namedLayers } from './layer-names.js';
import { modelGraph } from './model-graph.js';
import type { ModelPart, WeightPart } from './model-parts.js';
import { type Embedding, writeProjector } from './projector.js';
import { RunWriter } from './run-writer.js';
import { StepProbe } from './step-probe.js';
import { histogramSummary, modelSummary, scalarSummary, textSummary } from './summaries.js';
import { weightImage } from './weight-images.js';

export interface TrainingLogOptions {
  logDir: string;
  /** Every so many epochs; 0 for never. */
  histogramFreq: number;
  activations: boolean;
  gradients: boolean;
  writeImages: boolean;
  writeStepsPerSecond: boolean;
  /** Batches between two rows of `batch_…`; undefined for none. */
  batchFreq: number | undefined;
  /** Every so many epochs; 0 for never. */
  embeddingsFreq: number;
  /** The labels of an embedding layer, by its name and the number of its rows. */
  embeddingsMetadata(layer: string, rows: number): Embedding['metadata'];
  hparams?: Hyperparameters;
  hparamsGroup: string;
  experiment?: ExperimentPlan | undefined;
  /** Markdown by title. */
  text: Readonly<Record<string, string>>;
}

type Logs = Readonly<Record<string, number>>;
const VALIDATION = 'val_';

/**
 * Writes one training into `train`, `validation` and, for hyperparameters, the log folder itself, under the tags and steps of
 * Keras 3's TensorBoard callback. Whoever trains tells it what happens.
 *
 * @throws Error from the file system, in each method.
 */
export class TrainingLog {
  private readonly train: RunWriter;
  private readonly validation: RunWriter;
  private readonly trial: RunWriter;
  private readonly layers: NamedLayer[];
  private readonly probe: StepProbe | undefined;
  private readonly embeddings: EmbeddingTable[];
  private epoch = 0;
  private batches = 0;
  private batchStarted = 0;
  private epochStarted = { time: 0, batches: 0 };

  constructor(
    private readonly model: ModelPart,
    private readonly options: TrainingLogOptions,
  ) {
    const { logDir, histogramFreq, activations, gradients, embeddingsFreq, embeddingsMetadata } = options;
    this.train = new RunWriter(join(logDir, 'train'));
    this.validation = new RunWriter(join(logDir, 'validation'));
    this.trial = new RunWriter(logDir);
    this.layers = namedLayers(model);
    this.embeddings = embeddingsFreq > 0 ? findEmbeddings(this.layers, embeddingsMetadata) : [];
    if (histogramFreq > 0 && (activations || gradients)) this.probe = new StepProbe(model);
  }

  /** Names of the embedding layers that are written. */
  get embeddingLayers(): string[] {
    return this.embeddings.map(({ layer }) => layer);
  }

  /** @throws Error also from a layer that cannot tell its configuration. */
  writeGraph(): void {
    const json = String(this.model.toJSON(null, true));
    this.train.write(0, [modelSummary(modelGraph(json))]);
  }

  /** Writes what is known before the first epoch. */
  begin(): void {
    const { hparams, hparamsGroup, experiment: plan, text } = this.options;
    const seconds = Date.now() / 1000;
    this.train.write(
      0,
      Object.entries(text).map(([title, markdown]) => textSummary(title, markdown)),
    );
    if (plan) this.trial.write(0, [experiment(plan, seconds)]);
    if (hparams) this.trial.write(0, [sessionStart(hparams, hparamsGroup, seconds)]);
    for (const writer of this.writers()) writer.flush();
  }

  /** @param epoch From 0. */
  beginEpoch(epoch: number): void {
    this.epoch = epoch;
    this.epochStarted = { time: performance.now(), batches: this.batches };
    if (isDue(epoch, this.options.histogramFreq)) this.probe?.arm();
  }

  /** Whether it reads the step that comes next. */
  get isReading(): boolean {
    return this.probe?.isArmed === true;
  }

  /** So many batches were done, of none of which a row is written. */
  tookBatches(count: number): void {
    this.batches += count;
    this.writeProbed();
  }

  beginBatch(): void {
    this.batchStarted = performance.now();
  }

  /**
   * @param logs Means since the epoch began, as Keras tells them.
   */
  endBatch(logs: Logs): void {
    this.batches += 1;
    this.writeProbed();
    const { batchFreq, writeStepsPerSecond } = this.options;
    if (batchFreq === undefined) return;
    if (this.batches % batchFreq === 0) {
      const seconds = (performance.now() - this.batchStarted) / 1000;
      this.train.write(this.batches, [
        ...(writeStepsPerSecond ? [scalarSummary('batch_steps_per_second', 1 / seconds)] : []),
        ...scalars('batch_', kerasLogs(logs, this.model.metrics)),
      ]);
    }
    this.train.settle();
  }

  /** @param logs Values of a validation, without `val_`. */
  endTest(logs: Logs): void {
    const iterations = this.model.optimizer?.iterations ?? this.batches;
    const values = kerasLogs(logs, this.model.metrics);
    this.validation.write(iterations, scalars('evaluation_', values, '_vs_iterations'));
  }

  /** @param logs Values of the epoch; those of the validation begin with `val_`. */
  endEpoch(logs: Logs): void {
    const { histogramFreq, embeddingsFreq } = this.options;
    const { train, validation } = split(kerasLogs(logs, this.model.metrics));
    const rate = this.model.optimizer?.learningRate;
    this.train.write(this.epoch, [
      ...scalars('epoch_', { ...train, ...(typeof rate === 'number' && { learning_rate: rate }) }),
      ...this.speed(),
    ]);
    this.validation.write(this.epoch, scalars('epoch_', validation));
    if (isDue(this.epoch, histogramFreq)) this.train.write(this.epoch, this.weights());
    if (isDue(this.epoch, embeddingsFreq)) this.writeEmbeddings();
    for (const writer of this.writers()) writer.flush();
  }

  /** The training has come to its end. */
  end(): void {
    if (this.options.hparams) this.trial.write(0, [sessionEnd('success', Date.now() / 1000)]);
    this.close();
  }

  /** The training was broken off. */
  fail(): void {
    if (this.options.hparams) this.trial.write(0, [sessionEnd('failure', Date.now() / 1000)]);
  }

  /** Lets go of the model and of the files, which may fail when something is left to write. */
  close(): void {
    this.probe?.remove();
    const failures: unknown[] = [];
    for (const writer of this.writers()) {
      try {
        writer.close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  private writers(): RunWriter[] {
    return [this.train, this.validation, this.trial];
  }

  private speed(): SummaryValue[] {
    if (!this.options.writeStepsPerSecond) return [];
    const { time, batches } = this.epochStarted;
    const perSecond = (1000 * (this.batches - batches)) / (performance.now() - time);
    return [scalarSummary('epoch_steps_per_second', perSecond)];
  }

  private writeProbed(): void {
    const step = this.probe?.take();
    if (!step) return;
    const { activations, gradients } = this.options;
    const values = [
      ...(activations ? histograms(step.activations, 'activations') : []),
      ...(gradients ? histograms(step.gradients, 'gradients') : []),
    ];
    this.train.write(this.epoch, values);
  }

  private weights(): SummaryValue[] {
    return this.layers.flatMap(({ weights }) =>
      weights.flatMap(({ path, weight }) => {
        const tensor = weight.read();
        const values = tensor.dataSync();
        const image = this.options.writeImages && weightImage(`${path}/image`, tensor.shape, values);
        return [histogramSummary(`${path}/histogram`, values), ...(image ? [image] : [])];
      }),
    );
  }

  private writeEmbeddings(): void {
    if (this.embeddings.length === 0) return;
    const read = this.embeddings.map(({ layer: _layer, weight, ...embedding }) => ({
      ...embedding,
      values: weight.read().dataSync(),
    }));
    writeProjector(this.train.folder, read);
  }
}

type EmbeddingTable = Omit<Embedding, 'values'> & { layer: string; weight: WeightPart };

function findEmbeddings(
  layers: NamedLayer[],
  labels: TrainingLogOptions['embeddingsMetadata'],
): EmbeddingTable[] {
  return layers.flatMap(({ layer, weights: [table] }) => {
    if (layer.getClassName() !== 'Embedding' || !table) return [];
    const [points = 0, dimensions = 0] = table.weight.read().shape;
    const metadata = labels(layer.name, points);
    return [
      {
        layer: layer.name,
        name: table.path,
        shape: [points, dimensions] as const,
        weight: table.weight,
        ...(metadata && { metadata }),
      },
    ];
  });
}

const isDue = (epoch: number, every: number): boolean => every > 0 && epoch % every === 0;

const scalars = (before: string, values: Logs, after = ''): SummaryValue[] =>
  Object.entries(values).map(([name, value]) => scalarSummary(`${before}${name}${after}`, value));

const histograms = (values: Map<string, ArrayLike<number>>, kind: string): SummaryValue[] =>
  [...values].map(([path, data]) => histogramSummary(`${path}/${kind}/histogram`, data));

function split(logs: Logs): { train: Logs; validation: Logs } {
  const train: Record<string, number> = {};
  const validation: Record<string, number> = {};
  for (const [name, value] of Object.entries(logs)) {
    if (name.startsWith(VALIDATION)) validation[name.slice(VALIDATION.length)] = value;
    else train[name] = value;
  }
  return { train, validation };
}
