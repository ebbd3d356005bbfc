import { describe, expect, it } from 'vitest';
import { NotebookFile } from '../../../kernel/notebook/index.js';
import { notebookOfScript } from '../../../kernel/notebook/script-notebook.js';
import { cellsOfScript, type ScriptCell, scriptOfCells } from '../../../kernel/notebook/script-text.js';

const code = (text: string, language = 'typescript', metadata = {}): ScriptCell => ({
  kind: 'code',
  language,
  text,
  metadata,
});
const markdown = (text: string, metadata = {}): ScriptCell => ({
  kind: 'markdown',
  language: 'markdown',
  text,
  metadata,
});
const raw = (text: string): ScriptCell => ({ kind: 'raw', language: 'markdown', text, metadata: {} });

describe('a notebook that becomes a script and a notebook again', () => {
  it.each<[string, ScriptCell[]]>([
    ['nothing', []],
    ['one cell', [code('const a = 1;')]],
    ['Markdown and code', [markdown('# Title\n\nWords *here*.'), code('let a = 1;\na += 1;')]],
    ['empty cells', [code(''), markdown(''), code(''), code('1')]],
    ['only an empty cell', [code('')]],
    ['blank lines at the ends', [code('\n\na;\n\n'), code('\n'), markdown('\n\nwords\n\n')]],
    ['white space at the ends of lines', [code('a;  \n\t\n  b;'), markdown('  indented  \n    code\n\ttab')]],
    ['a comment that is not closed', [code('/* begun'), markdown('words'), code('b; // */')]],
    ['a template literal that is not closed', [code('const a = `'), code('b')]],
    ['a marker in code', [code('// %% [markdown]\n//%%\n// %% \nb;'), code('c')]],
    ['a marker that was escaped', [code('// \\%%\n// \\\\%% x'), markdown('%%\n\\%% x\n%%timeit')]],
    ['a marker in a template literal', [code('const a = `\n// %%\n`;')]],
    ['Markdown with comments', [markdown('// a\n/* b */\n//\n///'), code('// c')]],
    ['Markdown with fences', [markdown('```ts\nconst a = 1;\n```\n\n$$x^2$$\n\n---')]],
    [
      'cells of other languages',
      [
        code('print("a")\n\nif b:\n    c', 'python'),
        code('let a;', 'javascript'),
        code('ls', 'shellscript'),
        code('#x', 'c++'),
      ],
    ],
    ['raw cells', [raw('\\begin{x}\n\n\\end{x}')]],
    [
      'marks of exercises',
      [
        code('a', 'typescript', { nbgrader: { grade: true, points: 2 }, tags: ['raises-exception'] }),
        markdown('w', { tags: ['한글 "q" }'] }),
      ],
    ],
    ['Korean', [markdown('# 학습\n\n손실'), code("const 손실 = '값';")]],
    ['lone carriage returns', [code('a\rb')]],
    [
      'imports in several cells',
      [
        code("import * as tf from 'x';"),
        code("import * as tf from 'x';\nconst a = 1;"),
        code('const a = 2;'),
      ],
    ],
    [
      'lines that begin like a marker of Jupytext',
      [code('// + tags=[]\n// -\n# %%'), markdown('[markdown] x')],
    ],
  ])('%s', (_, cells) => {
    expect(cellsOfScript(scriptOfCells(cells))).toEqual(cells);
  });

  it('has line ends of one kind', () => {
    const script = scriptOfCells([code('a\r\nb'), markdown('c\r\n\r\nd')]);
    expect(script).toBe('// %%\na\nb\n\n// %% [markdown]\n// c\n//\n// d\n');
    expect(cellsOfScript(script.replaceAll('\n', '\r\n'))).toEqual([code('a\nb'), markdown('c\n\nd')]);
  });

  it('runs as it stands: all that is not its own language is a comment', () => {
    const script = scriptOfCells([markdown('a\n\n# b'), code('print()', 'python'), raw('c'), code('d;')]);
    const lines = script.split('\n').filter((line) => line !== '' && !line.startsWith('//'));
    expect(lines).toEqual(['d;']);
  });
});

describe('a script of somebody else that becomes a notebook', () => {
  it.each<[string, string, ScriptCell[]]>([
    ['nothing', '', []],
    ['blank lines', '\n\n  \n', []],
    ['no marker', 'const a = 1;\n\n// words\nb();\n', [code('const a = 1;\n\n// words\nb();')]],
    ['a byte order mark', '\uFEFF// %%\na\n', [code('a')]],
    [
      'code before the first marker',
      "import a from 'a';\n\n// %%\nb\n",
      [code("import a from 'a';"), code('b')],
    ],
    ['no line end at its end', '// %%\na', [code('a')]],
    ['markers without blank lines', '// %%\na\n// %%\nb\n//%%\nc', [code('a'), code('b'), code('c')]],
    ['titles', '// %% Load the data\na\n', [code('// Load the data\na')]],
    ['a title of Markdown', '// %% [markdown] Title\n// words\n', [markdown('Title\nwords')]],
    [
      'Markdown in capitals, or short',
      '// %% [Markdown]\n// a\n\n// %% [md]\n// b\n',
      [markdown('a'), markdown('b')],
    ],
    [
      'code that was written into Markdown',
      '// %% [markdown]\n// a\n\nb();\n// c\n',
      [markdown('a'), code('b();\n// c')],
    ],
    ['metadata that is damaged', '// %% {"tags":\na\n', [code('// {"tags":\na')]],
    ['a comment that is not closed', '// %%\n/* a\n// %%\nb\n', [code('/* a'), code('b')]],
    ['three per cent signs', '// %%%\na\n', [code('// %%%\na')]],
    ['indented markers', 'if (a) {\n  // %%\n  b\n}\n', [code('if (a) {\n  // %%\n  b\n}')]],
  ])('%s', (_, script, cells) => {
    expect(cellsOfScript(script)).toEqual(cells);
  });

  it('is a notebook file that our own reader takes', () => {
    const text = notebookOfScript(scriptOfCells([markdown('# a'), code('b'), code('c', 'python')]));
    const { notebook } = NotebookFile.parse(text, 'a.ts');
    expect(notebook.cells.map(({ cell_type, source }) => [cell_type, source])).toEqual([
      ['markdown', '# a'],
      ['code', 'b'],
      ['code', 'c'],
    ]);
    expect(notebook.cells[2]?.metadata).toEqual({ vscode: { languageId: 'python' } });
  });
});
