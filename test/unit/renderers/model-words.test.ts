import { describe, expect, test } from 'vitest';
import { MAX_JSON_BYTES, type ModelPayload } from '../../../protocol/index.js';
import { savedPackedBytes } from '../../../renderers/drawing/packing/saved-packed-bytes.js';
import { unpackPayload } from '../../../renderers/drawing/packing/unpack.js';
import { check } from '../../../renderers/drawing/validation.js';
import { modelExamples, residual } from '../../../renderers/model/examples.js';
import { groupsOf } from '../../../renderers/model/groups.js';
import { totalsOf } from '../../../renderers/model/model.js';
import { modelPicture } from '../../../renderers/model/model-picture.js';
import { matches } from '../../../renderers/model/search.js';
import { modelText } from '../../../renderers/model/text.js';
import { memberSentence } from '../../../renderers/model/words.js';

const example = (name: string): ModelPayload => modelExamples[name]?.() as ModelPayload;

describe('the account of a model', () => {
  test('is a table with totals, in English', () => {
    expect(modelText(example('titanic'), 'en').split('\n')).toEqual([
      'titanic (Sequential)',
      expect.stringMatching(/^─+$/),
      'Layer    Class       Output shape  Parameters  Multiply-adds   Weights  Outputs',
      expect.stringMatching(/^─+$/),
      'Input 1  InputLayer  13                     0              0       0 B     52 B',
      'Dense 1  Dense       32                   448            416  1.75 KiB    128 B',
      'Dense 2  Dense       16                   528            512  2.06 KiB     64 B',
      'Dense 3  Dense       1                     17             16      68 B      4 B',
      expect.stringMatching(/^─+$/),
      'Parameters: 993 (3.88 KiB)',
      'Trained: 993',
      'Not trained: 0',
      'Multiply-adds for one sample: 944',
      'Outputs of all layers for one sample: 248 B',
    ]);
  });

  test.each<[string, RegExp[]]>([
    [
      'shared',
      [
        /eye \(2번 중 1번째 사용\) +Dense +32 +2,080/,
        /eye \(2번 중 2번째 사용\) +Dense +32 +공유 +2,048 +공유/,
      ],
    ],
    ['nested', [/^encoder +Sequential +16 +102,544/m, /^ {2}Dense 1 +Dense/m, /학습하지 않음: 103,312/]],
    ['recurrent', [/알 수 없음/, /곱셈-덧셈: 적어도 128/, /곱셈-덧셈을 알 수 없는 층: Bidirectional 1\./]],
    ['spoilt', [/해제되어\(dispose\)/]],
    ['empty', [/이 모델에는 층이 없습니다/]],
  ])('%s, in Korean', (name, wanted) => {
    const text = modelText(example(name), 'ko');
    for (const words of wanted) expect(text).toMatch(words);
  });

  test('a model of very many layers stays a text that can be read', () => {
    const lines = modelText(residual(80), 'en').split('\n');
    expect(lines.length).toBeLessThan(420);
    expect(lines.some((line) => /^… and \d+ more$/.test(line))).toBe(true);
  });
});

test.each<[string, string, number, 'en' | 'ko', string]>([
  ['a layer', 'titanic', 1, 'en', 'Dense 1, relu, 13 → 32, 448 parameters, 416 multiply-adds for one sample'],
  ['a layer', 'titanic', 1, 'ko', 'Dense 1, relu, 13 → 32, 매개변수 448개, 표본 하나에 곱셈-덧셈 416번'],
  ['a merge', 'shared', 5, 'en', 'Concatenate 1, 32 + 32 → 64, 0 parameters, 0 multiply-adds for one sample'],
  ['an unknown cost', 'spoilt', 2, 'en', 'Antirectifier 1, 8 → 16, 0 parameters, multiply-adds unknown'],
])('%s in a sentence: %s %i %s', (_, name, node, locale, wanted) => {
  const payload = example(name);
  const member = groupsOf(payload).find((each) => each.kind === 'leaf' && each.node === node);
  expect(member && memberSentence(payload, member, locale)).toBe(wanted);
});

test.each<[string, string, string[]]>([
  ['convolutions', 'conv2d', ['Conv2D 1', 'Conv2D 2']],
  ['convolutions', 'RELU dense', ['Dense 1']],
  ['convolutions', '7×7×32', ['MaxPooling2D 2']],
  ['regularized', 'l2 0.001', ['Dense 1', 'Dense 2']],
  ['nested', 'tanh', ['Dense 2']],
  ['titanic', 'lstm', []],
])('in %s, %s finds %j', (name, words, wanted) => {
  const payload = example(name);
  expect(
    matches(payload, words, 'en').map((node) => payload.layers[payload.nodes[node]?.layer ?? -1]?.name),
  ).toEqual(wanted);
});

describe('totals', () => {
  test('a layer that is used twice has its weights once and its cost twice', () => {
    expect(totalsOf(example('shared'))).toMatchObject({
      layers: 4,
      parameters: 2145,
      multiplyAdds: 2 * 2048 + 64,
    });
  });
  test('what is unknown is named, not summed', () => {
    const { unknownCosts, unknownOutputs, multiplyAdds } = totalsOf(example('recurrent'));
    expect([unknownCosts, unknownOutputs, multiplyAdds]).toEqual([[2], [0, 1], 128]);
  });
});

describe('what is saved', () => {
  const noisy = (blocks: number, bins: number): ModelPayload => {
    const payload = residual(blocks);
    payload.layers.forEach(({ weights }, layer) => {
      weights.forEach(({ values }, at) => {
        const counts = Array.from(
          { length: bins },
          (_, bin) => (layer * 7919 + at * 104_729 + bin * 15_485_863) % 99_991,
        );
        if (values?.histogram) values.histogram.counts = counts;
      });
    });
    return payload;
  };
  test('a model of two hundred layers keeps all of it', () => {
    const fitted = modelPicture.fit(noisy(28, 24), MAX_JSON_BYTES);
    expect(fitted?.thinned).toBeUndefined();
    expect(unpackPayload(modelPicture.pack?.(fitted as ModelPayload))).toEqual({ ok: true, value: fitted });
  });
  test.each<[number, number, ModelPayload['thinned']]>([
    [100, 400, 'histograms'],
    [285, 400, 'details'],
  ])('of %i blocks with %i bins %s give way, which is told', (blocks, bins, thinned) => {
    const room = thinned === 'details' ? 40_000 : MAX_JSON_BYTES;
    const fitted = modelPicture.fit(noisy(blocks, bins), room);
    expect(fitted?.thinned).toBe(thinned);
    expect(savedPackedBytes(fitted)).toBeLessThanOrEqual(room);
    expect(modelPicture.text(fitted as ModelPayload, 'en')).toContain('keeps its size');
  });
});

test.each<[string, (payload: ModelPayload) => unknown, RegExp]>([
  [
    'a layer that is not there',
    ({ nodes: [node] }) => Object.assign(node as object, { layer: 99 }),
    /there is no layer 99/,
  ],
  ['an edge to what comes later', ({ nodes }) => nodes[1]?.from.push(3), /node 3 is no layer before it/],
  ['an edge to itself', ({ nodes }) => nodes[1]?.from.push(1), /node 1 is no layer before it/],
  [
    'within what is no model',
    ({ nodes: [, , node] }) => Object.assign(node as object, { within: 1 }),
    /node 1 is no nested model/,
  ],
  ['too many edges', ({ nodes }) => nodes.at(-1)?.from.push(...new Array(6001).fill(0)), /6\d\d\d edges/],
])('a payload with %s is refused', (_, damage, where) => {
  const payload = example('titanic');
  expect(check(modelPicture.schema, payload).ok).toBe(true);
  damage(payload);
  const checked = check(modelPicture.schema, payload);
  expect(!checked.ok && checked.where).toMatch(where);
});
