import { resolve } from 'node:path';
import { domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { damageWords } from './damage-words.js';
import { type DecodedValue, EventDecoder } from './decode-event.js';
import { eventFiles, runOf } from './event-files.js';
import { type Damage, RecordReader } from './record-reader.js';

export interface ReadEventsOptions {
  /** Gets each place of a file that cannot be read; all else is given. Without it such a file is refused. */
  onDamage?: (damage: Damage & { file: string; message: string }) => void;
}

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
 * written. They may come from Keras or PyTorch too. For a large folder there is `runs.import`, which holds only what it shows.
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
export async function readEvents(
  logDir: string,
  { onDamage }: ReadEventsOptions = {},
): Promise<LoggedValue[]> {
  if (!domains.text.allows(logDir))
    throw new TypeError(
      say(
        "readEvents takes the folder of the logs: await readEvents('logs').",
        "readEvents에는 로그 폴더를 주어야 합니다: await readEvents('logs')",
      ),
    );
  const folder = resolve(logDir);
  const files = await eventFiles(folder);
  if (files.length === 0) throw nothingIn(folder);
  const read: LoggedValue[] = [];
  for (const file of files) {
    const run = runOf(folder, file);
    for (const value of await valuesOf(file, onDamage)) read.push({ run, ...value });
  }
  return read;
}

const nothingIn = (folder: string): Error =>
  new Error(
    say(
      `readEvents: there are no event files in ${folder} or below. Train with callbacks: [new TensorBoard('logs')] first, and name the same folder.`,
      `readEvents: ${folder}과(와) 그 아래에 이벤트 파일이 없습니다. 먼저 callbacks: [new TensorBoard('logs')]로 학습하고 같은 폴더를 적으세요.`,
    ),
  );

/** @throws Error where a record is damaged, unless somebody wants to hear of it. */
async function valuesOf(
  file: string,
  onDamage: ReadEventsOptions['onDamage'],
): Promise<Omit<LoggedValue, 'run'>[]> {
  const reader = new RecordReader(file);
  const decoder = new EventDecoder();
  const found: Omit<LoggedValue, 'run'>[] = [];
  const take = (record: Uint8Array): void => {
    const { wallTime, step, values } = decoder.decode(record);
    for (const value of values) found.push({ step, wallTime, ...value });
  };
  while (reader.read(take)) await new Promise(setImmediate);
  if (!onDamage && reader.damages[0]) throw damagedFile(file, damageWords(reader.damages[0]));
  for (const damage of reader.damages) onDamage?.({ file, ...damage, message: damageWords(damage) });
  return found;
}

const damagedFile = (file: string, reason: string): Error =>
  new Error(
    say(
      `readEvents: the event file ${file} is damaged (${reason}). Take it out of the folder and train again, or read the rest of it: readEvents(folder, { onDamage: ({ message }) => console.warn(message) }).`,
      `readEvents: 이벤트 파일 ${file}이(가) 손상되었습니다(${reason}). 폴더에서 빼고 다시 학습하거나, 나머지만 읽으려면 readEvents(folder, { onDamage: ({ message }) => console.warn(message) })로 읽으세요.`,
    ),
  );
