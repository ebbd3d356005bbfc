import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PbfWriter } from 'pbf';
import { maskedCrc32c } from '../library/tensorboard/crc.js';
import { encodeEvent } from '../library/tensorboard/event.js';
import { frameRecord } from '../library/tensorboard/frame-record.js';

/** The tag of all curves. */
export const TAG = 'loss';
const BEGUN = 1_700_000_000;

/**
 * A folder of runs with one curve each, written as PyTorch's SummaryWriter does: a plain number a record. The records differ in
 * their numbers alone, so that each is made out of one by overwriting them.
 *
 * @returns the folder, to be removed by whoever asked.
 */
export function makeLogFolder(runs: number, points: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-bench-logs-'));
  const { record, at } = template();
  const version = frameRecord(encodeEvent(BEGUN, { fileVersion: 'brain.Event:2' }));
  const bytes = Buffer.alloc(version.length + points * record.length);
  bytes.set(version);
  for (let point = 0; point < points; point++) bytes.set(record, version.length + point * record.length);
  for (let run = 0; run < runs; run++) {
    for (let point = 0; point < points; point++) {
      const start = version.length + point * record.length;
      bytes.writeDoubleLE(BEGUN + point, start + at.time);
      // Four bytes for every step: whole numbers may be written longer than they need be.
      for (let i = 0; i < 4; i++)
        bytes[start + at.step + i] = ((point >> (7 * i)) & 0x7f) | (i < 3 ? 0x80 : 0);
      bytes.writeFloatLE(
        Math.exp(-point / (points / 8)) + 0.1 * Math.sin(point * (run + 1)),
        start + at.value,
      );
      bytes.writeUInt32LE(maskedCrc32c(bytes.subarray(start + 12, start + at.end)), start + at.end);
    }
    const own = join(folder, `run ${String(run).padStart(2, '0')}`);
    mkdirSync(own);
    writeFileSync(join(own, `events.out.tfevents.${BEGUN}.bench`), bytes);
  }
  return folder;
}

/** One record, and where its numbers stand in it. */
function template(): { record: Uint8Array; at: { time: number; step: number; value: number; end: number } } {
  const event = new PbfWriter();
  event.writeDoubleField(1, BEGUN);
  event.writeVarintField(2, 2 ** 27);
  event.writeMessage(
    5,
    (_, summary) =>
      summary.writeMessage(
        1,
        (__, value) => {
          value.writeStringField(1, TAG);
          value.writeFloatField(2, 1);
        },
        null,
      ),
    null,
  );
  const record = frameRecord(event.finish());
  const end = record.length - 4;
  // Head, then the time behind its key, the step behind its key; the value is the last field.
  return { record, at: { time: 13, step: 22, value: end - 4, end } };
}
