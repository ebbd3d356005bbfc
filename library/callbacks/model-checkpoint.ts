import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkOptions, domains } from '../../engine/options/index.js';
import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { Logs } from '../fitting/index.js';
import { isBetter, type Mode } from '../improvement.js';
import {
  filePath,
  modelFormat,
  saveModelFile,
  saveWeightsFile,
  weightsFormat,
} from '../model-files/index.js';
import { BatchCounter } from './batch-counter.js';
import { fileError } from './file-error.js';
import { MonitoringCallback } from './monitoring-callback.js';
import { pythonFormat } from './python-format.js';
import { withFirst } from './with-first.js';

export interface ModelCheckpointOptions {
  /**
   * The file, relative to the working folder: the notebook's. Its ending says how to save: `.keras`, `.h5`, or none for
   * the folder of tfjs; with `saveWeightsOnly` `.weights.h5` or `.h5`. `{epoch:02d}` (from 1), `{val_loss:.2f}` and so on
   * are filled in as Python does.
   */
  filepath: string;
  /** The log to watch. Default `'val_loss'`. */
  monitor?: string;
  /** 1: say what is saved. Default 0. */
  verbose?: number;
  /** Save only what beats the best value so far. Default false. */
  saveBestOnly?: boolean;
  /** Save weights (and the optimizer's state) alone. Default false. */
  saveWeightsOnly?: boolean;
  /** Whether the value shall fall or rise; `'auto'`: by its name. */
  mode?: Mode;
  /** `'epoch'`, or after how many batches to save. Default `'epoch'`. */
  saveFreq?: 'epoch' | number;
  /** A value that must be beaten already by the first save. */
  initialValueThreshold?: number | null;
}

/**
 * Saves the model while it trains
 * ([keras.callbacks.ModelCheckpoint](https://keras.io/api/callbacks/model_checkpoint/)). A file appears at once and whole.
 * The best value is kept from one `fit` to the next.
 *
 * ```ts
 * callbacks: [new ModelCheckpoint('best/{epoch:02d}-{val_loss:.2f}.keras', { saveBestOnly: true })]
 * ```
 *
 * @throws TypeError, RangeError naming an unknown or unfit option. In training: Error for a field that does not exist, a
 * folder that cannot be written, and a first save that fails; a later one (a full disk) is told, and training goes on.
 */
export class ModelCheckpoint extends MonitoringCallback {
  /** The best value so far; null before the first. */
  best: number | null;
  private bestEpoch: number | undefined;
  private readonly filepath: string;
  private readonly saveBestOnly: boolean;
  private readonly saveWeightsOnly: boolean;
  private readonly saveFreq: 'epoch' | number;
  private readonly verbose: number;
  private readonly counter: BatchCounter | undefined;
  private epoch = 0;
  private hasSaved = false;

  constructor(filepath: string | ModelCheckpointOptions, others?: Omit<ModelCheckpointOptions, 'filepath'>) {
    const options = withFirst<ModelCheckpointOptions, 'filepath'>('filepath', filepath, others);
    checkOptions(
      'ModelCheckpoint',
      { ...options, filepath: options.filepath ?? '' },
      {
        filepath: domains.text,
        monitor: domains.text,
        verbose: domains.verbosity,
        saveBestOnly: domains.boolean,
        saveWeightsOnly: domains.boolean,
        mode: domains.mode,
        saveFreq: domains.saveFreq,
        initialValueThreshold: domains.finite,
      },
    );
    const saveBestOnly = options.saveBestOnly ?? false;
    const saveWeightsOnly = options.saveWeightsOnly ?? false;
    const saveFreq = options.saveFreq ?? 'epoch';
    const initialValueThreshold = options.initialValueThreshold ?? null;
    const settings = {
      filepath: options.filepath,
      saveBestOnly,
      saveWeightsOnly,
      saveFreq,
      initialValueThreshold,
    };
    // What is always saved needs no direction.
    super('ModelCheckpoint', saveBestOnly ? options : { ...options, mode: options.mode ?? 'min' }, settings);
    (saveWeightsOnly ? weightsFormat : modelFormat)(filePath(options.filepath));
    this.filepath = options.filepath;
    this.saveBestOnly = saveBestOnly;
    this.saveWeightsOnly = saveWeightsOnly;
    this.saveFreq = saveFreq;
    this.best = initialValueThreshold;
    this.verbose = options.verbose ?? 0;
    if (saveFreq !== 'epoch') this.counter = new BatchCounter(saveFreq, undefined);
  }

  /** What is always saved is not watched. */
  protected override lane(): CallbackLane {
    const lane = super.lane();
    return this.saveBestOnly ? lane : { name: lane.name, settings: lane.settings };
  }

  override onTrainBegin(): void {
    this.forgetWarnings();
    this.hasSaved = false;
    // Before hours of training, not after the first epoch. A folder whose name has fields is made when it is known.
    const folder = dirname(filePath(this.filepath));
    if (folder.includes('{')) return;
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    } catch (error) {
      throw fileError('ModelCheckpoint', this.filepath, error);
    }
  }

  override onEpochBegin(epoch: number): void {
    this.epoch = epoch;
  }

  protected override get looksAtBatches(): boolean {
    return this.counter !== undefined || this.hasBatchHooksBeyond(ModelCheckpoint);
  }

  override async onTrainBatchEnd(batch: number, logs: Logs = {}): Promise<void> {
    if (this.counter?.isDue(batch)) await this.consider(this.epoch, batch, logs);
  }

  override async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    if (this.saveFreq === 'epoch') await this.consider(epoch, undefined, logs);
  }

  /** Saves a model under a name; of its own, so that what decides can be looked at without files. */
  protected async save(model: LayersModel, path: string): Promise<void> {
    await (this.saveWeightsOnly ? saveWeightsFile : saveModelFile)(model as never, path);
  }

  private async consider(epoch: number, batch: number | undefined, logs: Logs): Promise<void> {
    const path = this.pathFor(epoch, batch, logs);
    if (path === undefined) {
      this.record({ kind: 'skipped', facts: { unvalidated: true } });
      return;
    }
    const { best, bestEpoch } = this;
    const facts = { best, ...(bestEpoch !== undefined && { bestEpoch: bestEpoch + 1 }) };
    const value = this.saveBestOnly ? this.read(logs) : undefined;
    if (value === undefined) {
      // Without the value nobody can tell which model is better: one is kept, but a best one not overwritten.
      if (this.saveBestOnly && bestEpoch !== undefined) return;
      await this.write(epoch, path, {});
    } else if (isBetter(this.direction, value, best)) {
      this.tell(
        epoch,
        `${this.monitor} improved from ${five(best)} to ${five(value)}, saving model to ${path}`,
        `${this.monitor} ${five(best)} → ${five(value)}, ${path}에 저장합니다`,
      );
      if (!(await this.write(epoch, path, facts, value))) return;
      this.best = value;
      this.bestEpoch = epoch;
    } else {
      this.tell(
        epoch,
        `${this.monitor} did not improve from ${five(best)}`,
        `${this.monitor}이(가) ${five(best)}보다 나아지지 않았습니다`,
      );
      this.record({ kind: 'skipped', value, facts });
    }
  }

  /** The answer is whether the file is there: a model that was not saved is not the one to beat. */
  private async write(epoch: number, path: string, facts: object, value?: number): Promise<boolean> {
    if (!this.saveBestOnly) this.tell(epoch, `saving model to ${path}`, `${path}에 저장합니다`);
    const what = this.saveWeightsOnly ? 'weights' : 'model';
    try {
      await this.save(this.model, path);
    } catch (error) {
      if (!this.hasSaved) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.record({ kind: 'failed', value, facts: { path, reason } });
      console.warn(`${reason} ${say('Training goes on.', '학습은 계속됩니다.')}`);
      return false;
    }
    this.hasSaved = true;
    this.record({ kind: 'saved', value, facts: { ...facts, path, what } });
    return true;
  }

  /**
   * The name, filled in; before it is decided whether to save, so that a wrong field shows at once. Undefined where it
   * needs a validation that the epoch was stopped before.
   */
  private pathFor(epoch: number, batch: number | undefined, logs: Logs): string | undefined {
    let isLacking = false;
    const whole: Record<string, number | undefined> = {
      epoch: epoch + 1,
      batch: batch === undefined ? undefined : batch + 1,
    };
    const value = (name: string) => {
      if (whole[name] !== undefined) return { whole: whole[name] };
      if (name in logs && typeof logs[name] === 'number') return { float: logs[name] };
      if (!this.brokenOff || !name.startsWith('val_')) return undefined;
      isLacking = true;
      return { float: Number.NaN };
    };
    const names = [
      ...Object.keys(whole).filter((name) => whole[name] !== undefined),
      ...Object.keys(logs),
    ].join(', ');
    const path = pythonFormat(this.filepath, value, (reason) => this.wrongPattern(reason, names));
    return isLacking ? undefined : path;
  }

  private wrongPattern(reason: string, names: string): Error {
    return new RangeError(
      say(
        `ModelCheckpoint: the filepath "${this.filepath}" cannot be filled in: ${reason}. There are: ${names}.`,
        `ModelCheckpoint: filepath "${this.filepath}"을(를) 채울 수 없습니다: ${reason}. 쓸 수 있는 것: ${names}.`,
      ),
    );
  }

  private tell(epoch: number, english: string, korean: string): void {
    if (this.verbose > 0)
      console.log(say(`Epoch ${epoch + 1}: ${english}`, `에포크 ${epoch + 1}: ${korean}`));
  }
}

const five = (value: number | null): string => (value === null ? 'None' : value.toFixed(5));
