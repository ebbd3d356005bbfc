import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { refuseDeviceName, refuseReadOnly } from '../../engine/files/index.js';
import { checkOptions, domains } from '../../engine/options/index.js';
import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { Logs } from '../fitting/index.js';
import { Callback } from './callback.js';
import { fileError } from './file-error.js';
import { pythonRepr } from './python-number.js';
import { withFirst } from './with-first.js';

export interface CSVLoggerOptions {
  /** The file, relative to the working folder: the notebook's. */
  filename: string;
  /** Default `','`. */
  separator?: string;
  /** Go on in a file that is there instead of starting it anew. Default false. */
  append?: boolean;
}

/**
 * Writes the logs of each epoch as a line of a file
 * ([keras.callbacks.CSVLogger](https://keras.io/api/callbacks/csv_logger/)), byte for byte as Keras does: epochs counted
 * from 0, columns sorted, `NA` for what was not measured.
 *
 * ```ts
 * callbacks: [new CSVLogger('training.csv', { append: true })]
 * ```
 *
 * @throws TypeError, RangeError naming an unknown or unfit option; when training begins, Error where the file cannot be
 * written. If the disk fills up later, that is told once and training goes on.
 */
export class CSVLogger extends Callback {
  protected override readonly laneName = 'CSVLogger';
  private readonly filename: string;
  private readonly separator: string;
  private readonly append: boolean;
  private file: number | undefined;
  private columns: string[] | undefined;
  private withHeader = true;

  constructor(filename: string | CSVLoggerOptions, others?: Omit<CSVLoggerOptions, 'filename'>) {
    const options = withFirst<CSVLoggerOptions, 'filename'>('filename', filename, others);
    checkOptions(
      'CSVLogger',
      { ...options, filename: options.filename ?? '' },
      {
        filename: domains.text,
        separator: domains.character,
        append: domains.boolean,
      },
    );
    super();
    this.filename = options.filename;
    this.separator = options.separator ?? ',';
    this.append = options.append ?? false;
  }

  override onTrainBegin(): void {
    this.release();
    this.columns = undefined;
    try {
      refuseDeviceName(this.filename);
      refuseReadOnly(this.filename);
      this.withHeader = !(this.append && existsSync(this.filename) && hasFirstLine(this.filename));
      this.file = openSync(this.filename, this.append ? 'a' : 'w');
    } catch (error) {
      throw fileError('CSVLogger', this.filename, error);
    }
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    if (this.file === undefined) return;
    const lines: string[] = [];
    if (!this.columns) {
      this.columns = columnsOf(logs);
      if (this.withHeader) lines.push(this.line(['epoch', ...this.columns]));
    }
    const values = this.columns.map((name) =>
      Object.hasOwn(logs, name) ? pythonRepr(logs[name] as number) : 'NA',
    );
    lines.push(this.line([String(epoch), ...values]));
    try {
      writeSync(this.file, lines.join(''));
    } catch (error) {
      this.giveUp(error);
    }
  }

  override onTrainEnd(): void {
    if (this.file === undefined) return;
    this.release();
    this.record({ kind: 'saved', facts: { path: this.filename, what: 'log' } });
  }

  protected override lane(): CallbackLane {
    const { laneName: name, filename, separator, append } = this;
    return { name, settings: { filename, separator, append } };
  }

  protected override release(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  /** A log is not worth a training: what failed is told, and the training goes on. */
  private giveUp(error: unknown): void {
    const { message } = fileError('CSVLogger', this.filename, error);
    this.record({ kind: 'failed', facts: { path: this.filename, reason: message } });
    console.warn(`${message} ${say('Training goes on without it.', '학습은 기록 없이 계속됩니다.')}`);
    this.release();
  }

  private line(fields: string[]): string {
    return `${fields.map((field) => this.quoted(field)).join(this.separator)}\r\n`;
  }

  /** As Python's "excel" dialect: quotes only where they are needed. */
  private quoted(field: string): string {
    const special = field.includes(this.separator) || /["\r\n]/.test(field);
    return special ? `"${field.replaceAll('"', '""')}"` : field;
  }
}

/** The columns are those of the first epoch; where it had no validation, there is room for one. */
function columnsOf(logs: Logs): string[] {
  const names = Object.keys(logs).sort();
  const validated = names.some((name) => name.startsWith('val_'));
  return validated ? names : [...names, ...names.map((name) => `val_${name}`)];
}

const hasFirstLine = (filename: string): boolean => readFileSync(filename, 'latin1').length > 0;
