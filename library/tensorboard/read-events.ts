import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { type DecodedValue, decodeEvent } from './decode-event.js';
import { readRecords } from './frame-record.js';

/** A value of a log: which run wrote it, under which tag, at which step. */
export interface LoggedValue extends DecodedValue {
  /** The folder of its event file, below the folder that was read: `train`, `relu/validation`; `.` for that folder itself. */
  run: string;
  /** Of an `epoch_…` tag the epoch, from 0. */
  step: number;
  /** When it was written: seconds since 1970. */
  wallTime: number;
}

/**
 * Reads what TensorBoard would show: all event files of a folder and of those below it, in the order in which they were
 * written. They may come from Keras or PyTorch too.
 *
 * ```ts
 * const logs = await readEvents('logs');
 * logs.filter(({ run, tag }) => run === 'train' && tag === 'epoch_loss').map(({ step, value }) => [step, value]);
 * ```
 *
 * A file that is still being written, or whose kernel was killed, is read up to its last whole record.
 *
 * @param logDir The folder that the TensorBoard callback was given, or one above it.
 * @throws TypeError where `logDir` is no path, Error where there is no event file, or where one is damaged.
 */
export async function readEvents(logDir: string): Promise<LoggedValue[]> {
  if (!domains.text.allows(logDir))
    throw new TypeError(
      say(
        "readEvents takes the folder of the logs: await readEvents('logs').",
        "readEvents에는 로그 폴더를 주어야 합니다: await readEvents('logs')",
      ),
    );
  const folder = resolve(logDir);
  const files = eventFiles(folder);
  if (files.length === 0) throw nothingIn(folder);
  return files.flatMap((file) => {
    const run = relative(folder, join(file, '..')).split(sep).join('/') || '.';
    return valuesOf(file).map((value) => ({ run, ...value }));
  });
}

/** Sorted: the names of event files begin with the time at which they were begun. */
function eventFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /tfevents[^/\\]*$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

const nothingIn = (folder: string): Error =>
  new Error(
    say(
      `readEvents: there are no event files in ${folder} or below. Train with callbacks: [new TensorBoard('logs')] first, and name the same folder.`,
      `readEvents: ${folder}과(와) 그 아래에 이벤트 파일이 없습니다. 먼저 callbacks: [new TensorBoard('logs')]로 학습하고 같은 폴더를 적으세요.`,
    ),
  );

function valuesOf(file: string): Omit<LoggedValue, 'run'>[] {
  try {
    return readRecords(readFileSync(file)).flatMap((record) => {
      const { wallTime, step, values } = decodeEvent(record);
      return values.map((value) => ({ step, wallTime, ...value }));
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      say(
        `readEvents: the event file ${file} is damaged (${reason}). Take it out of the folder, and train again.`,
        `readEvents: 이벤트 파일 ${file}이(가) 손상되었습니다(${reason}). 폴더에서 빼고 다시 학습하세요.`,
      ),
      { cause },
    );
  }
}
