import { expect, test } from 'vitest';
import { matchCells, type NamedCell } from '../../../extension/kernels/match-cells.js';

const cell = (name: string | undefined, code: string, at: number): NamedCell => ({ name, code, at });
/** A cell of the notebook is written `name:code`, where its number is its place. */
const cells = (...written: string[]): NamedCell[] =>
  written.map((each, at) => {
    const [name, code = ''] = each.split(':');
    return cell(name || undefined, code, at);
  });

test.each([
  ['the same names', cells('a:1', 'b:2'), cells('a:1', 'b:2'), [0, 1]],
  ['names that moved', cells('a:1', 'b:2'), cells('b:2', 'x:9', 'a:1'), [2, 0]],
  ['a name whose code was changed', cells('a:1'), cells('a:2'), [0]],
  ['a name counts for more than code', cells('a:1', 'b:1'), cells('b:1', 'a:1'), [1, 0]],
  ['cells without names, by their code', cells('k1:1', 'k2:2'), cells(':1', ':2'), [0, 1]],
  ['the nearest of the same code', [cell('k', '1', 2)], cells(':1', ':2', ':1', ':1'), [2]],
  ['each cell once', [cell('k1', '1', 0), cell('k2', '1', 0)], cells(':1', ':1'), [0, 1]],
  ['no more cells than there are', [cell('k1', '1', 0), cell('k2', '1', 1)], cells(':1'), [0, undefined]],
  ['code that is not there', cells('k:7'), cells(':1', 'a:2'), [undefined]],
  ['a named cell that another has is not taken by code', cells('a:1', 'k:1'), cells('a:1'), [0, undefined]],
  ['an empty notebook', cells('a:1'), [], [undefined]],
] as [string, NamedCell[], NamedCell[], (number | undefined)[]][])('%s', (_, kept, own, places) => {
  expect(matchCells(kept, own)).toEqual(places);
});
