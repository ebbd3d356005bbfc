import { describe, expect, test } from 'vitest';
import { studentCopy } from '../../../course/student/student-copy.js';
import { NotebookFile } from '../../../kernel/notebook/index.js';
import type { JsonObject } from '../../../protocol/index.js';
import {
  checks,
  type FileCell,
  fileText,
  hint,
  locked,
  manual,
  plain,
  prose,
  solutionCell,
  task,
} from './teacher-cells.js';

const copyOf = (cells: FileCell[], metadata?: JsonObject) =>
  JSON.parse(studentCopy(NotebookFile.parse(fileText(cells, metadata), 'a.ipynb'))) as {
    cells: FileCell[];
    metadata: JsonObject;
  };
const sourceOf = (cell: FileCell, metadata?: JsonObject) => copyOf([cell], metadata).cells[0]?.source;

describe('the copy that students get', () => {
  test.each<[string, FileCell, string]>([
    ['a region', task('q', 'a\n// BEGIN SOLUTION\nb\n// END SOLUTION\nc'), 'a\n// your code here\nc'],
    [
      'keeps the indent of a region',
      task('q', 'function f() {\n    // BEGIN SOLUTION\n    return 1;\n    // END SOLUTION\n}'),
      'function f() {\n    // your code here\n}',
    ],
    [
      'two regions',
      task('q', '// BEGIN SOLUTION\n1\n// END SOLUTION\nx\n\t// BEGIN SOLUTION\n2\n// END SOLUTION'),
      '// your code here\nx\n\t// your code here',
    ],
    ['an answer for a person', manual('q', 'All of it is the solution'), 'Your answer here'],
    [
      'a check without its hidden tests',
      checks('c', 'a\n// BEGIN HIDDEN TESTS\nb\n// END HIDDEN TESTS\nc'),
      'a\nc',
    ],
    ['a check', checks('c', 'a\nb'), 'a\nb'],
    [
      'a given text',
      locked('l', '### BEGIN SOLUTION is only a word here'),
      '### BEGIN SOLUTION is only a word here',
    ],
    ['a hint', hint('h', 'Think.', 'q'), 'Think.'],
    ['any other cell', plain('p', 'let x = 1;'), 'let x = 1;'],
  ])('%s', (_, cell, wanted) => expect(sourceOf(cell)).toBe(wanted));

  const region = task('q', '// BEGIN SOLUTION\n1\n// END SOLUTION');
  test.each<[string, FileCell[], JsonObject, string]>([
    ['named', [region], { epochbook: { locale: 'ko' } }, '// 여기에 코드를 쓰세요'],
    ['of its texts', [region, prose('t', '# 조기 종료')], {}, '// 여기에 코드를 쓰세요'],
    ['English', [region, prose('t', '# Early stopping')], {}, '// your code here'],
    [
      'Python',
      [region],
      { language_info: { name: 'python' } },
      '# YOUR CODE HERE\nraise NotImplementedError()',
    ],
  ])('the stub is in the language of the notebook: %s', (_, cells, metadata, stub) =>
    expect(copyOf(cells, metadata).cells[0]?.source).toBe(stub),
  );

  test('has no outputs, no solution cells, nothing of the teacher in its metadata', () => {
    const cells = [
      region,
      solutionCell('s', 'secret()', 'c'),
      checks('c', 'await check()', 2),
      locked('l', 'Read.'),
    ];
    const text = JSON.stringify(
      copyOf(cells, { celltoolbar: 'Create Assignment', widgets: { secret: 1 }, own: [1] }),
    );
    expect(text).not.toMatch(/secret|celltoolbar|"execution_count":\d/);
    expect(JSON.parse(text)).toMatchObject({
      metadata: { own: [1] },
      cells: [
        { id: 'q', outputs: [], execution_count: null, metadata: { deletable: false } },
        {
          id: 'c',
          metadata: { deletable: false, editable: false, nbgrader: { points: 2, cell_type: 'code' } },
        },
        { id: 'l', metadata: { editable: false, nbgrader: { cell_type: 'markdown' } } },
      ],
    });
    for (const { metadata } of copyOf(cells).cells)
      expect((metadata.nbgrader as JsonObject).checksum).toMatch(/^[0-9a-f]{32}$/);
  });
});
