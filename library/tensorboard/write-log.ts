import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { refuseDeviceName } from '../../engine/files/index.js';
import { encodeEvent, type SummaryValue } from './event.js';
import { frameRecord } from './frame-record.js';

/** Values that were written at one step, at one time. */
export interface TimedValues {
  step: number;
  /** Seconds since 1970. */
  wallTime: number;
  values: SummaryValue[];
}

const CHUNK = 1 << 20;

/**
 * Writes an event file of what has been recorded, in the place of one that was written for the same `id`. It has its name only
 * once it is whole.
 *
 * @returns its path.
 * @throws Error from the file system.
 */
export function writeLog(folder: string, id: string, events: Iterable<TimedValues>, begun: number): string {
  refuseDeviceName(folder);
  mkdirSync(folder, { recursive: true });
  const name = logName(id, begun);
  const part = join(folder, `.epochbook-${process.pid}.part`);
  const file = openSync(part, 'w');
  try {
    let pending: Uint8Array[] = [frameRecord(encodeEvent(begun, { fileVersion: 'brain.Event:2' }))];
    let bytes = 0;
    const flush = (): void => {
      const chunk = Buffer.concat(pending);
      for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done);
      [pending, bytes] = [[], 0];
    };
    for (const { step, wallTime, values } of events) {
      const record = frameRecord(encodeEvent(wallTime, { step, values }));
      pending.push(record);
      bytes += record.length;
      if (bytes >= CHUNK) flush();
    }
    flush();
  } catch (error) {
    closeSync(file);
    rmSync(part, { force: true });
    throw error;
  }
  closeSync(file);
  renameSync(part, join(folder, name));
  return join(folder, name);
}

const logName = (id: string, begun: number): string =>
  `events.out.tfevents.${Math.floor(begun)}.${id}.epochbook.v2`;

/** Event files of a folder that are not this run's: TensorBoard would draw them as one. */
export function otherLogs(folder: string, id: string): string[] {
  try {
    return readdirSync(folder).filter(
      (name) => name.includes('tfevents') && !name.endsWith(`.${id}.epochbook.v2`),
    );
  } catch {
    return [];
  }
}
