import type { CallbackEvent } from '../../protocol/index.js';

type Facts = CallbackEvent['facts'];

const words: Record<string, number> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** A fact as a number; what JSON cannot hold as a number travels as a word. `null` where there is none. */
export function numberFact(facts: Facts, name: string): number | null {
  const fact = facts[name];
  if (typeof fact === 'number') return fact;
  return typeof fact === 'string' ? (words[fact] ?? null) : null;
}

/** A fact as a text that is not empty; `null` where there is none. */
export function textFact(facts: Facts, name: string): string | null {
  const fact = facts[name];
  return typeof fact === 'string' && fact !== '' ? fact : null;
}
