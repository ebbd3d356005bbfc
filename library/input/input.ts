import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkOptions, domains } from '../../engine/options/index.js';
import { answerFault, type InputForm, numberIn, onStep, optionOf } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { AskedQuestion } from '../ask-terminal.js';
import { libraryContext } from '../context.js';
import { notAnAnswer } from './answer-words.js';
import { type SliderOptions, sliderForm } from './slider-form.js';

export interface TextOptions {
  /** The answer that stands until there is another, and the one where nobody can answer. */
  value?: string;
}

export interface NumberOptions {
  /** Smallest answer. */
  min?: number;
  /** Largest answer. */
  max?: number;
  /** Answers are `min` (or 0), `min + step`, `min + 2 * step` and so on. Default: any number. */
  step?: number;
  /** The answer that stands until there is another, and the one where nobody can answer. */
  value?: number;
}

export interface FileOptions {
  /** Endings of the files to choose from, as `['csv', 'tsv']`. Default: all files. */
  extensions?: readonly string[];
  /** The file where nobody can answer. */
  value?: string;
}

export interface ChoiceOptions<Option> {
  /** The option that is marked at first, and the answer where nobody can give one. */
  value?: Option;
}

/** Asks the person at the notebook. */
export interface Input {
  /**
   * Asks a question in the editor and waits for the answer, which stays in the output of the cell.
   *
   * ```ts
   * const name = await input('Your name?');
   * const rate = await input.number('Learning rate?', { min: 0, max: 1, value: 0.01 });
   * const optimizer = await input.choice('Optimizer?', ['sgd', 'adam']);
   * const keep = await input.slider('Keep probability', { value: 0.5 });
   * const path = await input.file('Your data?', { extensions: ['csv'] });
   * ```
   *
   * `epochbook run` takes the answers from `--input`, a line each; an empty line means `value`. Where there is no line left, or
   * nobody at the notebook (grading), `value` is the answer. In a plain Node program the terminal is asked.
   *
   * @returns a text, which may be empty.
   * @throws InputError where the question is closed (Escape); where there is no answer and no `value`; for an answer that
   * does not fit. Stop ends the cell.
   */
  (question: string, options?: TextOptions): Promise<string>;
  /** Asks for a number, as `input` asks for a text. Answers beyond the limits are told and not taken. */
  number(question: string, options?: NumberOptions): Promise<number>;
  /**
   * Lets one of these be chosen, as `input` asks for a text. `epochbook run` takes an option as it is written, or its number, from 1.
   *
   * @returns the option itself.
   */
  choice<Option extends string | number | boolean>(
    question: string,
    options: readonly Option[],
    more?: ChoiceOptions<Option>,
  ): Promise<Option>;
  /** Asks for a number between two, on a scale: the arrow keys move it. There is always an answer: where it stands. */
  slider(question: string, options?: SliderOptions): Promise<number>;
  /**
   * Lets a file be chosen, as `input` asks for a text. A relative path starts at the notebook's folder.
   *
   * @returns the whole path.
   * @throws InputError where there is no such file.
   */
  file(question: string, options?: FileOptions): Promise<string>;
}

const { finite, positive } = domains;
const RANGE = { min: finite, max: finite, step: positive, value: finite };

/** The error of a question that has no answer, or a wrong one. */
export class InputError extends Error {
  override name = 'InputError';
}

async function ask(name: string, asked: AskedQuestion): Promise<string> {
  const { prompt, form, fallback } = asked;
  if (typeof prompt !== 'string' || prompt.trim() === '')
    throw new TypeError(
      say(
        `${name}: the first argument is the question, as ${name}('…?').`,
        `${name}: 첫 인수로 질문을 주세요. 예: ${name}('…?')`,
      ),
    );
  if (fallback !== undefined) {
    const fault = answerFault(form, fallback);
    if (fault) throw new RangeError(`${name}: value: ${notAnAnswer(prompt, fallback, form, fault)}`);
  }
  const answer = await libraryContext().ask(asked);
  const text = fallback !== undefined && answer.trim() === '' ? fallback : answer;
  const fault = answerFault(form, text);
  if (fault) throw new InputError(notAnAnswer(prompt, text, form, fault));
  return text;
}

const asText = (value: unknown): { fallback: string } | undefined =>
  value === undefined ? undefined : { fallback: String(value) };

async function text(question: string, options: TextOptions = {}): Promise<string> {
  checkOptions('input', options, { value: domains.anything });
  return ask('input', { prompt: question, form: { kind: 'text' }, ...asText(options.value) });
}

async function number(question: string, options: NumberOptions = {}): Promise<number> {
  checkOptions('input.number', options, RANGE);
  const { min, max, step, value } = options;
  if (min !== undefined && max !== undefined && min > max) throw noRange('input.number', min, max);
  const form: InputForm = {
    kind: 'number',
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(step !== undefined && { step }),
  };
  return Number(await ask('input.number', { prompt: question, form, ...asText(value) }));
}

async function choice<Option extends string | number | boolean>(
  question: string,
  options: readonly Option[],
  more: ChoiceOptions<Option> = {},
): Promise<Option> {
  if (!Array.isArray(options) || options.length === 0)
    throw new TypeError(
      say(
        "input.choice: the second argument is the options, at least one, as input.choice('Optimizer?', ['sgd', 'adam']).",
        "input.choice: 두 번째 인수로 고를 것을 하나 이상 주세요. 예: input.choice('옵티마이저?', ['sgd', 'adam'])",
      ),
    );
  checkOptions('input.choice', more, { value: domains.anything });
  const form: InputForm = { kind: 'choice', options: options.map(String) };
  const answer = await ask('input.choice', { prompt: question, form, ...asText(more.value) });
  return options[optionOf(form.options, answer) as number] as Option;
}

async function slider(question: string, options: SliderOptions = {}): Promise<number> {
  checkOptions('input.slider', options, RANGE);
  const form = sliderForm(options);
  if (!(form.min < form.max)) throw noRange('input.slider', form.min, form.max);
  const value = options.value ?? onStep(form, (form.min + form.max) / 2);
  return numberIn(await ask('input.slider', { prompt: question, form, fallback: String(value) })) as number;
}

async function file(question: string, options: FileOptions = {}): Promise<string> {
  checkOptions('input.file', options, { extensions: domains.texts, value: domains.text });
  const { extensions = [], value } = options;
  const endings = [...extensions].map((ending) => String(ending).replace(/^\*?\./, ''));
  const answer = await ask('input.file', {
    prompt: question,
    form: { kind: 'file', endings },
    ...asText(value),
  });
  const path = resolve(answer.trim());
  if (existsSync(path) && statSync(path).isFile()) return path;
  throw new InputError(
    say(
      `There is no file ${path}, which was the answer to "${question.trim()}". A relative path starts at the notebook's folder.`,
      `"${question.trim()}"에 답한 파일 ${path}이(가) 없습니다. 상대 경로는 노트북의 폴더에서 시작합니다.`,
    ),
  );
}

const noRange = (name: string, min: number, max: number): RangeError =>
  new RangeError(
    say(
      `${name}: min (${min}) must be below max (${max}).`,
      `${name}: min(${min})은 max(${max})보다 작아야 합니다.`,
    ),
  );

/**
 * Asks the person at the notebook a question and waits for the answer: `input('Name?')` for a text, `input.number`,
 * `input.choice`, `input.slider`, `input.file`.
 *
 * ```ts
 * const rate = await input.number('Learning rate?', { min: 0, max: 1, value: 0.01 });
 * ```
 */
export const input: Input = Object.assign(text, { number, choice, slider, file });
