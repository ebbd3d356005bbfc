import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEvents } from '../../../library/tensorboard/read-events.js';
import { RunWriter } from '../../../library/tensorboard/run-writer.js';
import {
  histogramSummary,
  imageSummary,
  scalarSummary,
  textSummary,
} from '../../../library/tensorboard/summaries.js';
import { drawnNumbers } from './drawn-numbers.js';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-damaged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let file = '';
let whole: Buffer;
let values: string[];
/** Where each record ends, in order. */
let ends: number[];

async function read(): Promise<{ values: string[]; bytes: number[] }> {
  const bytes: number[] = [];
  const read = await readEvents(folder, { onDamage: ({ byte }) => bytes.push(byte) });
  return { values: read.map((value) => JSON.stringify(value)), bytes };
}

beforeAll(async () => {
  const writer = new RunWriter(folder);
  for (let step = 0; step < 60; step++)
    writer.write(step, [
      step % 10 === 3
        ? histogramSummary('weights', [step, 0, 5])
        : step % 10 === 5
          ? textSummary('note', `step ${step}`)
          : step % 10 === 7
            ? imageSummary('image', 1, 1, [new Uint8Array(600).fill(step)])
            : scalarSummary('loss', 1 / (step + 1)),
    ]);
  writer.close();
  file = join(folder, readdirSync(folder)[0] as string);
  whole = readFileSync(file);
  values = (await read()).values;
  ends = [];
  for (let at = 0; at < whole.length; ) {
    at += 16 + Number(whole.readBigUInt64LE(at));
    ends.push(at);
  }
  expect(values).toHaveLength(60);
  expect(ends).toHaveLength(61);
});

describe('event files that are damaged', () => {
  test('cut at 1,000 random bytes: the whole records before are read, and nothing is thrown', async () => {
    for (const at of drawnNumbers(17, 1000, whole.length)) {
      writeFileSync(file, whole.subarray(0, at));
      const { values: found, bytes } = await read();
      // The first record holds the version alone.
      const complete = Math.max(0, ends.filter((end) => end <= at).length - 1);
      expect(found, `cut at ${at}`).toEqual(values.slice(0, complete));
      expect(bytes).toEqual([]);
    }
  });

  test('1,000 random bits flipped: all but the record with the bit is read, and its byte is told', async () => {
    for (const bit of drawnNumbers(18, 1000, 8 * whole.length)) {
      const at = bit >> 3;
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ (1 << (bit & 7));
      writeFileSync(file, bytes);
      const found = await read();
      const record = ends.findIndex((end) => at < end);
      const expected = record === 0 ? values : values.filter((_, i) => i !== record - 1);
      expect(found.values, `bit ${bit}`).toEqual(expected);
      expect(found.bytes, `bit ${bit}`).toEqual([record === 0 ? 0 : ends[record - 1]]);
    }
  });

  test.each<[string, (bytes: Buffer) => Buffer, number, number[]]>([
    ['nothing at all', () => Buffer.alloc(0), 0, []],
    ['a tail of zeros, as after a crash', (bytes) => Buffer.concat([bytes, Buffer.alloc(4096)]), 60, [-1]],
    ['another file', () => Buffer.from('a text that is no event file, and long enough for a head'), 0, [0]],
    ['the same twice', (bytes) => Buffer.concat([bytes, bytes]), 120, []],
    ['bytes between', (bytes) => Buffer.concat([bytes, Buffer.from('garbage'), bytes]), 120, [-1]],
  ])('%s', async (_, change, count, places) => {
    writeFileSync(file, change(whole));
    const { values: found, bytes } = await read();
    expect(found).toHaveLength(count);
    expect(bytes).toEqual(places.map((place) => (place < 0 ? whole.length : place)));
  });
});
