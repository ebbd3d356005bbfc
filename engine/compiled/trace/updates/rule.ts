import type { UpdateProgress } from '../../../optimizers/keras-optimizer.js';
import type { Arithmetic } from './update.js';

export type Options = Readonly<Record<string, number | boolean>>;

/** One weight in the midst of its update. */
export interface Weight {
  a: Arithmetic;
  gradient: number;
  value: number;
  options: Options;
  slot(name: string): number;
  keep(name: string, value: number): void;
}

/** How an optimizer moves a weight: what `UpdateRule.step` computes. */
export interface CompiledRule {
  /** Numbers that all weights share, anew in each step; `rate` is there for all. */
  numbers?(options: Options): Readonly<Record<string, (progress: UpdateProgress) => number>>;
  /** Gives what the weight becomes. `numbers` are nodes. */
  step(weight: Weight, numbers: Readonly<Record<string, number>>): number;
}

export type Rules = Readonly<Record<string, CompiledRule>>;

export const optionOf = (options: Options, name: string): number => options[name] as number;

/** An option as an operand. */
export const constantOf = ({ options }: Weight, name: string): { constant: number } => ({
  constant: optionOf(options, name),
});

/** share·old + (1 − share)·now */
export function mean(weight: Weight, old: number, now: number, share: string): number {
  const { constant } = constantOf(weight, share);
  return weight.a.add(weight.a.mul(old, { constant }), weight.a.mul(now, { constant: 1 - constant }));
}
