import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { transformSync } from '@swc/wasm-typescript';
import { tokenizer } from 'acorn';
import { describe, expect, it } from 'vitest';

interface Cell {
  id: string;
  cell_type: string;
  source: string[];
  metadata: object;
  outputs?: unknown[];
  execution_count?: number | null;
}
interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: { kernelspec: object; language_info: object };
  cells: Cell[];
}

const read = (path: string): Notebook => JSON.parse(readFileSync(path, 'utf8'));
const names = readdirSync('workbooks/en').filter((name) => name.endsWith('.ipynb'));
const hangul = /\p{Script=Hangul}/u;

/** The code without comments, with strings and the texts of templates emptied. */
function bareCode(source: string): string {
  const { code } = transformSync(source, { mode: 'strip-only', module: true });
  const tokens = [...tokenizer(code, { ecmaVersion: 'latest', sourceType: 'module' })].map((token) => {
    const { value } = token as { value?: unknown };
    return ['string', 'template'].includes(token.type.label) ? '…' : String(value ?? token.type.label);
  });
  return tokens.join(' ');
}

describe('bareCode', () => {
  it('sees code and not words', () => {
    expect(bareCode("const a: number = f('one'); // one")).toBe(
      bareCode("const a: number = f('하나'); // 하나"),
    );
    const filled = (before: string, name: string) => `f(\`${before}$${`{${name}}`}\`)`;
    expect(bareCode(filled('one ', 'x'))).toBe(bareCode(filled('하나 ', 'x')));
    expect(bareCode(filled('', 'x'))).not.toBe(bareCode(filled('', 'y')));
    expect(bareCode("f('one', 1)")).not.toBe(bareCode("f('one', 2)"));
  });
});

describe.each(names)('workbook %s', (name) => {
  const english = read(`workbooks/en/${name}`);

  it('has a Korean edition with the same cells and the same code', () => {
    expect(existsSync(`workbooks/ko/${name}`)).toBe(true);
    const korean = read(`workbooks/ko/${name}`);
    const outline = ({ cells }: Notebook) => cells.map(({ id, cell_type }) => `${cell_type} ${id}`);
    expect(outline(korean)).toEqual(outline(english));
    english.cells.forEach((cell, i) => {
      const other = korean.cells[i]?.source.join('') ?? '';
      if (cell.cell_type === 'code')
        expect(`${cell.id}: ${bareCode(other)}`).toBe(`${cell.id}: ${bareCode(cell.source.join(''))}`);
      else expect(`${cell.id} ${hangul.test(other)}`).toBe(`${cell.id} true`);
    });
  });

  it.each(['en', 'ko'])('is plain nbformat 4.5 without outputs (%s)', (language) => {
    const notebook = read(`workbooks/${language}/${name}`);
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    expect(notebook.metadata.kernelspec).toEqual({
      name: 'epochbook',
      display_name: 'Epochbook (TypeScript)',
      language: 'typescript',
    });
    expect(notebook.metadata.language_info).toEqual({
      name: 'typescript',
      file_extension: '.ts',
      mimetype: 'text/typescript',
    });
    const ids = notebook.cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const cell of notebook.cells) {
      expect(cell.id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(cell.source.every((line, i) => line.endsWith('\n') === i < cell.source.length - 1)).toBe(true);
      if (cell.cell_type === 'code') expect([cell.outputs, cell.execution_count]).toEqual([[], null]);
      else expect(Object.keys(cell).sort()).toEqual(['cell_type', 'id', 'metadata', 'source']);
    }
  });

  it.each(['en', 'ko'])('has no code line that a window of 1100 px cuts (%s)', (language) => {
    // Hangul is about twice as wide as a letter.
    const width = (line: string) => line.replace(/\p{Script=Hangul}/gu, '  ').length;
    const lines = read(`workbooks/${language}/${name}`).cells.flatMap(({ id, cell_type, source }) =>
      cell_type === 'code' ? source.map((line) => `${id}: ${line.trimEnd()}`) : [],
    );
    expect(lines.filter((line) => width(line.slice(line.indexOf(': ') + 2)) > 118)).toEqual([]);
  });

  it('is written in the language of its folder', () => {
    expect(hangul.test(JSON.stringify(english))).toBe(false);
  });
});
