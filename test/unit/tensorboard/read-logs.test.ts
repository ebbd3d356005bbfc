import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PbfWriter } from 'pbf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { frameRecord } from '../../../library/tensorboard/frame-record.js';
import { readEvents } from '../../../library/tensorboard/read-events.js';
import { RunWriter } from '../../../library/tensorboard/run-writer.js';
import {
  histogramSummary,
  imageSummary,
  modelSummary,
  scalarSummary,
  textSummary,
} from '../../../library/tensorboard/summaries.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(run: string, ...steps: Parameters<RunWriter['write']>[]): void {
  const writer = new RunWriter(join(folder, run));
  for (const step of steps) writer.write(...step);
  writer.close();
}
const eventFile = (run = '.') =>
  join(folder, run, readdirSync(join(folder, run)).find((name) => name.includes('tfevents')) ?? '');

/** A value as TensorFlow's own writers lay it out, in an event file of its own. */
function writeForeign(value: (writer: PbfWriter) => void): void {
  const event = new PbfWriter();
  event.writeDoubleField(1, 5);
  event.writeVarintField(2, 7);
  event.writeMessage(5, (_, summary) => summary.writeMessage(1, (__, writer) => value(writer), null), null);
  writeFileSync(join(folder, 'events.out.tfevents.1.other'), frameRecord(event.finish()));
}

describe('readEvents', () => {
  test('gives back what was written: run, tag, step, value', async () => {
    write('train', [0, [scalarSummary('epoch_loss', 0.5)]], [1, [scalarSummary('epoch_loss', 0.25)]]);
    write(join('deep', 'validation'), [2 ** 40, [scalarSummary('epoch_loss', Number.NaN)]]);
    const logs = await readEvents(folder);
    expect(logs.map(({ run, tag, step, plugin, value }) => [run, tag, step, plugin, value])).toEqual([
      ['deep/validation', 'epoch_loss', 2 ** 40, 'scalars', Number.NaN],
      ['train', 'epoch_loss', 0, 'scalars', 0.5],
      ['train', 'epoch_loss', 1, 'scalars', 0.25],
    ]);
    expect(Math.abs((logs[1]?.wallTime ?? 0) - Date.now() / 1000)).toBeLessThan(60);
    expect((await readEvents(join(folder, 'train'))).map(({ run }) => run)).toEqual(['.', '.']);
  });

  test('histograms are buckets, texts and graphs are texts, images are files', async () => {
    const png = Uint8Array.of(137, 80);
    write('train', [
      3,
      [
        histogramSummary('h', [0, 0, 30]),
        textSummary('note', '**가**'),
        modelSummary('{}'),
        imageSummary('i', 1, 1, [png]),
      ],
    ]);
    const [histogram, ...others] = await readEvents(join(folder, 'train'));
    expect(histogram?.histogram).toHaveLength(30);
    expect(histogram?.histogram?.[0]).toEqual({ left: 0, right: 1, count: 2 });
    expect(histogram?.histogram?.[29]).toEqual({ left: 29, right: 30, count: 1 });
    expect(others.map(({ wallTime: _, ...value }) => value)).toEqual([
      { run: '.', step: 3, tag: 'note', plugin: 'text', text: '**가**' },
      { run: '.', step: 3, tag: 'keras', plugin: 'graph_keras_model', text: '{}' },
      { run: '.', step: 3, tag: 'i', plugin: 'images', images: { width: 1, height: 1, files: [png] } },
    ]);
  });

  test.each<[string, (writer: PbfWriter) => void]>([
    [
      'a scalar of TensorFlow: a tensor with a list of floats',
      (writer) => {
        writer.writeStringField(1, 'loss');
        writer.writeMessage(
          8,
          (_, tensor) => {
            tensor.writeVarintField(1, 1);
            tensor.writePackedFloat(5, [0.5]);
          },
          null,
        );
        writer.writeMessage(
          9,
          (_, metadata) => metadata.writeMessage(1, (__, data) => data.writeStringField(1, 'scalars'), null),
          null,
        );
      },
    ],
    [
      'a scalar of PyTorch: a plain number',
      (writer) => {
        writer.writeStringField(1, 'loss');
        writer.writeFloatField(2, 0.5);
      },
    ],
  ])('%s', async (_, value) => {
    writeForeign(value);
    expect(await readEvents(folder)).toEqual([
      { run: '.', tag: 'loss', step: 7, wallTime: 5, plugin: 'scalars', value: 0.5 },
    ]);
  });

  test('several files of a run come in the order in which they were begun', async () => {
    for (const value of [1, 2, 3]) write('train', [0, [scalarSummary('a', value)]]);
    expect((await readEvents(folder)).map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  test('a record that is cut off at the end is left out', async () => {
    write('.', [0, [scalarSummary('a', 1)]], [1, [scalarSummary('a', 2)]]);
    const whole = readFileSync(eventFile());
    for (const cut of [1, 20, whole.length / 2 + 20]) {
      writeFileSync(eventFile(), whole.subarray(0, whole.length - Math.floor(cut)));
      expect((await readEvents(folder)).length).toBeLessThan(2);
    }
    writeFileSync(eventFile(), whole);
    appendFileSync(eventFile(), new Uint8Array(5));
    expect(await readEvents(folder)).toHaveLength(2);
  });

  test('a damaged file is named, with the byte', async () => {
    write('train', [0, [scalarSummary('a', 1)]]);
    const bytes = readFileSync(eventFile('train'));
    bytes[50] = (bytes[50] ?? 0) ^ 1;
    writeFileSync(eventFile('train'), bytes);
    await expect(readEvents(folder)).rejects.toThrow(
      /event file .*train.*tfevents.* is damaged \(the record at byte 40 has a wrong checksum of its length; 48 bytes/,
    );
  });

  test('what is no folder of logs is refused', async () => {
    await expect(readEvents(folder)).rejects.toThrow(`there are no event files in ${folder} or below`);
    await expect(readEvents(join(folder, 'nowhere'))).rejects.toThrow(
      'Train with callbacks: [new TensorBoard',
    );
    await expect(readEvents(undefined as never)).rejects.toThrow(TypeError);
    await expect(readEvents('')).rejects.toThrow("await readEvents('logs')");
  });
});
