import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { BatchesInOneGo, Logs } from '../fitting/index.js';
import { filePath } from '../model-files/index.js';
import { type ModelPart, TrainingLog } from '../tensorboard/index.js';
import { Callback } from './callback.js';
import { checkLabelledLayers, embeddingLabels } from './embedding-labels.js';
import { fileError } from './file-error.js';
import { type CompleteOptions, completeOptions, type TensorBoardOptions } from './tensor-board-options.js';
import { withFirst } from './with-first.js';

/**
 * Writes the training for TensorBoard, as
 * [keras.callbacks.TensorBoard](https://keras.io/api/callbacks/tensorboard/) does in Keras 3: the same parameters, tags, steps and
 * folders, on every engine. Beyond Keras it writes histograms of activations and gradients, embeddings that the projector
 * shows without a checkpoint, hyperparameters and notes. What it reads it reads off the training step itself: the weights
 * come out the same bit for bit with it and without it.
 *
 * ```ts
 * const board = new TensorBoard('logs/relu', { histogramFreq: 1, hparams: { activation: 'relu', units: 16 } });
 * await model.fit(x, y, { epochs: 20, validationSplit: 0.2, callbacks: [board] });
 * ```
 *
 * Look at it with "Epochbook: Open in TensorBoard", or with `tensorboard --logdir logs`. When the folder can no longer be
 * written to, the training goes on and the rest is not written.
 *
 * @throws TypeError for an option that does not exist, RangeError for a value that is wrong and, as the training begins, for
 *   labels that do not fit; Error as the training begins, when the log folder cannot be written to.
 */
export class TensorBoard extends Callback {
  private readonly options: CompleteOptions;
  private log: TrainingLog | undefined;

  constructor(logDir: string | TensorBoardOptions = {}, others?: Omit<TensorBoardOptions, 'logDir'>) {
    super();
    this.options = completeOptions(withFirst<TensorBoardOptions, 'logDir'>('logDir', logDir, others));
  }

  protected override lane(): CallbackLane {
    const { logDir, histogramFreq, updateFreq, embeddingsFreq } = this.options;
    return { name: 'TensorBoard', settings: { logDir, histogramFreq, updateFreq, embeddingsFreq } };
  }

  override onTrainBegin(): void {
    const { options } = this;
    const { updateFreq, logDir, embeddingsFreq, embeddingsMetadata } = options;
    const folder = filePath(logDir);
    this.giveUp();
    const log = new TrainingLog(this.model as unknown as ModelPart, {
      ...options,
      logDir: folder,
      batchFreq: updateFreq === 'epoch' ? undefined : updateFreq === 'batch' ? 1 : updateFreq,
      embeddingsMetadata: (layer, rows) => embeddingLabels(embeddingsMetadata, layer, rows, folder),
      experiment: options.hparamsExperiment,
    });
    this.log = log;
    try {
      if (embeddingsFreq > 0) {
        checkLabelledLayers(embeddingsMetadata, log.embeddingLayers);
        if (log.embeddingLayers.length === 0) this.warnOfNoEmbedding();
      }
      if (options.writeGraph) this.writeGraph(log);
      log.begin();
    } catch (error) {
      this.giveUp();
      throw isFileError(error) ? fileError('TensorBoard', logDir, error) : error;
    }
  }

  override onEpochBegin(epoch: number): void {
    this.guard((log) => log.beginEpoch(epoch));
  }

  override onTrainBatchBegin(): void {
    this.guard((log) => log.beginBatch());
  }

  override onTrainBatchEnd(_batch: number, logs: Logs = {}): void {
    this.guard((log) => log.endBatch(logs));
  }

  protected override get looksAtBatches(): boolean {
    return this.options.updateFreq !== 'epoch' || this.hasBatchHooksBeyond(TensorBoard);
  }

  protected override get inOneGo(): BatchesInOneGo {
    return {
      // What is read of a step is that of one step.
      most: () => (this.log?.isReading ? 1 : Number.POSITIVE_INFINITY),
      took: (_batch, count) => this.guard((log) => log.tookBatches(count)),
    };
  }

  override onTestEnd(logs: Logs = {}): void {
    this.guard((log) => log.endTest(logs));
  }

  override onEpochEnd(_epoch: number, logs: Logs = {}): void {
    this.guard((log) => log.endEpoch(logs));
  }

  override onTrainEnd(): void {
    this.guard((log) => log.end());
    // Where writing failed there is no log any more, and that has been told.
    if (this.log) this.record({ kind: 'saved', facts: { path: this.options.logDir, what: 'log' } });
    this.log = undefined;
  }

  /** A log that is still there is that of a training that did not come to its end. */
  protected override release(): void {
    try {
      this.log?.fail();
    } catch {
      // Nothing waits for it any more.
    }
    this.giveUp();
  }

  private writeGraph(log: TrainingLog): void {
    try {
      log.writeGraph();
    } catch (error) {
      if (isFileError(error)) throw error;
      const { message } = error as Error;
      console.warn(
        say(
          `TensorBoard: the model's graph is left out, for the model cannot be written as JSON: ${message}`,
          `TensorBoard: 모델을 JSON으로 쓸 수 없어 그래프를 뺍니다: ${message}`,
        ),
      );
    }
  }

  private warnOfNoEmbedding(): void {
    const { embeddingsFreq } = this.options;
    console.warn(
      say(
        `TensorBoard: embeddingsFreq is ${embeddingsFreq}, but the model has no Embedding layer.`,
        `TensorBoard: embeddingsFreq가 ${embeddingsFreq}인데 모델에 Embedding 층이 없습니다.`,
      ),
    );
  }

  /** A disk that fills up must not cost the student the training. */
  private guard(write: (log: TrainingLog) => void): void {
    if (!this.log) return;
    try {
      write(this.log);
    } catch (error) {
      this.giveUp();
      if (!isFileError(error)) throw error;
      const { logDir } = this.options;
      const { message: reason } = fileError('TensorBoard', logDir, error);
      this.record({ kind: 'failed', facts: { path: logDir, reason } });
      console.warn(
        say(
          `${reason} The training goes on, and is written no further.`,
          `${reason} 학습은 계속되지만 더는 기록하지 않습니다.`,
        ),
      );
    }
  }

  /** Lets go of the model, and of the files as far as they let themselves be closed. */
  private giveUp(): void {
    const { log } = this;
    this.log = undefined;
    try {
      log?.close();
    } catch {
      // What could not be written has been told of.
    }
  }
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;
