import type { InputForm, NumberForm } from './input.js';

/** Why a text is no answer to a question of this form. */
export type AnswerFault =
  | { kind: 'empty' }
  | { kind: 'notNumber' }
  | { kind: 'tooSmall'; least: number }
  | { kind: 'tooLarge'; most: number }
  /** The nearest that would do. */
  | { kind: 'offStep'; near: number }
  | { kind: 'noOption' }
  | { kind: 'ending' };

/** How far a number may lie from a step, in steps: what decimals lose in binary. */
const STEP_TOLERANCE = 1e-6;

/** undefined where the text is an answer. */
export function answerFault(form: InputForm, text: string): AnswerFault | undefined {
  if (form.kind === 'text') return undefined;
  if (text.trim() === '') return { kind: 'empty' };
  if (form.kind === 'choice')
    return optionOf(form.options, text) === undefined ? { kind: 'noOption' } : undefined;
  if (form.kind === 'file') return hasEnding(text, form.endings) ? undefined : { kind: 'ending' };
  return numberFault(form, numberIn(text));
}

/** The number that a text is: not part of one, and not one without end. */
export function numberIn(text: string): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The place of the option that a text means: the option itself, in whatever letters, else its number, from 1. */
export function optionOf(options: readonly string[], text: string): number | undefined {
  const plain = (option: string): string => option.trim().toLowerCase();
  const exact = options.indexOf(text);
  if (exact >= 0) return exact;
  const alike = options.findIndex((option) => plain(option) === plain(text));
  if (alike >= 0) return alike;
  const at = (numberIn(text) ?? 0) - 1;
  return Number.isInteger(at) && at >= 0 && at < options.length ? at : undefined;
}

/** The number of steps that lies nearest, within the limits. */
export function onStep({ min, max, step }: Omit<NumberForm, 'kind'>, number: number): number {
  const start = min ?? 0;
  if (step === undefined) return number;
  const most =
    max === undefined ? Number.POSITIVE_INFINITY : Math.floor((max - start) / step + STEP_TOLERANCE);
  const least = min === undefined ? Number.NEGATIVE_INFINITY : 0;
  const steps = Math.min(most, Math.max(least, Math.round((number - start) / step)));
  // Not 0.30000000000000004.
  return Number((start + steps * step).toPrecision(12));
}

function numberFault(form: Omit<NumberForm, 'kind'>, number: number | undefined): AnswerFault | undefined {
  const { min, max, step } = form;
  if (number === undefined) return { kind: 'notNumber' };
  if (min !== undefined && number < min) return { kind: 'tooSmall', least: min };
  if (max !== undefined && number > max) return { kind: 'tooLarge', most: max };
  if (step === undefined) return undefined;
  const near = onStep(form, number);
  return Math.abs(near - number) <= step * STEP_TOLERANCE ? undefined : { kind: 'offStep', near };
}

const hasEnding = (path: string, endings: readonly string[]): boolean =>
  endings.length === 0 ||
  endings.some((ending) => path.trim().toLowerCase().endsWith(`.${ending.toLowerCase()}`));
