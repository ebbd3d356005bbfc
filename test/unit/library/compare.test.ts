import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { compare, setLibraryContext, show } from '../../../library/index.js';
import { comparePayloadSchema } from '../../../protocol/index.js';
import { compareText } from '../../../renderers/compare/text.js';
import { sketchRun } from '../../../renderers/training/examples.js';

const history = { history: {} };
let shown: { name: string; payload: unknown }[] = [];
beforeEach(() => {
  shown = [];
  setLibraryContext({
    locale: 'en',
    picture: async (name, payload) => {
      shown.push({ name, payload });
    },
    run: async (run) =>
      run === history
        ? sketchRun({ epochs: 3, name: 'A' })
        : run === 'b'
          ? sketchRun({ epochs: 4, name: 'B' })
          : null,
  });
});

describe('compare', () => {
  it('takes histories, promises of them, and ids, in their order', async () => {
    await compare([history, 'b', Promise.resolve(history)]);
    const [picture] = shown;
    expect(picture?.name).toBe('compare');
    const { runs } = v.parse(comparePayloadSchema, JSON.parse(JSON.stringify(picture?.payload)));
    expect(runs.map(({ name, epoch }) => [name, epoch.length])).toEqual([
      ['A', 3],
      ['B', 4],
      ['A', 3],
    ]);
    expect(show.compare).toBe(compare);
  });

  it('takes names', async () => {
    await compare({ plain: history, 'with dropout': 'b' });
    const { runs } = v.parse(comparePayloadSchema, JSON.parse(JSON.stringify(shown[0]?.payload)));
    expect(runs.map(({ called, name }) => [called, name])).toEqual([
      ['plain', 'A'],
      ['with dropout', 'B'],
    ]);
    const text = compareText(shown[0]?.payload as never, 'en');
    expect(text).toMatch(/^A A, plain: completed/m);
    expect(text).toMatch(/Best validation loss: [AB] (plain|with dropout)/);
  });

  it.each([
    [{}, TypeError, 'compare needs a list'],
    [{ plain: 3 }, TypeError, 'compare needs a list'],
    [{ plain: 'c' }, Error, "number 1 of the list, 'c', is no run"],
    [[], TypeError, 'compare needs a list'],
    [history, TypeError, 'compare needs a list'],
    [['b', 'c'], Error, "number 2 of the list, 'c', is no run that is stored beside this notebook"],
    [[{}], Error, 'number 1 of the list is not the history of a training'],
    [[undefined], Error, 'number 1 of the list is not the history'],
    [[null], Error, 'number 1 of the list is not the history'],
  ])('refuses %o', async (runs, kind, words) => {
    const failed = compare(runs as never);
    await expect(failed).rejects.toThrow(words);
    await expect(failed).rejects.toThrow(kind);
    expect(shown).toEqual([]);
  });
});
