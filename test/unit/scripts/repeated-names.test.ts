import { expect, it } from 'vitest';
import { repeatedNames } from '../../../extension/scripts/repeated-names.js';

it.each<[string, string[], string[]]>([
  ['nothing twice', ['const a = 1;', 'let b = a;'], []],
  ['declared twice', ['const a = 1;', 'let a = 2;'], ['a']],
  ['imported twice', ["import * as tf from 'x';", "import * as tf from 'x';"], ['tf']],
  [
    'imported by another name',
    ["import d, { a as b, type T } from 'x';", 'const a = 1; ', 'class b {}', 'const d = 1;'],
    ['b', 'd'],
  ],
  ['types, which leave nothing behind', ["import type { T } from 'x';", "import { type T } from 'y';"], []],
  ['functions', ['function f() {}', 'async function f() {}', 'export function* g() {}'], ['f']],
  ['within a block', ['{\n  const a = 1;\n}', 'const a = 1;'], []],
  ['twice in one cell, which is its own mistake', ['const a = 1;\nconst a = 2;'], []],
  ['Korean names', ['const 손실 = 1;', 'const 손실 = 2;'], ['손실']],
])('%s', (_, cells, expected) => {
  expect(repeatedNames(cells)).toEqual(expected);
});
