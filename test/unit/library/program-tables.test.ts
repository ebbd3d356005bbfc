import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeKorean } from '../../../library/csv/korean-code-page.js';
import { CSVLogger, readCsv } from '../../../library/index.js';
import { programTables } from './program-tables.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterAll(() => rm(folder, { recursive: true }));

const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
beforeEach(() => warned.mockClear());

describe('tables of other programs', () => {
  it('are at least forty', () => {
    expect(programTables.length).toBeGreaterThanOrEqual(40);
  });

  it.each(programTables)(
    '$program',
    async ({ file = 'data.csv', bytes, options, columns, refused, told = [] }) => {
      const path = join(folder, file);
      await writeFile(path, bytes);
      if (refused) await expect(readCsv(path, options)).rejects.toThrow(refused);
      else {
        const table = await readCsv(path, options);
        expect(Object.fromEntries(table.columns.map((name) => [name, table.column(name)]))).toEqual(columns);
        expect(table.columns.join()).toBe(
          Object.keys(columns ?? {})
            .sort(asIn(table.columns))
            .join(),
        );
      }
      const sentences = warned.mock.calls.map(([sentence]) => String(sentence));
      expect(sentences.length, sentences.join('\n')).toBe(told.length);
      told.forEach((part, i) => {
        expect(sentences[i]).toMatch(part);
      });
    },
  );
});

/** Objects put names that are whole numbers first. */
const asIn = (names: readonly string[]) => (a: string, b: string) => names.indexOf(a) - names.indexOf(b);

it('reads every character of code page 949 as Windows does', () => {
  const characters: string[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      try {
        characters.push(decodeKorean(Uint8Array.of(lead, trail)));
      } catch {
        // These bytes stand for no character.
      }
  // What cp949 of Python gives.
  expect(characters.length).toBe(17_048);
  expect(createHash('sha256').update(characters.join('')).digest('hex')).toBe(
    'f49bf642f090c1ce9815815ce783022b6deebb12346af361db70c72d9d7bb59d',
  );
});

it.each([',', ';', '\t'])('reads back what CSVLogger has written, with %j between', async (separator) => {
  const path = join(folder, 'training.csv');
  const logger = new CSVLogger(path, { separator });
  logger.onTrainBegin();
  logger.onEpochEnd(0, { loss: Number.NaN, accuracy: 0.1 });
  logger.onEpochEnd(1, { loss: Number.POSITIVE_INFINITY, accuracy: 1e-9 });
  logger.onEpochEnd(2, { loss: Number.NEGATIVE_INFINITY, accuracy: 1 / 3 });
  logger.onTrainEnd();
  const table = await readCsv(path, { separator });
  expect(table.column('epoch')).toEqual([0, 1, 2]);
  expect(table.column('loss')).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  expect(table.column('accuracy')).toEqual([0.1, 1e-9, 1 / 3]);
  expect(table.column('val_loss')).toEqual([null, null, null]);
  expect(warned).not.toHaveBeenCalled();
});
