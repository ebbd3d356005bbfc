import { describe, expect, test } from 'vitest';
import { hasTag, languageOf } from '../../../kernel/notebook/notebook.js';
import { type CellResult, NotebookFile } from '../../../kernel/notebook/notebook-file.js';

const CODE = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['1 + 1'] };
const META = { kernelspec: { name: 'epochbook', language: 'typescript', display_name: 'E' } };
const book = (cells: unknown[], more: object = {}): object => ({
  cells,
  metadata: META,
  nbformat: 4,
  nbformat_minor: 5,
  ...more,
});
const written = (value: unknown, indent: number | string = 1): string =>
  `${JSON.stringify(value, null, indent)}\n`;

/** Notebooks as other programs write them, or as they come to be damaged: the sources of their cells. */
const readable: [name: string, text: string, sources: string[]][] = [
  ['Jupyter', written(book([{ ...CODE, id: 'a' }])), ['1 + 1']],
  [
    'VS Code, with a language at the cell',
    written(book([{ ...CODE, metadata: { vscode: { languageId: 'javascript' } } }])),
    ['1 + 1'],
  ],
  [
    'Colab, indented by two',
    written(book([{ ...CODE, metadata: { id: 'x', colab: { base_uri: 'u' } } }], { nbformat_minor: 0 }), 2),
    ['1 + 1'],
  ],
  ['Kaggle, on one line', JSON.stringify(book([CODE])), ['1 + 1']],
  ['nbconvert, indented by tabs', written(book([CODE]), '\t'), ['1 + 1']],
  [
    'Deepnote, with a key of its own',
    written(book([{ ...CODE, deepnote_cell_type: 'code' }], { deepnote: {} })),
    ['1 + 1'],
  ],
  [
    'Databricks, with nuid',
    written(book([{ ...CODE, metadata: { 'application/vnd.databricks.v1+cell': { nuid: '1' } } }])),
    ['1 + 1'],
  ],
  ['CR LF', written(book([CODE])).replaceAll('\n', '\r\n'), ['1 + 1']],
  ['a byte order mark', `\uFEFF${written(book([CODE]))}`, ['1 + 1']],
  ['no line end at the end', written(book([CODE])).trimEnd(), ['1 + 1']],
  [
    'keys in another order',
    '{"nbformat_minor":2,"nbformat":4,"metadata":{},"cells":[{"source":"a","outputs":[],"metadata":{},"execution_count":2,"cell_type":"code"}]}',
    ['a'],
  ],
  ['source as one text', written(book([{ ...CODE, source: 'a\nb' }])), ['a\nb']],
  ['source as lines', written(book([{ ...CODE, source: ['a\n', 'b'] }])), ['a\nb']],
  ['source null', written(book([{ ...CODE, source: null }])), ['']],
  [
    'no source',
    written(book([{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null }])),
    [''],
  ],
  ['a null among the lines', written(book([{ ...CODE, source: ['a', null] }])), ['a']],
  [
    'no metadata at a cell',
    written(book([{ cell_type: 'code', source: '1', outputs: [], execution_count: 1 }])),
    ['1'],
  ],
  ['metadata null', written(book([{ ...CODE, metadata: null }])), ['1 + 1']],
  ['no metadata of the notebook', written({ cells: [CODE], nbformat: 4, nbformat_minor: 5 }), ['1 + 1']],
  ['metadata of the notebook null', written(book([CODE], { metadata: null })), ['1 + 1']],
  [
    'language_info null',
    written(book([CODE], { metadata: { language_info: null, kernelspec: null } })),
    ['1 + 1'],
  ],
  [
    'no outputs, no execution_count',
    written(book([{ cell_type: 'code', metadata: {}, source: 'a' }])),
    ['a'],
  ],
  ['no nbformat', written({ cells: [CODE], metadata: {} }), ['1 + 1']],
  ['nbformat as text', written(book([CODE], { nbformat: '4' })), ['1 + 1']],
  ['no nbformat_minor', written({ cells: [CODE], metadata: {}, nbformat: 4 }), ['1 + 1']],
  [
    'two cells with one id',
    written(
      book([
        { ...CODE, id: 'x', source: 'a' },
        { ...CODE, id: 'x', source: 'b' },
      ]),
    ),
    ['a', 'b'],
  ],
  ['an id that is a number', written(book([{ ...CODE, id: 7 }])), ['1 + 1']],
  [
    'a raw and a markdown cell',
    written(
      book([
        { cell_type: 'raw', metadata: {}, source: 'r' },
        { cell_type: 'markdown', metadata: {}, source: '# m', attachments: {} },
      ]),
    ),
    ['r', '# m'],
  ],
  [
    'a kind of cell that nobody knows',
    written(book([{ cell_type: 'chart', source: 'c' }, CODE])),
    ['c', '1 + 1'],
  ],
  ['a cell that is no object', written(book([null, 3, CODE])), ['', '', '1 + 1']],
  [
    'Python’s NaN and Infinity in an output',
    written(book([CODE])).replace(
      '"outputs": []',
      '"outputs": [{"output_type": "display_data", "metadata": {}, "data": {"application/json": [NaN, Infinity, -Infinity]}}]',
    ),
    ['1 + 1'],
  ],
  [
    'a text that says NaN',
    written(book([{ ...CODE, source: 'NaN "Infinity" \\ -Infinity' }])),
    ['NaN "Infinity" \\ -Infinity'],
  ],
  [
    'numbers that lose digits when read',
    written(book([CODE])).replace(
      '"metadata": {}',
      '"metadata": {"size": 12345678901234567890, "rate": 1.0, "tiny": 1e-400}',
    ),
    ['1 + 1'],
  ],
  ['escapes that need not be', written(book([CODE])).replace('1 + 1', '\\u0031 \\u002b 1\\/1'), ['1 + 1/1']],
  ['half of a pair of surrogates', written(book([CODE])).replace('1 + 1', "'\\ud83d'"), ["'\ud83d'"]],
  ['Korean', written(book([{ ...CODE, source: '// 손실 함수' }])), ['// 손실 함수']],
  [
    'the same key twice',
    written(book([CODE])).replace('"metadata": {}', '"metadata": {"a": 1, "a": 2}'),
    ['1 + 1'],
  ],
  ['a comma too many', written(book([CODE])).replace('"1 + 1"\n', '"1 + 1",\n'), ['1 + 1']],
  ['no cells', written(book([])), []],
  ['an empty file', '', []],
  ['white space', ' \n', []],
  [
    'format 3',
    written({
      nbformat: 3,
      nbformat_minor: 0,
      metadata: { name: '' },
      worksheets: [
        {
          cells: [
            {
              cell_type: 'code',
              input: ['a\n', 'b'],
              language: 'typescript',
              outputs: [{ output_type: 'pyout', text: 'x' }],
              prompt_number: 1,
            },
            { cell_type: 'heading', level: 2, source: 'h' },
          ],
        },
      ],
    }),
    ['a\nb', '## h'],
  ],
];

const RESULT: CellResult = {
  execution_count: 1,
  outputs: [{ output_type: 'stream', name: 'stdout', text: ['a "quoted" line\n', '둘'] }],
};

/** The value without what a run may change. */
const without = (text: string): unknown =>
  JSON.parse(
    text
      .replace(/^\uFEFF/, '')
      .replace(/-?\b(NaN|Infinity)\b(?=[,\]])/g, '0')
      .replace(/,(\s*\])/g, '$1'),
    (key, value) => (key === 'outputs' || key === 'execution_count' ? undefined : value),
  );

describe('notebook files', () => {
  test.each(readable)('%s', (name, text, sources) => {
    const file = NotebookFile.parse(text, 'a.ipynb');
    const { cells } = file.notebook;
    expect(cells.map(({ source }) => source)).toEqual(sources);
    for (const cell of cells) {
      expect(typeof languageOf(file.notebook, cell)).toBe('string');
      expect(hasTag(cell, 'skip-execution')).toBe(false);
    }
    if (text.trim() === '' || name === 'format 3') return;
    expect(file.withResults(new Map())).toBe(text);
    const code = new Map(
      cells.flatMap(({ cell_type }, i) => (cell_type === 'code' ? [[i, RESULT] as const] : [])),
    );
    const out = file.withResults(code);
    expect(without(out)).toEqual(without(text));
    const again = NotebookFile.parse(out, 'b.ipynb');
    expect(again.withResults(code)).toBe(out);
    const { cells: stored } = JSON.parse(out.replace(/^\uFEFF/, '').replace(/,(\s*\])/g, '$1'));
    for (const index of code.keys()) expect(stored[index]).toMatchObject(RESULT);
    expect(out.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
    expect(/(?<!\r)\n/.test(out)).toBe(/(?<!\r)\n/.test(text) || false);
  });

  test('a Jupyter notebook is written as Jupyter writes it', () => {
    const text = written(book([{ ...CODE, id: 'a' }]));
    const expected = written(book([{ ...CODE, id: 'a', ...RESULT }]));
    expect(NotebookFile.parse(text, 'a').withResults(new Map([[0, RESULT]]))).toBe(expected);
  });

  const broken: [name: string, text: string, message: RegExp][] = [
    [
      'cut off',
      written(book([CODE])).slice(0, 60),
      /a\.ipynb is not a notebook: it ends in the middle, after line \d+/,
    ],
    [
      'merge conflict',
      `{\n<<<<<<< HEAD\n "cells": [],\n=======\n "cells": [1],\n>>>>>>> b\n}`,
      /merge conflict of git stands in line 2/,
    ],
    ['not JSON', '# a script\nprint(1)', /JSON is broken in line 1, column 1/],
    ['a value missing', '{ "cells": [],\n "nbformat": }', /JSON is broken in line 2, column 14/],
    ['HTML', '<!DOCTYPE html>\n<html></html>', /JSON is broken in line 1/],
    ['a list', '[1, 2]', /is JSON, but has no cells/],
    ['another JSON file', '{ "name": "x" }', /is JSON, but has no cells/],
    ['format 2', '{ "nbformat": 2, "worksheets": [] }', /nbformat is 2.*nbconvert/],
    ['cells that are no list', '{ "nbformat": 4, "cells": {} }', /has no cells|format 4/],
  ];
  test.each(broken)('%s is told', (_, text, message) => {
    expect(() => NotebookFile.parse(text, 'a.ipynb')).toThrow(message);
  });
});
