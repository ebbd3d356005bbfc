import type { Words } from '../../protocol/index.js';
import { Table } from '../table.js';
import { isTensor, shapeText } from '../tensor-like.js';
import { callLimited } from './call-limited.js';
import { describeValue, shortened } from './describe-value.js';
import { firstDifference } from './difference.js';
import { type Kind, kindOf, kinds } from './kinds.js';
import {
  dropoutAfterHidden,
  layerVerdict,
  layerWords,
  settingsVerdict,
  settingsWords,
} from './layer-rules.js';
import { type LayerSettings, type ModelSettings, modelLayers, modelSettings } from './read-model.js';
import { failed, type Judging, passed, Rule, type Verdict } from './rule.js';
import { fittedOnlyOn, sawNone } from './scaler-rules.js';
import { nameOf, type Read, readSubject } from './subject.js';
import { counted, number, type Text, words, wordsOf } from './words.js';

type Reading = (judging: Judging) => Promise<Read>;
type Test = (value: unknown) => Verdict | Promise<Verdict>;

/** A value of the student, about which rules are made. */
export class Expectation {
  /** @internal */
  constructor(
    private readonly name: Words,
    private readonly read: Reading,
  ) {}

  /** It is this value: numbers, texts, lists, objects, tensors and tables, part by part. */
  equals(wanted: unknown): Rule {
    const told = describeValue(wanted);
    return this.rule(words(`${this.name.en} is ${told}`, `${this.name.ko}은(는) ${told}`), (value) =>
      differenceVerdict(value, wanted, 0, this.name),
    );
  }

  /** The same, where each number may differ by so much. */
  near(wanted: unknown, within = 1e-3): Rule {
    const told = describeValue(wanted);
    return this.rule(
      words(
        `${this.name.en} is ${told}, give or take ${within}`,
        `${this.name.ko}은(는) ${told} (오차 ${within} 이내)`,
      ),
      (value) => differenceVerdict(value, wanted, within, this.name),
    );
  }

  /** A number of at least this. */
  atLeast(least: number): Rule {
    return this.bounded(
      words(`at least ${number(least)}`, `${number(least)} 이상`),
      (value) => value >= least,
    );
  }

  /** A number of at most this. */
  atMost(most: number): Rule {
    return this.bounded(words(`at most ${number(most)}`, `${number(most)} 이하`), (value) => value <= most);
  }

  /** A number from `low` to `high`, both included. */
  between(low: number, high: number): Rule {
    return this.bounded(
      words(`between ${number(low)} and ${number(high)}`, `${number(low)} 이상 ${number(high)} 이하`),
      (value) => value >= low && value <= high,
    );
  }

  /** A tensor, or nested lists, of this shape; `null` stands for any size. */
  hasShape(shape: readonly (number | null)[]): Rule {
    const told = shapeText(shape.map((d) => d ?? Number.NaN)).replaceAll('NaN', '?');
    return this.rule(
      words(`${this.name.en} has shape ${told}`, `${this.name.ko}의 모양은 ${told}`),
      (value) => {
        const found = shapeOf(value);
        const wanted = words(`shape ${told}`, `모양 ${told}`);
        if (!found) return failed(kindOf(value), wanted, assignWhere(this.name));
        const fits = found.length === shape.length && shape.every((d, i) => d === null || d === found[i]);
        return fits
          ? passed
          : failed(
              words(`shape ${shapeText(found)}`, `모양 ${shapeText(found)}`),
              wanted,
              words(
                'Print the shape after each step: the first axis counts rows, the last one columns or units.',
                '단계마다 모양을 출력해 보세요. 첫 축은 행의 수, 마지막 축은 열이나 유닛의 수입니다.',
              ),
            );
      },
    );
  }

  /** A tensor of this type: `'float32'`, `'int32'`, `'bool'`. */
  hasDtype(dtype: string): Rule {
    return this.rule(
      words(`${this.name.en} is of type ${dtype}`, `${this.name.ko}의 자료형은 ${dtype}`),
      (value) => {
        if (!isTensor(value)) return failed(kindOf(value), words(`a tensor of ${dtype}`, `${dtype} 텐서`));
        return value.dtype === dtype
          ? passed
          : failed(
              { en: value.dtype, ko: value.dtype },
              { en: dtype, ko: dtype },
              words(
                `Give the type where the tensor is made, or change it: x.cast('${dtype}').`,
                `텐서를 만들 때 자료형을 주거나 x.cast('${dtype}')로 바꾸세요.`,
              ),
            );
      },
    );
  }

  /** A value of this kind: `'number'`, `'list'`, `'function'`, `'tensor'`, `'table'`, `'model'`, `'scaler'` … */
  is(kind: Kind): Rule {
    const wanted = kinds[kind].words;
    return this.rule(
      words(`${this.name.en} is ${wanted.en}`, `${this.name.ko}은(는) ${wanted.ko}`),
      (value) => (kinds[kind].is(value) ? passed : failed(kindOf(value), wanted, assignWhere(this.name))),
    );
  }

  /** A Table, or a list, of so many rows. */
  hasRows(count: number): Rule {
    return this.rule(
      words(`${this.name.en} has ${counted(count, 'row')}`, `${this.name.ko}의 행은 ${count}개`),
      (value) => {
        const found = value instanceof Table ? value.rows.length : shapeOf(value)?.[0];
        const wanted = words(`${counted(count, 'row')}`, `행 ${count}개`);
        if (found === undefined) return failed(kindOf(value), wanted, assignWhere(this.name));
        return found === count
          ? passed
          : failed(
              words(`${counted(found, 'row')}`, `행 ${found}개`),
              wanted,
              words(
                'Look at the filter or the split that makes it, and at rows with missing values.',
                '이것을 만드는 filter나 split, 그리고 결측값이 있는 행을 보세요.',
              ),
            );
      },
    );
  }

  /** A Table that has these columns, perhaps among others. */
  hasColumns(names: readonly string[]): Rule {
    const list = names.join(', ');
    return this.rule(
      words(`${this.name.en} has the columns ${list}`, `${this.name.ko}에 있는 열: ${list}`),
      (value) => {
        const wanted = words(`the columns ${list}`, `열 ${list}`);
        if (!(value instanceof Table)) return failed(kindOf(value), wanted, assignWhere(this.name));
        const missing = names.filter((name) => !value.columns.includes(name));
        return missing.length === 0
          ? passed
          : failed(
              words(`no column ${missing.join(', ')}`, `열 ${missing.join(', ')} 없음`),
              wanted,
              words(
                `It has ${value.columns.join(', ')}. Names count letter by letter.`,
                `지금 있는 열은 ${value.columns.join(', ')}입니다. 이름은 글자 하나까지 같아야 합니다.`,
              ),
            );
      },
    );
  }

  /** A text with this part, or a list with this element. */
  contains(part: unknown): Rule {
    const told = describeValue(part);
    return this.rule(
      words(`${this.name.en} contains ${told}`, `${this.name.ko}에 ${told}이(가) 있음`),
      (value) => {
        const holds =
          typeof value === 'string'
            ? value.includes(String(part))
            : listOf(value)?.some((each) => !firstDifference(each, part));
        if (holds) return passed;
        return failed(
          holds === undefined ? kindOf(value) : { en: describeValue(value), ko: describeValue(value) },
          words(`${told} in it`, `${told} 포함`),
          holds === undefined ? assignWhere(this.name) : compareWhere(this.name),
        );
      },
    );
  }

  /** No number of it is missing: NaN, null or undefined. Of a Table all columns are looked at. */
  hasNoMissing(): Rule {
    return this.rule(
      words(`${this.name.en} has no missing values`, `${this.name.ko}에 결측값이 없음`),
      (value) => {
        const at = missingIn(value);
        return at === undefined
          ? passed
          : failed(
              words(`a missing value at ${at}`, `${at}에 결측값`),
              words('none', '없음'),
              words(
                'Fill them before: table.fill(column, how), with a value that the training rows gave.',
                '먼저 table.fill(열, 방법)로 채우세요. 채우는 값은 학습 행에서 얻습니다.',
              ),
            );
      },
    );
  }

  /**
   * A function of the student, called with these: the rules that follow are about what it gives back. It is called in a process
   * of its own where that can be, so that a loop without end, or too much memory, harms nothing.
   *
   * ```ts
   * expect(() => mean).given([1, 2, 3]).near(2)
   * ```
   */
  given(...args: unknown[]): Expectation {
    const list = args.map(describeValue).join(', ');
    const name = words(`${this.name.en}(${list})`, `${this.name.ko}(${list})`);
    return new Expectation(name, async (judging) => {
      const read = await this.read(judging);
      if (!read.ok) return read;
      if (typeof read.value === 'function') return callLimited(read.value as never, args, name, judging);
      return { ok: false, verdict: failed(kindOf(read.value), kinds.function.words, assignWhere(this.name)) };
    });
  }

  /** Whatever a test of the teacher says: true, or what was found and wanted. */
  satisfies(text: Text, test: (value: never) => unknown): Rule {
    return new Rule(wordsOf(text), async (judging) => {
      const read = await this.read(judging);
      if (!read.ok) return read.verdict;
      const { value } = read;
      const judged = await readSubject(() => test(value as never), this.name, judging.limitMs);
      if (!judged.ok) return judged.verdict;
      return verdictOf(judged.value, value);
    });
  }

  /** A model, or the layers of one: it has a layer of this class with these settings, so many times where that is said. */
  hasLayer(className: string, settings: LayerSettings = {}, times?: number): Rule {
    return this.rule(layerWords(this.name, className, settings, times), (value) => {
      const layers = modelLayers(value);
      return layers
        ? layerVerdict(layers, className, settings, times)
        : failed(kindOf(value), kinds.model.words);
    });
  }

  /** A model with dropout behind each hidden layer. */
  hasDropoutAfterEachHidden(): Rule {
    return this.rule(
      words(
        `${this.name.en} has dropout after each hidden layer`,
        `${this.name.ko}의 은닉층마다 뒤에 드롭아웃이 있음`,
      ),
      (value) => {
        const layers = modelLayers(value);
        return layers ? dropoutAfterHidden(layers) : failed(kindOf(value), kinds.model.words);
      },
    );
  }

  /** A model that was compiled with these: `{ optimizer: 'adam', learningRate: 0.01, loss: 'binaryCrossentropy' }`. */
  compiledWith(settings: ModelSettings): Rule {
    return this.rule(settingsWords(this.name, settings), (value) => {
      const found = modelSettings(value);
      return found ? settingsVerdict(found, settings) : failed(kindOf(value), kinds.model.words);
    });
  }

  /**
   * A scaler that was fitted without any row of these, as `() => test.numbers(inputs)`: the rows before scaling.
   *
   * @param training The training rows. Some rows of them may equal rows of the other part; with these given, only what was fitted
   * more often than they hold it counts as seen.
   */
  sawNone(rows: unknown, training?: unknown): Rule {
    const called = nameOf(rows);
    return this.rule(
      words(
        `${this.name.en} was fitted without any row of ${called.en}`,
        `${this.name.ko}은(는) ${called.ko}의 행 없이 맞춤`,
      ),
      async (value, _, { limitMs }) => {
        const read = await readSubject(rows, called, limitMs);
        if (!read.ok) return read.verdict;
        if (training === undefined) return sawNone(value, read.value, called);
        const own = await readSubject(training, nameOf(training), limitMs);
        return own.ok ? sawNone(value, read.value, called, own.value) : own.verdict;
      },
    );
  }

  /** A scaler that was fitted on rows of these and no others, as `() => train.numbers(inputs)`. */
  fittedOnlyOn(rows: unknown): Rule {
    const called = nameOf(rows);
    return this.rule(
      words(`${this.name.en} was fitted on ${called.en} only`, `${this.name.ko}은(는) ${called.ko}에만 맞춤`),
      async (value, _, { limitMs }) => {
        const read = await readSubject(rows, called, limitMs);
        return read.ok ? fittedOnlyOn(value, read.value, called) : read.verdict;
      },
    );
  }

  private bounded(range: Words, test: (value: number) => boolean): Rule {
    return this.rule(
      words(`${this.name.en} is ${range.en}`, `${this.name.ko}은(는) ${range.ko}`),
      (given) => {
        const value = numberOf(given);
        if (value === undefined) return failed(kindOf(given), range, assignWhere(this.name));
        return test(value)
          ? passed
          : failed({ en: number(value), ko: number(value) }, range, compareWhere(this.name));
      },
    );
  }

  private rule(text: Words, test: (value: unknown, name: Words, judging: Judging) => ReturnType<Test>): Rule {
    return new Rule(text, async (judging) => {
      const read = await this.read(judging);
      if (!read.ok) return read.verdict;
      // Looking at it may run code of the student: getters, a proxy. What it is compared with has limits of its own.
      const judged = await readSubject(
        () => test(read.value, this.name, judging),
        this.name,
        3 * judging.limitMs,
      );
      return judged.ok ? (judged.value as Verdict) : judged.verdict;
    });
  }
}

/**
 * A value of the student's, about which rules are made. Give it as `() => name`: so a name that no cell has declared yet is a
 * failed rule that says so, and no error.
 *
 * ```ts
 * expect(() => accuracy).atLeast(0.79)
 * expect('the accuracy on the test rows', () => metrics.accuracy(yTest, guess)).atLeast(0.79)
 * ```
 *
 * @param text What it is called in the rules; without it the text behind the arrow.
 */
export function expectation(text: Text, subject: unknown): Expectation;
export function expectation(subject: unknown): Expectation;
export function expectation(...given: [unknown] | [Text, unknown]): Expectation {
  const subject = given.length === 1 ? given[0] : given[1];
  const name = given.length === 1 ? nameOf(subject) : wordsOf(given[0] as Text);
  return new Expectation(name, ({ limitMs }) => readSubject(subject, name, limitMs));
}

/**
 * A rule of the teacher's own: what it asks for, and a test that gives back true, or `{ passed, found, wanted, where }`.
 *
 * ```ts
 * rule('The two models have the same number of weights', () => small.countParams() === large.countParams())
 * ```
 */
export function ownRule(text: Text, test: () => unknown): Rule {
  const name = wordsOf(text);
  return new Rule(name, async ({ limitMs }) => {
    const read = await readSubject(() => test(), words('the test of this rule', '이 규칙의 검사'), limitMs);
    return read.ok ? verdictOf(read.value) : read.verdict;
  });
}

/** What a teacher's test has said. */
function verdictOf(said: unknown, value?: unknown): Verdict {
  if (typeof said === 'object' && said !== null && 'passed' in said) {
    const {
      passed: isPassed,
      found,
      wanted,
      where,
    } = said as Record<'passed' | 'found' | 'wanted' | 'where', unknown>;
    if (isPassed === true) return passed;
    const told = { found: found ?? value, wanted, where };
    return {
      passed: false,
      ...Object.fromEntries(
        Object.entries(told)
          .filter(([, text]) => text !== undefined)
          .map(([name, text]) => [name, textOrValue(text)]),
      ),
    };
  }
  if (said === true) return passed;
  return value === undefined ? { passed: false } : { passed: false, found: textOrValue(value) };
}

const isWords = (value: unknown): value is Words =>
  typeof (value as Words | null)?.en === 'string' && typeof (value as Words | null)?.ko === 'string';

function textOrValue(value: unknown): Words {
  // It may be a text of the student's, of any length.
  if (typeof value === 'string') return wordsOf(shortened(value));
  if (isWords(value)) return wordsOf(value);
  const pair = Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'string');
  if (pair) return wordsOf(value as unknown as readonly [string, string]);
  const told = describeValue(value);
  return { en: told, ko: told };
}

function differenceVerdict(value: unknown, wanted: unknown, within: number, name: Words): Verdict {
  const difference = firstDifference(value, wanted, within);
  if (!difference) return passed;
  const { path, found, wanted: there, lengths } = difference;
  const at = (text: string): Words => {
    if (lengths)
      return words(`${text} elements${path && ` at ${path}`}`, `${path && `${path}의 `}원소 ${text}개`);
    return path ? words(`${text} at ${path}`, `${path}에 ${text}`) : { en: text, ko: text };
  };
  const told = value === undefined ? kindOf(value) : at(describeValue(path ? found : value));
  return failed(
    lengths ? at(String(found)) : told,
    at(lengths ? String(there) : describeValue(path ? there : wanted)),
    compareWhere(name),
  );
}

const compareWhere = (name: Words): Words =>
  words(
    `Print ${name.en} in a cell of your own, and follow how it comes about.`,
    `셀에서 ${name.ko}을(를) 출력해 보고 어떻게 만들어지는지 따라가 보세요.`,
  );

const assignWhere = (name: Words): Words =>
  words(`Look at the line that makes ${name.en}.`, `${name.ko}을(를) 만드는 줄을 보세요.`);

/** A number, also one in a tensor of one element. */
function numberOf(value: unknown): number | undefined {
  if (isTensor(value)) {
    const values = value.dataSync();
    return values.length === 1 && typeof values[0] === 'number' ? values[0] : undefined;
  }
  return typeof value === 'number' ? value : undefined;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (isTensor(value)) return Array.from(value.dataSync());
  if (Array.isArray(value)) return value;
  if (value instanceof Set) return [...value];
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : undefined;
}

function shapeOf(value: unknown): readonly number[] | undefined {
  if (isTensor(value)) return value.shape;
  if (value instanceof Table) return [value.rows.length, value.columns.length];
  const list = listOf(value);
  if (!list) return undefined;
  return [list.length, ...(Array.isArray(list[0]) ? (shapeOf(list[0]) ?? []) : [])];
}

function missingIn(value: unknown): string | undefined {
  if (value instanceof Table) {
    const column = Object.entries(value.missing()).find(([, missing]) => missing > 0);
    return column?.[0];
  }
  if (isTensor(value)) return missingIn(value.arraySync());
  if (value === null || value === undefined || Number.isNaN(value)) return '[]';
  const list = listOf(value);
  for (const [i, part] of (list ?? []).entries()) {
    const at = missingIn(part);
    if (at !== undefined) return `[${i}]${at === '[]' ? '' : at}`;
  }
  return undefined;
}
