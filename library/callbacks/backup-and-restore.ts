import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkOptions, domains } from '../../engine/options/index.js';
import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { currentTfjs } from './attach.js';
import { BackupFolder, type BackupPoint } from './backup-folder.js';
import { BatchCounter } from './batch-counter.js';
import { Callback } from './callback.js';
import { withFirst } from './with-first.js';

export interface BackupAndRestoreOptions {
  /** The folder of the backup, of this training alone; relative to the working folder: the notebook's. */
  backupDir: string;
  /** `'epoch'`, or after how many batches to save. Default `'epoch'`. */
  saveFreq?: 'epoch' | number;
  /** Keep the backup before the last as well, for the case that the last is broken. Default false. */
  doubleCheckpoint?: boolean;
  /** Delete the backup, and its folder if nothing else lies there, when training ends. Default true. */
  deleteCheckpoint?: boolean;
}

/**
 * Saves weights and optimizer state while a model trains, and goes on from there in the next `fit` if the training was
 * broken off, also by the end of the process
 * ([keras.callbacks.BackupAndRestore](https://keras.io/api/callbacks/backup_and_restore/)). It goes on with the epoch that
 * was not finished. Stopping by hand keeps the backup.
 *
 * ```ts
 * await model.fit(x, y, { epochs: 100, callbacks: [new BackupAndRestore('backup')] });
 * ```
 *
 * @throws TypeError, RangeError naming an unknown or unfit option. In training: Error for a backup that is broken or of
 * another model, and a first backup that cannot be written; a later one is told, and training goes on.
 */
export class BackupAndRestore extends Callback {
  protected override readonly laneName = 'BackupAndRestore';
  private readonly options: Required<BackupAndRestoreOptions>;
  private readonly folder: BackupFolder;
  private readonly counter: BatchCounter | undefined;
  private resumed: number | undefined;
  private epoch = 0;
  private hasSaved = false;

  constructor(
    backupDir: string | BackupAndRestoreOptions,
    others?: Omit<BackupAndRestoreOptions, 'backupDir'>,
  ) {
    const options = withFirst<BackupAndRestoreOptions, 'backupDir'>('backupDir', backupDir, others);
    checkOptions(
      'BackupAndRestore',
      { ...options, backupDir: options.backupDir ?? '' },
      {
        backupDir: domains.text,
        saveFreq: domains.saveFreq,
        doubleCheckpoint: domains.boolean,
        deleteCheckpoint: domains.boolean,
      },
    );
    super();
    const { saveFreq = 'epoch', doubleCheckpoint = false, deleteCheckpoint = true } = options;
    this.options = { backupDir: options.backupDir, saveFreq, doubleCheckpoint, deleteCheckpoint };
    this.folder = new BackupFolder(options.backupDir, doubleCheckpoint);
    if (saveFreq !== 'epoch') this.counter = new BatchCounter(saveFreq, 0);
  }

  override onTrainBegin(): void {
    this.hasSaved = false;
    this.prepare();
    if (this.resumed === undefined) return;
    const { backupDir } = this.options;
    this.record({ kind: 'resumed', facts: { from: this.resumed + 1, path: backupDir } });
    const { epochs } = this.params;
    if (this.resumed >= epochs) {
      console.log(
        say(
          `BackupAndRestore: the backup in ${backupDir} has all ${epochs} epochs of this training; none is left to train.`,
          `BackupAndRestore: ${backupDir}의 백업에 이 학습의 에포크 ${epochs}개가 모두 있어 더 학습할 것이 없습니다.`,
        ),
      );
      return;
    }
    console.log(
      say(
        `BackupAndRestore: going on with epoch ${this.resumed + 1} from the backup in ${backupDir}. Delete that folder to start anew.`,
        `BackupAndRestore: ${backupDir}의 백업에서 에포크 ${this.resumed + 1}부터 이어서 학습합니다. 처음부터 시작하려면 폴더를 지우세요.`,
      ),
    );
  }

  override onEpochBegin(epoch: number): void {
    this.epoch = epoch;
  }

  protected override get looksAtBatches(): boolean {
    return this.counter !== undefined || this.hasBatchHooksBeyond(BackupAndRestore);
  }

  override async onTrainBatchEnd(batch: number): Promise<void> {
    if (this.counter?.isDue(batch)) await this.save({ epoch: this.epoch, batch });
  }

  override async onEpochEnd(epoch: number): Promise<void> {
    this.epoch = epoch + 1;
    this.counter?.startEpoch();
    // An epoch that was stopped by hand is not done.
    if (!this.counter && !this.interrupted) await this.save({ epoch: epoch + 1, batch: 0 });
  }

  override onTrainEnd(): void {
    if (!this.options.deleteCheckpoint || this.interrupted) return;
    try {
      this.folder.remove();
    } catch (error) {
      const { backupDir } = this.options;
      const { message } = error as Error;
      console.warn(
        say(
          `BackupAndRestore: the backup in ${backupDir} cannot be deleted (${message}). Delete it, or the next training goes on from it.`,
          `BackupAndRestore: ${backupDir}의 백업을 지울 수 없습니다(${message}). 지우지 않으면 다음 학습이 거기서 이어집니다.`,
        ),
      );
    }
  }

  /** tfjs reads where to start before any hook. */
  protected override async beforeFit({ model }: { model: LayersModel }): Promise<number | undefined> {
    const point = await this.restore(model);
    this.resumed = point?.epoch;
    return this.resumed;
  }

  /** Before hours of training, not after the first epoch. */
  protected prepare(): void {
    this.folder.make();
  }

  protected restore(model: LayersModel): Promise<BackupPoint | undefined> {
    return this.folder.restore(currentTfjs(), model);
  }

  /** Writes a backup; of its own, so that what decides can be looked at without files. */
  protected write(model: LayersModel, point: BackupPoint): Promise<void> {
    return this.folder.save(model, point);
  }

  protected override lane(): CallbackLane {
    return { name: this.laneName, settings: { ...this.options } };
  }

  private async save(point: BackupPoint): Promise<void> {
    const path = this.options.backupDir;
    try {
      await this.write(this.model, point);
    } catch (error) {
      if (!this.hasSaved) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.record({ kind: 'failed', facts: { path, reason } });
      console.warn(`${reason} ${say('Training goes on.', '학습은 계속됩니다.')}`);
      return;
    }
    this.hasSaved = true;
    this.record({ kind: 'saved', facts: { path, what: 'backup', next: point.epoch + 1 } });
  }
}
