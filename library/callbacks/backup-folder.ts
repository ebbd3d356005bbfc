import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { removeStale, replaceFileSync, writeFileAtomicallySync } from '../../engine/files/index.js';
import { say } from '../../words/index.js';
import { filePath, loadWeightsFile, saveWeightsFile } from '../model-files/index.js';
import { fileError } from './file-error.js';

const WEIGHTS = 'latest.weights.h5';
const METADATA = 'training_metadata.json';
const NEXT = 'next.';
const BACKUP = '.bkp';

/** Where a training stood: the epoch to run next, counted from 0, and the batch seen last. */
export interface BackupPoint {
  epoch: number;
  batch: number;
}

/**
 * The folder of `BackupAndRestore`, with the files that Keras 3 has in it. The weights and the point they belong to are
 * two files: both are first written whole under other names and then renamed, so that a kill at any moment leaves a pair
 * that belongs together.
 */
export class BackupFolder {
  private readonly folder: string;

  constructor(
    folder: string,
    private readonly keepsPrevious: boolean,
  ) {
    this.folder = filePath(folder);
  }

  async save(model: LayersModel, point: BackupPoint): Promise<void> {
    this.make();
    this.writing(() => {
      if (this.keepsPrevious) for (const name of [WEIGHTS, METADATA]) this.copy(name, name + BACKUP);
    });
    await saveWeightsFile(model as never, this.path(NEXT + WEIGHTS));
    this.writing(() => {
      writeFileAtomicallySync(this.path(NEXT + METADATA), JSON.stringify(point));
      this.takeOver();
    });
  }

  /** Puts the model where the backup has it; undefined where there is none. @throws Error naming the file that is broken. */
  async restore(tf: unknown, model: LayersModel): Promise<BackupPoint | undefined> {
    // A metadata file under its first name means that the weights were whole by then.
    if (existsSync(this.path(NEXT + METADATA))) this.takeOver();
    if (!existsSync(this.path(WEIGHTS))) return undefined;
    try {
      return await this.read(tf, model);
    } catch (error) {
      if (!existsSync(this.path(WEIGHTS + BACKUP))) throw this.orDelete(error);
      this.copy(WEIGHTS + BACKUP, WEIGHTS);
      if (!this.copy(METADATA + BACKUP, METADATA)) rmSync(this.path(METADATA), { force: true });
      return await this.read(tf, model).catch((again: unknown) => {
        throw this.orDelete(again);
      });
    }
  }

  /** Makes the folder. @throws Error where nothing can be written to it. */
  make(): void {
    this.writing(() => {
      mkdirSync(this.folder, { recursive: true });
      accessSync(this.folder, constants.W_OK);
    });
  }

  /**
   * Deletes the backup, and the folder unless something else lies in it: Keras deletes that as well.
   * @throws Error from the file system.
   */
  remove(): void {
    for (const name of [WEIGHTS, METADATA])
      for (const own of [name, NEXT + name, name + BACKUP]) {
        rmSync(this.path(own), { force: true });
        removeStale(this.path(own));
      }
    try {
      rmdirSync(this.folder);
    } catch {
      // It is not empty, or is gone.
    }
  }

  private async read(tf: unknown, model: LayersModel): Promise<BackupPoint | undefined> {
    const point = existsSync(this.path(METADATA)) ? this.point() : undefined;
    await loadWeightsFile(tf as never, model as never, this.path(WEIGHTS), { withRate: true });
    return point ?? { epoch: 0, batch: 0 };
  }

  private point(): BackupPoint {
    const path = this.path(METADATA);
    try {
      const { epoch, batch } = JSON.parse(readFileSync(path, 'utf8')) as BackupPoint;
      if (Number.isInteger(epoch) && epoch >= 0) return { epoch, batch };
    } catch {
      // Told below, like any other content.
    }
    throw new Error(
      say(
        `BackupAndRestore: ${path} does not say at which epoch to go on. Write the number of the next epoch, from 0, into it: {"epoch": 3}.`,
        `BackupAndRestore: ${path}에 이어서 학습할 에포크가 없습니다. 다음 에포크의 번호를 0부터 세어 적으세요: {"epoch": 3}.`,
      ),
    );
  }

  private writing(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw fileError('BackupAndRestore', this.folder, error);
    }
  }

  private orDelete(error: unknown): Error {
    const { message } = error as Error;
    return new Error(
      say(
        `${message} Or delete ${this.folder} to start anew.`,
        `${message} 처음부터 시작하려면 ${this.folder}을(를) 지우세요.`,
      ),
      { cause: error },
    );
  }

  private takeOver(): void {
    for (const name of [WEIGHTS, METADATA])
      if (existsSync(this.path(NEXT + name))) replaceFileSync(this.path(NEXT + name), this.path(name));
  }

  private copy(from: string, to: string): boolean {
    if (!existsSync(this.path(from))) return false;
    copyFileSync(this.path(from), this.path(to));
    return true;
  }

  private path(name: string): string {
    return join(this.folder, name);
  }
}
