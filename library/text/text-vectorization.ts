import type { Tensor2D } from '@tensorflow/tfjs-core';
import { checkOptions, domains, either, oneOf, showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { libraryContext } from '../context.js';
import type { Value } from '../value.js';
import { frequentTokens } from './frequent-tokens.js';
import { type Splitting, splittings, withNgrams } from './split-text.js';
import { type Standardization, standardizations } from './standardize.js';

/** What stands for a token that is not in the vocabulary. */
const UNKNOWN = '[UNK]';
/** What fills up a sequence. */
const PADDING = '';

export interface TextVectorizationOptions {
  /**
   * Size of the vocabulary at most, with what stands for padding and for unknown words; the most frequent tokens stay. Without,
   * all of them.
   */
  maxTokens?: number;
  /** Lower case and no punctuation of ASCII where nothing is said; null leaves texts as they are. */
  standardize?: Standardization | ((text: string) => string) | null;
  /** Cut at white space where nothing is said. */
  split?: Splitting | ((text: string) => string[]);
  /** Neighbours count as tokens too, up to so many in a row. */
  ngrams?: number;
  /**
   * `'int'` (where nothing is said): a sequence of indices; `'multiHot'`: 1 for each token that occurs; `'count'`: how often each
   * occurs.
   */
  outputMode?: 'int' | 'multiHot' | 'count';
  /** For `'int'`: longer sequences are cut at their end, shorter ones filled up with 0. Without: as long as the longest. */
  outputSequenceLength?: number;
  /** For `'multiHot'` and `'count'`: `maxTokens` columns, also where fewer tokens are known. */
  padToMaxTokens?: boolean;
  /** A vocabulary of your own, in place of `adapt`; with or without the special tokens at its beginning. */
  vocabulary?: readonly string[];
}

const allowed = {
  maxTokens: domains.positiveCount,
  standardize: either(oneOf('lowerAndStripPunctuation', 'lower', 'stripPunctuation'), domains.hook),
  split: either(oneOf('whitespace', 'character'), domains.hook),
  ngrams: domains.positiveCount,
  outputMode: oneOf('int', 'multiHot', 'count'),
  outputSequenceLength: domains.positiveCount,
  padToMaxTokens: domains.boolean,
  vocabulary: domains.texts,
};

const NAME = 'textVectorization';

/** Turns texts into numbers; made by {@link textVectorization}. */
export class TextVectorization {
  private readonly standardize: (text: string) => string;
  private readonly split: (text: string) => string[];
  /** What stands before the words in the vocabulary. */
  private readonly special: readonly string[];
  private words: readonly string[] | undefined;
  private places: ReadonlyMap<string, number> = new Map();

  constructor(private readonly options: TextVectorizationOptions) {
    checkOptions(NAME, options, allowed);
    const { standardize = 'lowerAndStripPunctuation', split, outputMode = 'int' } = options;
    this.standardize =
      typeof standardize === 'string' ? standardizations[standardize] : (standardize ?? ((text) => text));
    this.split = typeof split === 'function' ? split : splittings[split ?? 'whitespace'];
    this.special = outputMode === 'int' ? [PADDING, UNKNOWN] : [UNKNOWN];
    checkTogether(options, this.special.length);
    if (options.vocabulary) this.learn(withoutSpecial(options.vocabulary, this.special, options.maxTokens));
  }

  private learn(words: readonly string[]): void {
    this.words = words;
    this.places = new Map(words.map((word, i) => [word, i + this.special.length]));
  }

  /**
   * Learns the vocabulary of these texts, in place of what was learnt before. Give the training texts only. Gives itself.
   *
   * @throws TypeError for what is no list of texts, RangeError for an empty one; Error where a vocabulary was given.
   */
  adapt(texts: readonly Value[]): this {
    if (this.options.vocabulary) throw vocabularyGiven();
    const counts = new Map<string, number>();
    if (listOf(texts, 'adapt').length === 0) throw noTexts();
    for (const text of listOf(texts, 'adapt'))
      for (const token of this.tokens(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
    for (const token of [PADDING, UNKNOWN]) counts.delete(token);
    const { maxTokens } = this.options;
    this.learn(frequentTokens(counts, (maxTokens ?? Infinity) - this.special.length));
    return this;
  }

  /**
   * The tokens by their indices. For `'int'` it begins with '' (0, padding) and '[UNK]' (1), else with '[UNK]' (0); then from the
   * most frequent on.
   *
   * @throws Error before `adapt`.
   */
  get vocabulary(): string[] {
    return [...this.special, ...this.known()];
  }

  private known(): readonly string[] {
    if (this.words) return this.words;
    throw new Error(
      say(
        `${NAME}: the vocabulary is empty. Learn it first: vectorize.adapt(trainTexts).`,
        `${NAME}: 어휘가 비어 있습니다. 먼저 배우게 하세요: vectorize.adapt(trainTexts)`,
      ),
    );
  }

  /** What a text is cut into. */
  tokens(text: string): string[] {
    const tokens = this.split(this.standardize(text));
    return this.options.ngrams ? withNgrams(tokens, this.options.ngrams) : tokens;
  }

  /**
   * The indices of each text's tokens, none filled up or cut; what is not in the vocabulary has the index of '[UNK]'.
   *
   * @throws as `call`.
   */
  sequences(texts: readonly Value[]): number[][] {
    this.known();
    const unknown = this.special.indexOf(UNKNOWN);
    return listOf(texts, 'sequences').map((text) =>
      this.tokens(text).map((token) => this.places.get(token) ?? unknown),
    );
  }

  /**
   * A tensor of shape [n, length] of indices (int32) for `'int'`, else of shape [n, vocabulary.length] (float32).
   *
   * @throws TypeError for what is no list of texts; Error before `adapt`.
   */
  call(texts: readonly Value[]): Tensor2D {
    const sequences = this.sequences(texts);
    const { outputMode = 'int', outputSequenceLength, padToMaxTokens, maxTokens } = this.options;
    const { tf } = libraryContext();
    if (!tf) throw noEngine();
    if (outputMode === 'int') {
      const width =
        outputSequenceLength ?? sequences.reduce((longest, { length }) => Math.max(longest, length), 0);
      const values = new Int32Array(sequences.length * width);
      sequences.forEach((sequence, i) => {
        values.set(sequence.slice(0, width), i * width);
      });
      return tf.tensor2d(values, [sequences.length, width], 'int32');
    }
    const size = this.special.length + this.known().length;
    const width = (padToMaxTokens && maxTokens) || size;
    const values = new Float32Array(sequences.length * width);
    sequences.forEach((sequence, i) => {
      for (const index of sequence) {
        const place = i * width + index;
        values[place] = outputMode === 'count' ? (values[place] ?? 0) + 1 : 1;
      }
    });
    return tf.tensor2d(values, [sequences.length, width], 'float32');
  }
}

/**
 * Turns texts into numbers, as the layer `TextVectorization` of Keras 3 does: each text is made uniform (lower case, no
 * punctuation), split at white space, and its tokens are looked up in a vocabulary learnt by `adapt`.
 *
 * ```ts
 * const vectorize = textVectorization({ maxTokens: 10000, outputMode: 'multiHot' });
 * vectorize.adapt(train.column('text'));
 * const xTrain = vectorize.call(train.column('text')); // [n, 10000]
 * const xTest = vectorize.call(test.column('text'));
 * ```
 *
 * Lower case is for A to Z, punctuation and white space are those of ASCII, as in Keras. Korean is split at blanks, so that a word
 * and the same word with a particle are two tokens; `split` takes a function of your own.
 *
 * Source: https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/
 *
 * @throws TypeError or RangeError for options that it does not have or that do not go together.
 */
export const textVectorization = (options: TextVectorizationOptions = {}): TextVectorization =>
  new TextVectorization(options);

function checkTogether(options: TextVectorizationOptions, special: number): void {
  const { outputMode = 'int', maxTokens, outputSequenceLength, padToMaxTokens } = options;
  const wrong = (english: string, korean: string) => new RangeError(`${NAME}: ${say(english, korean)}`);
  if (maxTokens !== undefined && maxTokens !== null && maxTokens <= special)
    throw wrong(
      `maxTokens is ${maxTokens}, but ${special} of them stand for ${special === 2 ? 'padding and unknown words' : 'unknown words'}: give a larger number.`,
      `maxTokens 값이 ${maxTokens}인데 그중 ${special}개는 ${special === 2 ? '채움과 모르는 단어' : '모르는 단어'}의 자리입니다. 더 큰 수를 주세요.`,
    );
  if (outputMode !== 'int' && outputSequenceLength)
    throw wrong(
      `outputSequenceLength is for outputMode 'int'; '${outputMode}' has a column for each token.`,
      `outputSequenceLength는 outputMode 'int'의 옵션입니다. '${outputMode}'에서는 토큰마다 열이 하나씩 있습니다.`,
    );
  if (padToMaxTokens && (outputMode === 'int' || !maxTokens))
    throw wrong(
      "padToMaxTokens needs maxTokens, and outputMode 'multiHot' or 'count'.",
      "padToMaxTokens에는 maxTokens와 outputMode 'multiHot' 또는 'count'가 필요합니다.",
    );
}

/** The words of a vocabulary that was given. @throws RangeError where one comes twice, or where there are too many. */
function withoutSpecial(
  given: readonly string[],
  special: readonly string[],
  maxTokens: number | undefined,
): readonly string[] {
  const begins = special.every((token, i) => given[i] === token);
  const words = begins ? given.slice(special.length) : given;
  const seen = new Set<string>(special);
  for (const word of words) {
    if (seen.has(word))
      throw new RangeError(
        say(
          `${NAME}: "${word}" comes twice in the vocabulary, or is one of its special tokens (${special.map((token) => `"${token}"`).join(', ')}).`,
          `${NAME}: "${word}"이(가) 어휘에 두 번 있거나 특수 토큰(${special.map((token) => `"${token}"`).join(', ')})입니다.`,
        ),
      );
    seen.add(word);
  }
  if (maxTokens && seen.size > maxTokens)
    throw new RangeError(
      say(
        `${NAME}: the vocabulary has ${seen.size} tokens with the special ones, but maxTokens is ${maxTokens}.`,
        `${NAME}: 어휘가 특수 토큰을 포함해 ${seen.size}개인데 maxTokens 값은 ${maxTokens}입니다.`,
      ),
    );
  return words;
}

const noTexts = (): RangeError =>
  new RangeError(
    say(
      `${NAME}: adapt was given an empty list: there is no text to learn words of.`,
      `${NAME}: adapt에 빈 목록을 주었습니다. 단어를 배울 문자열이 없습니다.`,
    ),
  );

function listOf(texts: unknown, method: string): string[] {
  if (!Array.isArray(texts))
    throw new TypeError(
      say(
        `${NAME}: ${method} takes a list of texts, but got ${showGiven(texts)}. A column of a table is one: table.column('text').`,
        `${NAME}: ${method}에는 문자열의 목록을 주어야 하는데 ${showGiven(texts)}을(를) 받았습니다. 표의 열을 쓸 수 있습니다: table.column('text')`,
      ),
    );
  const odd = texts.findIndex((text) => typeof text !== 'string');
  if (odd >= 0)
    throw new TypeError(
      say(
        `${NAME}: ${method} takes texts, but the one at position ${odd} is ${showGiven(texts[odd])}. Leave it out or fill it first.`,
        `${NAME}: ${method}에는 문자열이 필요한데 ${odd}번째 값이 ${showGiven(texts[odd])}입니다. 먼저 빼거나 채우세요.`,
      ),
    );
  return texts;
}

const vocabularyGiven = (): Error =>
  new Error(
    say(
      `${NAME}: a vocabulary was given, so there is nothing to learn. Leave out the option vocabulary, or the call of adapt.`,
      `${NAME}: 어휘를 옵션으로 주었으니 배울 것이 없습니다. vocabulary 옵션이나 adapt 호출 가운데 하나를 빼세요.`,
    ),
  );

const noEngine = (): Error =>
  new Error(
    say(
      `${NAME}: call makes a tensor and needs the tf namespace: call setLibraryContext({ tf }) once, or take vectorize.sequences(texts).`,
      `${NAME}: call은 텐서를 만들므로 tf가 필요합니다. setLibraryContext({ tf })를 한 번 호출하거나 vectorize.sequences(texts)를 쓰세요.`,
    ),
  );
