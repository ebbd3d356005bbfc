import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  setLibraryContext,
  type TextVectorizationOptions,
  textVectorization,
} from '../../../library/index.js';

const train = ['The film is good. Good!', 'the film: bad', '이 영화는 좋다', ''];

afterEach(() => setLibraryContext({ locale: 'en' }));
afterAll(() => setLibraryContext({ tf: undefined }));

/** What `call` makes of its numbers, without an engine. */
const tensor2d = (values: Float32Array | Int32Array, shape: [number, number], dtype: string) => ({
  rows: Array.from({ length: shape[0] }, (_, i) => [...values.subarray(i * shape[1], (i + 1) * shape[1])]),
  dtype,
});

describe('textVectorization', () => {
  it('learns the vocabulary, most frequent first, the last by its bytes first among equals', () => {
    expect(textVectorization().adapt(train).vocabulary).toEqual([
      '',
      '[UNK]',
      ...['the', 'good', 'film', '좋다', '이', '영화는', 'is', 'bad'],
    ]);
    expect(textVectorization({ maxTokens: 3, outputMode: 'count' }).adapt(train).vocabulary).toEqual([
      '[UNK]',
      'the',
      'good',
    ]);
  });

  it('learns anew with each adapt', () => {
    expect(textVectorization().adapt(train).adapt(['other']).vocabulary).toEqual(['', '[UNK]', 'other']);
  });

  it('gives sequences as long as the texts, with what is unknown', () => {
    const vectorize = textVectorization({ maxTokens: 5 }).adapt(train);
    expect(vectorize.sequences(['A good film', '', '영화'])).toEqual([[1, 3, 4], [], [1]]);
    expect(vectorize.tokens("Don't re-watch!")).toEqual(['dont', 'rewatch']);
  });

  const outputs: [TextVectorizationOptions, string, number[][]][] = [
    [
      {},
      'int32',
      [
        [3, 4, 3],
        [1, 0, 0],
        [0, 0, 0],
      ],
    ],
    [
      { outputSequenceLength: 2 },
      'int32',
      [
        [3, 4],
        [1, 0],
        [0, 0],
      ],
    ],
    [
      { outputMode: 'multiHot' },
      'float32',
      [
        [0, 0, 1, 1],
        [1, 0, 0, 0],
        [0, 0, 0, 0],
      ],
    ],
    [
      { outputMode: 'count' },
      'float32',
      [
        [0, 0, 2, 1],
        [1, 0, 0, 0],
        [0, 0, 0, 0],
      ],
    ],
    [
      { outputMode: 'count', maxTokens: 5, padToMaxTokens: true },
      'float32',
      [
        [0, 0, 2, 1, 0],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
      ],
    ],
  ];
  it.each(outputs)('calls with %j', (options, dtype, rows) => {
    setLibraryContext({ tf: { tensor2d } as never });
    const vectorize = textVectorization(options).adapt(['the good film', 'the good', 'the']);
    expect(vectorize.call(['good film GOOD', 'other', ''])).toEqual({ rows, dtype });
  });

  const refused: [name: string, run: () => unknown, english: RegExp, korean: RegExp][] = [
    [
      'one text',
      () => textVectorization().adapt('good' as never),
      /adapt takes a list of texts, but got 'good'/,
      /문자열의 목록을 주어야 하는데 'good'을/,
    ],
    [
      'a missing text',
      () => textVectorization().adapt(['a', null]),
      /position 1 is null/,
      /1번째 값이 null입니다/,
    ],
    [
      'no vocabulary',
      () => textVectorization().sequences(['a']),
      /vocabulary is empty.*adapt/,
      /어휘가 비어 있습니다/,
    ],
    [
      'a mode of Python',
      () => textVectorization({ outputMode: 'multi_hot' as never }),
      /'int', 'multiHot' or 'count' is needed/,
      /'multiHot', 'count' 중 하나가 필요합니다/,
    ],
    [
      'an option of Python',
      () => textVectorization({ max_tokens: 9 } as never),
      /It is called maxTokens here/,
      /여기서는 maxTokens입니다/,
    ],
    [
      'no room for words',
      () => textVectorization({ maxTokens: 2 }),
      /2 of them stand for padding and unknown words/,
      /그중 2개는 채움과 모르는 단어의 자리/,
    ],
    [
      'a length without sequences',
      () => textVectorization({ outputMode: 'count', outputSequenceLength: 4 }),
      /for outputMode 'int'/,
      /'int'의 옵션입니다/,
    ],
    [
      'filling without a size',
      () => textVectorization({ outputMode: 'count', padToMaxTokens: true }),
      /padToMaxTokens needs maxTokens/,
      /padToMaxTokens에는/,
    ],
    [
      'a word twice',
      () => textVectorization({ vocabulary: ['a', 'b', 'a'] }),
      /"a" comes twice/,
      /"a"이\(가\)|"a"가 어휘에 두 번/,
    ],
    [
      'too many words',
      () => textVectorization({ vocabulary: ['a', 'b'], maxTokens: 3 }),
      /has 4 tokens.*maxTokens is 3/,
      /4개인데 maxTokens 값은 3/,
    ],
    [
      'both vocabulary and adapt',
      () => textVectorization({ vocabulary: ['a'] }).adapt(['a']),
      /a vocabulary was given/,
      /어휘를 옵션으로 주었으니/,
    ],
    [
      'no engine',
      () => textVectorization({ vocabulary: ['a'] }).call(['a']),
      /setLibraryContext\(\{ tf \}\)/,
      /tf가 필요합니다/,
    ],
  ];
  it.each(refused)('refuses %s, in both languages', (_, run, english, korean) => {
    setLibraryContext({ tf: undefined });
    expect(run).toThrow(english);
    setLibraryContext({ locale: 'ko' });
    expect(run).toThrow(korean);
  });
});
