import type { DataType } from '@tensorflow/tfjs-core';
import { say } from '../../../words/index.js';

/** What a check needs to know of a tensor. */
export interface TensorLike {
  shape: number[];
  dtype: DataType;
}

export type Inputs = Readonly<Record<string, TensorLike | undefined>>;
export type Attributes = Readonly<Record<string, unknown>>;

/** Why a kernel cannot be computed with these arguments, in a sentence; undefined where it can. */
export type Check = (inputs: Inputs, attributes: Attributes) => string | undefined;

/** The first reason of several checks. */
export const each =
  (...checks: Check[]): Check =>
  (inputs, attributes) => {
    for (const check of checks) {
      const reason = check(inputs, attributes);
      if (reason) return reason;
    }
    return undefined;
  };

export const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

export const sizeOf = (shape: readonly number[]): number => {
  let size = 1;
  for (const side of shape) size *= side;
  return size;
};

/** A number or a list of them, of any depth, as a flat list; nothing for undefined. */
export const numbersOf = (value: unknown): number[] =>
  value === undefined || value === null
    ? []
    : typeof value === 'number'
      ? [value]
      : typeof (value as unknown[])[0] === 'number'
        ? (value as number[])
        : ((value as unknown[]).flat(2) as number[]);

/** Attributes that must be whole numbers from `least` on. */
export const whole =
  (names: readonly string[], least = Number.NEGATIVE_INFINITY): Check =>
  (_, attributes) => {
    for (const name of names)
      for (const value of numbersOf(attributes[name]))
        if (typeof value === 'number' && (!Number.isInteger(value) || value < least))
          return notWhole(name, value, least);
    return undefined;
  };

export const notWhole = (name: string, value: number, least: number): string =>
  least === Number.NEGATIVE_INFINITY
    ? say(`${name} must be a whole number, and is ${value}.`, `${name}은(는) 정수여야 하는데 ${value}입니다.`)
    : say(
        `${name} must be a whole number of at least ${least}, and is ${value}.`,
        `${name}은(는) ${least} 이상의 정수여야 하는데 ${value}입니다.`,
      );

/** Whether two shapes can be repeated to one, as NumPy does it. */
export function broadcast(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 1; i <= a.length && i <= b.length; i++) {
    const left = a[a.length - i];
    const right = b[b.length - i];
    if (left !== right && left !== 1 && right !== 1) return false;
  }
  return true;
}

/** An attribute that is one of a few words. */
export const oneOf =
  (name: string, words: readonly string[]): Check =>
  (_, attributes) => {
    const value = attributes[name];
    if (value === undefined || words.includes(String(value))) return undefined;
    const list = words.map((word) => `'${word}'`).join(', ');
    return say(
      `${name} is one of ${list}, and was given '${value}'.`,
      `${name}은(는) ${list} 가운데 하나인데 '${value}'을(를) 받았습니다.`,
    );
  };
