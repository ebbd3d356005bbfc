import { expect, test } from 'vitest';
import { ToldHints } from '../../../extension/engine-hint/told-hints.js';

/** The part of VS Code's Memento that is used; it keeps JSON. */
function memento() {
  let stored = '{}';
  return {
    get: <T>(key: string, otherwise?: T): T => (JSON.parse(stored)[key] ?? otherwise) as T,
    update: async (key: string, value: unknown) => {
      stored = JSON.stringify({ ...JSON.parse(stored), [key]: value });
    },
  };
}

test('a notebook is told once for each engine that it trains on', async () => {
  const memory = memento();
  const told = new ToldHints(memory);
  expect(told.newsFor('a')).toEqual(['native', 'embedded']);
  await told.tell('a', 'native');
  expect(told.newsFor('a')).toEqual(['embedded']);
  expect(told.newsFor('b')).toEqual(['native', 'embedded']);
  expect(new ToldHints(memory).newsFor('a')).toEqual(['embedded']);
  await told.tell('a', 'embedded');
  expect(told.newsFor('a')).toEqual([]);
});

test('and not at all after "never"', async () => {
  const told = new ToldHints(memento());
  await told.never('a');
  await told.tell('a', 'native');
  expect(told.newsFor('a')).toEqual([]);
});
