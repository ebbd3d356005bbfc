import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { compare, setLibraryContext, show } from '../../../library/index.js';
import { comparePayloadSchema } from '../../../protocol/index.js';
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

  it.each([
    [[], TypeError, 'compare needs a list'],
    [history, TypeError, 'compare needs a list'],
    [['b', 'c'], Error, "number 2 of the list, 'c', is no run of this notebook"],
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
