import { describe, expect, test } from 'vitest';
import {
  type DistributionsPayload,
  MAX_JSON_BYTES,
  MAX_UNPACKED_BYTES,
  type PackedPayload,
  packBits,
  packMatrix,
  quantize,
  runLayersSchema,
} from '../../../protocol/index.js';
import { batchNormExamples } from '../../../renderers/batch-norm/examples.js';
import { distributionsExamples } from '../../../renderers/distributions/examples.js';
import { packPayload } from '../../../renderers/drawing/packing/pack.js';
import { savedPackedBytes } from '../../../renderers/drawing/packing/saved-packed-bytes.js';
import { unpackPayload } from '../../../renderers/drawing/packing/unpack.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { check } from '../../../renderers/drawing/validation.js';
import { dropoutExamples } from '../../../renderers/dropout/examples.js';
import { packRun, unpackRun } from '../../../renderers/training/packed-run.js';
import { wholeTrainingSchema } from '../../../renderers/training/schema.js';
import { packLayers } from '../../../renderers/training/thin-layers.js';
import { trainingOfVersion1, trainingOfVersion2 } from '../../saved/saved-files.js';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const packed = (value: object): PackedPayload => packPayload({ version: 1, ...value });
/** What a notebook gives back of a packed payload. */
function back(value: object): unknown {
  const unpacked = unpackPayload(throughJson(packed(value)));
  if (!unpacked.ok) throw new Error(unpacked.where);
  return unpacked.value;
}

/** Always the same numbers from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const examples = {
  dropout: dropoutExamples,
  batchNorm: batchNormExamples,
  distributions: distributionsExamples,
};

describe('what was packed comes back', () => {
  test.each(
    Object.entries(examples).flatMap(([picture, all]) =>
      Object.keys(all).map((name) => [picture, name] as const),
    ),
  )('%s: %s', (picture, name) => {
    const payload = throughJson(examples[picture as keyof typeof examples][name]?.()) as object;
    expect(back(payload)).toEqual(payload);
  });

  test('an output of before', () => {
    const { layers } = trainingOfVersion1();
    for (const payload of Object.values(layers)) {
      expect(back(payload)).toEqual(payload);
      expect(savedPackedBytes(payload)).toBeLessThan(savedBytes(payload));
    }
  });

  test('an output of version 2 is what it was of version 1', () => {
    const { layers } = trainingOfVersion1();
    const saved = trainingOfVersion2();
    for (const name of ['dropout', 'batchNorm', 'distributions'] as const) {
      expect(saved.layers[name]).toMatchObject({ version: 2 });
      expect(unpackPayload(saved.layers[name])).toEqual({ ok: true, value: layers[name] });
    }
  });

  test('a run, with no number changed', () => {
    const { layers: _, ...run } = trainingOfVersion1();
    const saved = throughJson(packRun(run));
    expect(Object.keys(saved as object)).not.toContain('steps');
    expect(unpackRun(saved)).toEqual(run);
    expect(unpackRun(run)).toBe(run);
    expect(check(wholeTrainingSchema, saved)).toEqual({ ok: true, value: run });
    const { packed: parts, ...others } = saved as { packed: { text: object } };
    const damaged = { ...others, packed: { ...parts, text: { bytes: 1, deflate: '' } } };
    expect(check(wholeTrainingSchema, damaged)).toMatchObject({ ok: false });
  });

  test('numbers of all kinds', () => {
    const lists = {
      rising: [0, 0, 1, 127, 128, 16_384, Number.MAX_SAFE_INTEGER],
      mixed: [5, 0, 300, 2, 70_000, 1],
      below: [-1, 2, 3, 4],
      beyond: [1, 2, 3, 2 ** 53],
      short: [1, 2, 3],
      none: [],
      shares: [0.1, 1 / 3, 0.123456789012, 1],
      six: [0.123456, -98_765.4, 1e-7, 0, 3],
      words: [null, 'NaN', 'Infinity', '-Infinity', 1.5, null],
      tiny: [1e-45, 1e-320, 1e300, 4],
      exact: [0.7001953125, 0.693359375, 0.7373046875, 0.7080078125],
      texts: ['1', '2', '3', '4'],
      nested: [[1, 2, 3, 4], [4, 3, 2, 1], [], [0.5]],
      nulls: [null, null, null, null],
      objects: [{ low: 1 }, { low: 2 }, { low: 3 }, { low: 4 }],
      histograms: [
        null,
        { low: -1.2345678, high: 3.25, counts: [1, 2, 3, 4] },
        { low: 0, high: 0, counts: [9, 0, 0, 1] },
        null,
      ],
      uneven: [
        { low: 0, high: 1, counts: [1, 2] },
        { low: 0, high: 1, counts: [1, 2, 3] },
        { low: 0, high: 1, counts: [] },
        { low: 0, high: 1, counts: [4] },
      ],
    };
    expect(back(lists)).toEqual({ version: 1, ...lists });
  });

  test('matrices, also with values that are no numbers, and ones that are not whole', () => {
    const odd = new Float32Array([Number.NaN, -0, Number.POSITIVE_INFINITY, 1e-45, -3.5, 2 ** 25]);
    // A NaN that carries bits of its own.
    new Uint32Array(odd.buffer)[0] = 0xffc12345;
    const whole = packMatrix(2, 3, odd);
    const matrices = {
      odd: whole,
      counts: packMatrix(3, 2, new Float32Array([0, 1, 5, 1, 5, 9])),
      falling: packMatrix(3, 1, new Float32Array([5, 4, 3])),
      empty: packMatrix(0, 4, new Float32Array(0)),
      bits: packBits(
        3,
        11,
        Array.from({ length: 33 }, (_, at) => at % 3),
      ),
      int8: quantize(2, 2, [1, -1, 0.5, 0]),
      cut: { ...whole, float32: whole.float32.slice(0, -4) },
      larger: { ...whole, rows: 9 },
      negative: { ...whole, rows: -2, columns: -3 },
      spaced: { rows: 1, columns: 8, bits: ' /w=' },
      loose: { rows: 1, columns: 8, bits: '/x==' },
      named: { ...whole, name: 'more' },
    };
    expect(back(matrices)).toEqual({ version: 1, ...(throughJson(matrices) as object) });
  });

  test('masks as they fall, in no more room than their bits', () => {
    const random = randomFrom(7);
    const [rows, columns] = [2000, 40];
    for (const rate of [0, 0.01, 0.3, 0.5, 0.99, 1]) {
      const bits = packBits(
        rows,
        columns,
        Array.from({ length: rows * columns }, () => Number(random() >= rate)),
      );
      expect(back({ bits })).toEqual({ version: 1, bits });
      // In bits of what is not known of them.
      const chance = -(rate * Math.log2(rate || 1) + (1 - rate) * Math.log2(1 - rate || 1));
      expect(packed({ bits }).values.length).toBeLessThan(((rows * columns) / 8) * chance * 1.02 + 200);
    }
  });
});

test('histograms take less than a third of the room, and a packed record is the same data', () => {
  for (const name of ['healthy', 'l2', 'fifty-layers']) {
    const payload = distributionsExamples[name]?.() as DistributionsPayload;
    expect(savedPackedBytes(payload) * 3, name).toBeLessThan(savedBytes(payload));
  }
});

test('what packs to next to nothing is still kept small enough to be drawn at once', () => {
  const zeros = packMatrix(
    3000,
    500,
    new Float32Array(3000 * 500).map((_, at) => (at % 2 ? -1 : 0)),
  );
  const payload = { version: 1, zeros };
  expect(savedBytes(packPayload(payload as { version: 1 }))).toBeLessThan(MAX_JSON_BYTES);
  expect(savedPackedBytes(payload)).toBeGreaterThan(MAX_JSON_BYTES);
});

describe('a damaged payload says why, and nothing is thrown', () => {
  const whole = packed(dropoutExamples.lecture?.() as object);
  const { text, values } = whole;
  const none = packed({});

  test.each([
    ['a part is missing', { version: 3, text }, /values/],
    ['a part is no object', { ...whole, values: 'none' }, /values/],
    ['it is not base64', { ...whole, text: { ...text, deflate: '§§' } }, /text\.deflate.*base64/],
    [
      'more bytes than there may be',
      { ...whole, values: { ...values, bytes: MAX_UNPACKED_BYTES + 1 } },
      /values\.bytes/,
    ],
    ['fewer bytes than are told', { ...whole, text: { ...text, bytes: text.bytes + 1 } }, /text: cut off/],
    ['the deflated bytes end early', { ...whole, text: { ...text, deflate: 'eA==' } }, /text/],
    ['characters are missing', { ...whole, values: { ...values, coded: 'ab' } }, /2 characters do not hold/],
    [
      'a character that none is written with',
      { ...whole, values: { ...values, coded: `"${values.coded.slice(1)}` } },
      /not the text of bytes/,
    ],
    ['another checksum', { ...whole, values: { ...values, crc32: 5 } }, /checksum/],
    ['values of another payload', { ...whole, text: none.text }, /more than the text says/],
    ['a text that asks for more', { ...whole, values: none.values }, /values: \d+ are missing/],
  ])('%s', (_, damaged, why) => {
    const opened = unpackPayload(damaged);
    expect(opened).toMatchObject({ ok: false });
    expect(!opened.ok && opened.where).toMatch(why);
  });

  test('a text that is a mark of nothing', () => {
    const { text: marks } = packed({ mask: { $bits: 'all' }, list: { $integers: -1 } });
    expect(unpackPayload({ ...none, text: marks })).toMatchObject({ ok: false });
  });

  test('wherever one character of the values is another one', () => {
    const random = randomFrom(3);
    for (let trial = 0; trial < 200; trial += 1) {
      const at = Math.floor(random() * values.coded.length);
      const other = String.fromCharCode(33 + Math.floor(random() * 94));
      if (other === values.coded[at]) continue;
      const coded = values.coded.slice(0, at) + other + values.coded.slice(at + 1);
      const opened = unpackPayload({ ...whole, values: { ...values, coded } });
      // In the last character some bits are not used.
      if (at < values.coded.length - 2) expect(opened.ok, `${at}: ${other}`).toBe(false);
    }
  });

  test('of version 1 and of versions to come passes as it is', () => {
    for (const raw of [null, undefined, 3, 'text', [], { version: 1 }, { version: 4 }])
      expect(unpackPayload(raw)).toEqual({ ok: true, value: raw });
  });
});

test('layers that are packed already are left as they are where they fit, and thinned where they do not', () => {
  const { layers } = trainingOfVersion1();
  const all = packLayers(layers, 256 * 1024);
  expect(packLayers(all, 256 * 1024)).toBe(all);
  const few = packLayers(all, 6000);
  expect(savedBytes({ layers: few })).toBeLessThanOrEqual(6000);
  for (const [name, saved] of Object.entries(few)) {
    const unpacked = unpackPayload(saved);
    expect(unpacked.ok && check(runLayersSchema, { [name]: unpacked.value }).ok, name).toBe(true);
  }
  expect(Object.keys(few).length).toBeGreaterThan(1);
});
