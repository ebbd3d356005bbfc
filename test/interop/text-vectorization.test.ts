import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEngine } from '../../kernel/engine.js';
import { setLibraryContext, type TextVectorizationOptions, textVectorization } from '../../library/index.js';
import { randomFrom } from '../../library/random.js';
import { noPython, runPython } from './python/run-python.js';

const SEEDS = [1, 2, 3, 4, 5];

// Words that tie, differ only in case, punctuation or writing, and stand beyond the first 65,536 code points.
const ENGLISH =
  "the The THE a film good good, bad! don't wasn't 10/10 (really) re-watch naïve ÉTÉ été İ ß ½ #1 a_b x^2 \\ ` ~ … “well”";
const KOREAN =
  '영화 영화가 영화는 정말 정말! 좋다. 좋았다, 재미있다… 재미 없다 최고👍 최악 👎 그리고 「명작」 10점 ㅋㅋㅋ ㅠㅠ ＯＫ ﷺ 𝒜 힣 가';
const BLANKS = [' ', '  ', '\t', '\n', '\u00a0', '\u3000', '\r\n', '\v', '\f', '\u2003'];

interface Case {
  name: string;
  options: TextVectorizationOptions;
  train: string[];
  other: string[];
}

const tables: [name: string, options: TextVectorizationOptions][] = [
  ['int', {}],
  ['int, few words', { maxTokens: 8 }],
  ['int, cut and filled', { maxTokens: 20, outputSequenceLength: 5 }],
  ['multiHot', { outputMode: 'multiHot' }],
  ['multiHot, few words', { outputMode: 'multiHot', maxTokens: 10 }],
  ['multiHot, filled', { outputMode: 'multiHot', maxTokens: 500, padToMaxTokens: true }],
  ['count', { outputMode: 'count', maxTokens: 15 }],
  ['as it stands', { standardize: null }],
  ['lower', { standardize: 'lower', outputMode: 'count' }],
  ['stripPunctuation', { standardize: 'stripPunctuation' }],
  ['characters', { split: 'character', maxTokens: 30 }],
  ['pairs', { ngrams: 2 }],
  ['triples', { ngrams: 3, outputMode: 'multiHot', maxTokens: 60 }],
  ['own vocabulary', { vocabulary: ['good', '영화', 'bad'] }],
  ['own vocabulary, counted', { vocabulary: ['[UNK]', 'good', '영화'], outputMode: 'count' }],
];

function casesOf(seed: number): Case[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const words = (seed % 2 ? KOREAN : `${ENGLISH} ${KOREAN}`).split(' ');
  const text = () =>
    Array.from({ length: Math.floor(random() * 14) }, () => pick(words) + pick(BLANKS)).join('');
  const texts = (n: number) => Array.from({ length: n }, text);
  return tables.map(([name, options]) => ({
    name: `${name}, seed ${seed}`,
    options,
    train: ['', '[UNK] [UNK]', ...texts(30)],
    other: ['', ' ?! ', 'unseen 모르는 [UNK]', ...texts(10)],
  }));
}

const cases = SEEDS.flatMap(casesOf);

const kerasWords: Record<string, string> = {
  multiHot: 'multi_hot',
  stripPunctuation: 'strip_punctuation',
};
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const forKeras = (options: TextVectorizationOptions) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      snakeCase(name),
      typeof value === 'string' ? (kerasWords[value] ?? value) : value,
    ]),
  );

describe.skipIf(noPython)(`as Keras' TextVectorization${noPython && `: ${noPython}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-text-'));
  let theirs: { vocabulary: string[]; rows: number[][] }[] = [];

  beforeAll(async () => {
    const { tf } = await loadEngine({ wasmFolder: `${process.cwd()}/dist/wasm` });
    setLibraryContext({ tf });
    const file = join(folder, 'cases.json');
    const asked = cases.map(({ options, train, other }) => ({ options: forKeras(options), train, other }));
    writeFileSync(file, JSON.stringify({ cases: asked }));
    theirs = JSON.parse(await runPython('text/vectorize.py', file));
  });
  afterAll(() => {
    setLibraryContext({ tf: undefined });
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(cases.map((one, i) => ({ ...one, i })))('$name', ({ i, options, train, other }) => {
    const vectorize = textVectorization(options);
    if (!options.vocabulary) vectorize.adapt(train);
    const rows = vectorize.call(other);
    expect(vectorize.vocabulary).toEqual(theirs[i]?.vocabulary);
    expect(rows.arraySync()).toEqual(theirs[i]?.rows);
    rows.dispose();
  });
});
