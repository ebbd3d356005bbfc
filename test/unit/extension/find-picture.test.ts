import { describe, expect, it } from 'vitest';
import { meantPicture, nameOf, picturesOf } from '../../../extension/kept-pictures/find-picture.js';

const output = (mime: string, value: unknown) => ({
  items: [
    { mime, data: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)) },
    { mime: 'text/plain', data: new TextEncoder().encode('words') },
  ],
});
const cell = (...outputs: ReturnType<typeof output>[]) => ({ outputs });

const cells = [
  cell(),
  cell(output('a', { id: 'r1', loss: 1 }), output('b', { run: 'r1' }), output('a', { id: 'r2', loss: 2 })),
  cell(output('text/html', '<b>'), output('a', { id: 'r3', name: 'Run 3' })),
];

describe('the pictures of a notebook', () => {
  it('are counted by cell and kind', () => {
    const found = picturesOf(cells, ['a', 'b']);
    expect(found.map(({ index, place, mime }) => [index, place, mime])).toEqual([
      [1, 0, 'a'],
      [1, 0, 'b'],
      [1, 1, 'a'],
      [2, 0, 'a'],
    ]);
    expect(picturesOf(cells, ['c'])).toEqual([]);
  });

  it.each<[string, unknown, string[], [number, number] | undefined]>([
    ['the very payload', { id: 'r2', loss: 2 }, ['a'], [1, 1]],
    ['a payload that has gone on meanwhile', { id: 'r2', loss: 3 }, ['a'], [1, 1]],
    ['another picture of a run', { run: 'r1', step: 9 }, ['b'], [1, 0]],
    ['the only one there is', { version: 3, packed: 'x' }, ['b'], [1, 0]],
    ['a run that is gone', { id: 'r9' }, ['a'], undefined],
    ['no payload', 'nonsense', ['a'], undefined],
    ['a kind that is not there', { id: 'r1' }, ['c'], undefined],
  ])('%s is found', (_, asked, mimes, place) => {
    const text = typeof asked === 'string' ? asked : JSON.stringify(asked);
    const found = meantPicture(picturesOf(cells, mimes), text);
    expect(found && [found.index, found.place]).toEqual(place);
  });

  it.each([
    ['{"name":"Run 3"}', 'Run 3'],
    ['{"name":"","title":"Table"}', 'Table'],
    ['{"name":7}', undefined],
    ['null', undefined],
    ['{', undefined],
  ])('%s is called %s', (json, name) => {
    expect(nameOf(json)).toBe(name);
  });
});
