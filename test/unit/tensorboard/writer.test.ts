import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crc32c, maskedCrc32c } from '../../../library/tensorboard/crc.js';
import { encodeEvent } from '../../../library/tensorboard/event.js';
import { frameRecord } from '../../../library/tensorboard/frame-record.js';
import { histogramRows } from '../../../library/tensorboard/histogram.js';
import { writeProjector } from '../../../library/tensorboard/projector.js';
import { RunWriter } from '../../../library/tensorboard/run-writer.js';
import { histogramSummary, scalarSummary, textSummary } from '../../../library/tensorboard/summaries.js';
import { weightImage } from '../../../library/tensorboard/weight-images.js';
import { numbersOf, readEvents, readRecords } from './read-events.js';

const root = join(import.meta.dirname, '../../..');
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-tensorboard-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const eventFiles = (): string[] => readdirSync(folder).filter((name) => name.includes('tfevents'));

describe('framing', () => {
  test('checksums are CRC-32C, masked', () => {
    expect(hex(crc32c(ascii('123456789')))).toBe('E3069283');
    expect(hex(maskedCrc32c(ascii('123456789')))).toBe('C78AB0E5');
    expect(hex(maskedCrc32c(new Uint8Array(0)))).toBe('A282EAD8');
    // RFC 3720, B.4
    expect(hex(crc32c(new Uint8Array(32)))).toBe('8A9136AA');
    expect(hex(crc32c(new Uint8Array(32).fill(0xff)))).toBe('62A8AB43');
    expect(hex(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)))).toBe('46DD794E');
  });

  test('a record is its length, the checksum of that, the payload, its checksum', () => {
    const version = encodeEvent(1, { fileVersion: 'brain.Event:2' });
    expect(version.length).toBe(24);
    const record = frameRecord(version);
    const view = new DataView(record.buffer);
    expect(view.getBigUint64(0, true)).toBe(24n);
    expect(hex(view.getUint32(8, true))).toBe('224B7FA3');
    expect(record.length).toBe(40);
    expect(readRecords(record)).toEqual([version]);
  });

  test('a flipped bit is seen by the reader that these tests use', () => {
    const record = frameRecord(ascii('payload'));
    record[13] = (record[13] as number) ^ 1;
    expect(() => readRecords(record)).toThrow('another checksum');
  });

  test('a step beyond 32 bits keeps its value', () => {
    const writer = new RunWriter(folder);
    writer.write(2 ** 40 + 3, [scalarSummary('a', 1)]);
    writer.close();
    expect(readEvents(join(folder, eventFiles()[0] as string)).at(-1)?.step).toBe(2 ** 40 + 3);
  });
});

describe('event file', () => {
  test('begins with its version and holds scalars, text and histograms', () => {
    const writer = new RunWriter(join(folder));
    const before = Date.now() / 1000;
    writer.write(0, [scalarSummary('epoch_loss', 0.1), textSummary('note', 'a **bold** 한국어')]);
    writer.write(7, [histogramSummary('w', [1, 2, 2, 3])]);
    writer.close();
    const [name] = eventFiles();
    expect(name).toMatch(/^events\.out\.tfevents\.\d{10}\..+\.\d+\.\d+\.v2$/);
    const events = readEvents(join(folder, name as string));
    expect(events[0]?.fileVersion).toBe('brain.Event:2');
    expect(events[1]?.wallTime).toBeGreaterThanOrEqual(before);
    const [loss, note] = events[1]?.values ?? [];
    expect(loss).toMatchObject({ tag: 'epoch_loss', plugin: 'scalars', dtype: 1, shape: [] });
    expect(loss && numbersOf(loss)).toEqual([Math.fround(0.1)]);
    expect(note).toMatchObject({ tag: 'note', plugin: 'text', dtype: 7, shape: [] });
    expect(new TextDecoder().decode(note?.strings[0])).toBe('a **bold** 한국어');
    expect(events[2]).toMatchObject({ step: 7 });
    expect(events[2]?.values[0]).toMatchObject({ plugin: 'histograms', dtype: 2, shape: [30, 3] });
  });

  test('each session has a file of its own that sorts behind the older ones', () => {
    // One from the future, as after a clock that was set back.
    const ahead = `events.out.tfevents.${Math.floor(Date.now() / 1000) + 3600}.host.1.0.v2`;
    writeFileSync(join(folder, ahead), '');
    const seen = new Set([ahead]);
    for (let session = 0; session < 12; session++) {
      const writer = new RunWriter(folder);
      writer.write(session, [scalarSummary('a', session)]);
      writer.close();
      const fresh = eventFiles().filter((name) => !seen.has(name));
      expect(fresh).toHaveLength(1);
      expect(eventFiles().sort().at(-1)).toBe(fresh[0]);
      seen.add(fresh[0] as string);
    }
  });

  test('nothing is made where nothing is written', () => {
    const writer = new RunWriter(folder);
    writer.write(0, []);
    writer.settle();
    writer.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is on disk within a second, without anybody asking', async () => {
    const writer = new RunWriter(folder);
    writer.write(0, [scalarSummary('a', 1)]);
    await new Promise((resolve) => setTimeout(resolve, 1300));
    expect(readEvents(join(folder, eventFiles()[0] as string))).toHaveLength(2);
    writer.close();
  });

  test('a killed process leaves whole records, of all but its last second', async () => {
    const script = join(folder, 'writer.mjs');
    await build({
      stdin: {
        contents: `
          import { RunWriter } from './library/tensorboard/run-writer.js';
          import { scalarSummary } from './library/tensorboard/summaries.js';
          const writer = new RunWriter(process.argv[2]);
          // Never gives way to the event loop for longer than a microtask, as a training on a native engine.
          for (let step = 0; ; step++) {
            writer.write(step, [scalarSummary('time', (Date.now() / 1000) % 1000)]);
            writer.settle();
            if (step % 1000 === 0) process._rawDebug(step + ' ' + Date.now() / 1000);
            await null;
          }`,
        resolveDir: root,
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
    });
    const run = join(folder, 'run');
    const child = spawn(process.execPath, [script, run], { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise<void>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        told = text.trim().split('\n').at(-1) ?? '';
        if (Number.parseInt(told, 10) >= 20_000) resolve();
      });
    });
    child.kill('SIGKILL');
    await ended;
    const [name] = readdirSync(run);
    const events = readEvents(join(run, name as string));
    expect(events.map(({ step }) => step).slice(1)).toEqual(events.slice(1).map((_, i) => i));
    expect(events.length).toBeGreaterThan(1000);
    // The last thing that it is known to have done, and the last that is kept of it.
    expect(Number(told.split(' ')[1]) - (events.at(-1)?.wallTime ?? 0)).toBeLessThan(1);
  });

  test('a folder that cannot be made is an error of the file system', () => {
    writeFileSync(join(folder, 'file'), '');
    const writer = new RunWriter(join(folder, 'file', 'logs'));
    expect(() => writer.write(0, [scalarSummary('a', 1)])).toThrow(/ENOTDIR|EEXIST/);
  });

  test('a full disk leaves whole records and says so', async (context) => {
    if (process.platform !== 'linux')
      context.skip('the limit on file size stands in for a full disk on Linux only');
    const script = join(folder, 'fill.mjs');
    await build({
      stdin: {
        contents: `
          import { RunWriter } from './library/tensorboard/run-writer.js';
          import { textSummary } from './library/tensorboard/summaries.js';
          const writer = new RunWriter(process.argv[2]);
          try {
            for (let step = 0; step < 1000; step++) writer.write(step, [textSummary('t', 'x'.repeat(1000))]);
            writer.close();
          } catch (error) { console.log(error.code); }`,
        resolveDir: root,
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
    });
    const run = join(folder, 'run');
    // A limit on the size of files, in units of 512 bytes, meets `write` as a full disk does: a part is written, then none.
    const child = spawn('sh', [
      '-c',
      `ulimit -f 300; trap '' XFSZ; exec "$0" "$1" "$2"`,
      process.execPath,
      script,
      run,
    ]);
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(printed.trim()).toBe('EFBIG');
    const [name] = readdirSync(run);
    const events = readEvents(join(run, name as string));
    expect(events.length).toBeGreaterThan(50);
    expect(events.length).toBeLessThan(200);
  });
});

describe('histogram', () => {
  const rows = (values: number[], buckets: number): number[][] => {
    const flat = histogramRows(values, buckets);
    return Array.from({ length: buckets }, (_, i) => [...flat.subarray(3 * i, 3 * i + 3)]);
  };
  const closeTo = (expected: number[][]): number[][] =>
    expected.map((row) => row.map((value) => expect.closeTo(value, 4)));

  test('has buckets of equal width, the last closed', () => {
    expect(rows([1, 2, 2, 3], 3)).toEqual(
      closeTo([
        [1, 1.6667, 1],
        [1.6667, 2.3333, 2],
        [2.3333, 3, 1],
      ]),
    );
    expect(rows([1, 2, 2, 3], 3).at(-1)?.[1]).toBe(3);
  });

  test('of one value has all in its last bucket; of none is zeros', () => {
    expect(rows([5, 5, 5], 3)).toEqual([
      [5, 5, 0],
      [5, 5, 0],
      [5, 5, 3],
    ]);
    expect(rows([], 3)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('leaves out what is not finite', () => {
    expect(rows([Number.NaN, 0, 1, Number.POSITIVE_INFINITY], 2)).toEqual([
      [0, 0.5, 1],
      [0.5, 1, 1],
    ]);
  });

  test('counts every value once, 30 buckets by default', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 3);
    const flat = histogramRows(values);
    expect(flat.length).toBe(90);
    expect(flat.reduce((sum, value, i) => sum + (i % 3 === 2 ? value : 0), 0)).toBe(1000);
  });
});

describe('projector', () => {
  test('tables without a heading for labels, with one for columns', () => {
    writeProjector(folder, [
      {
        name: 'words',
        shape: [2, 3],
        values: [1, 2, 3, 4, 5, 6.5],
        metadata: { rows: [['the'], ['a\tb']] },
      },
      {
        name: 'a/b',
        shape: [1, 2],
        values: [0, 1],
        metadata: { columns: ['word', 'count'], rows: [['the', 3]] },
      },
    ]);
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(read('embedding-words.tsv')).toBe('1\t2\t3\n4\t5\t6.5\n');
    expect(read('embedding-words-metadata.tsv')).toBe('the\na b\n');
    expect(read('embedding-a_b-metadata.tsv')).toBe('word\tcount\nthe\t3\n');
    expect(read('projector_config.pbtxt')).toContain(
      'tensor_name: "a/b"\n  tensor_shape: 1\n  tensor_shape: 2\n',
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('images of weights', () => {
  const drawn = (shape: number[], values: number[]) => {
    const tensor = weightImage('w', shape, values)?.tensor;
    if (tensor?.dtype !== 'string') return undefined;
    const [width, height, ...pngs] = tensor.values;
    return {
      size: `${width}×${height}`,
      pixels: pngs.map((png) => {
        const bytes = Buffer.from(png as Uint8Array);
        const at = bytes.indexOf('IDAT');
        return [...inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)))];
      }),
    };
  };

  test('a bias is a row, a matrix lies on its longer side', () => {
    expect(drawn([3], [0, 1, 2])).toEqual({ size: '3×1', pixels: [[0, 0, 128, 255]] });
    expect(drawn([2, 3], [0, 1, 2, 3, 4, 5])?.size).toBe('3×2');
    // [[0, 1], [2, 3], [4, 5]] turned: rows 0 2 4 and 1 3 5
    expect(drawn([3, 2], [0, 1, 2, 3, 4, 5])).toEqual({
      size: '3×2',
      pixels: [[0, 0, 102, 204, 0, 51, 153, 255]],
    });
  });

  test('output channels of a convolution over one channel are images; other ranks are none', () => {
    const kernel = drawn(
      [2, 2, 1, 4],
      Array.from({ length: 16 }, (_, i) => i),
    );
    expect(kernel?.size).toBe('2×2');
    expect(kernel?.pixels).toHaveLength(3);
    expect(kernel?.pixels[0]).toEqual([0, 0, 68, 0, 136, 204]);
    expect(weightImage('w', [2, 2, 3, 4], new Float32Array(48))).toBeUndefined();
    expect(weightImage('w', [1], [3])).toBeUndefined();
  });
});

test('a folder without permission', (context) => {
  if (process.platform === 'win32') context.skip('Windows has no such permissions of a folder');
  if (process.getuid?.() === 0) context.skip('root may write into every folder; run it as another user');
  chmodSync(folder, 0o500);
  expect(() => new RunWriter(folder).write(0, [scalarSummary('a', 1)])).toThrow('EACCES');
  chmodSync(folder, 0o700);
});
