import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const english = readFileSync('README.md', 'utf8');
const korean = readFileSync('README.ko.md', 'utf8');
const titles = {
  en: JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>,
  ko: JSON.parse(readFileSync('package.nls.ko.json', 'utf8')) as Record<string, string>,
};

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([all, part]) => part ?? all);
const fences = (text: string) => matches(text, /^```[\s\S]*?^```$/gm);
const withoutFences = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '');
/** Links to other files, those to an edition in the reader's language counted as the English ones. */
const links = (text: string) =>
  matches(text, /(?<!!)\[[^\]]*\]\(([^)]*)\)/g).map((to) => to.replace('.ko.md', '.md'));
/** What is written as code: commands, names, options. A Korean sentence may say one once more. */
const codes = (text: string) => [...new Set(matches(withoutFences(text), /`([^`\n]+)`/g))].sort();
/** The numbers of each row of a table; their order may differ. */
const tableNumbers = (text: string) =>
  matches(text, /^\|.*\|$/gm).map((row) => matches(row.replaceAll(/`[^`]*`/g, ''), /\d[\d,.]*\d|\d/g).sort());

/** The names of commands that a page gives: "Epochbook: Open a Lesson". */
const commandsIn = (text: string, language: 'en' | 'ko') =>
  Object.entries(titles[language])
    .filter(([key]) => key.startsWith('command.') && !key.endsWith('.short'))
    .filter(([, title]) => text.includes(`Epochbook: ${title}`))
    .map(([key]) => key);

describe('README.ko.md', () => {
  it('and README.md lead to each other', () => {
    expect(english).toContain('[한국어](README.ko.md)');
    expect(korean).toContain('[English](README.md)');
  });

  it.each<[string, (text: string) => unknown]>([
    ['headings', (text) => matches(text, /^(#+) /gm)],
    ['blocks of code', fences],
    ['pictures', (text) => matches(text, /!\[[^\]]*\]\(([^)]*)\)/g)],
    ['links', (text) => links(text).filter((to) => to !== 'README.md')],
    ['commands, names and options', codes],
    ['points of lists', (text) => matches(text, /^- /gm).length],
    ['rows of tables, and their numbers', tableNumbers],
  ])('has the same %s', (_, partsOf) => {
    expect(partsOf(korean)).toEqual(partsOf(english));
  });

  it('names the same commands of the editor, as VS Code shows them in Korean', () => {
    expect(commandsIn(korean, 'ko')).toEqual(commandsIn(english, 'en'));
    expect(commandsIn(english, 'en').length).toBeGreaterThan(7);
  });

  it('leads to files and headings that are there', () => {
    const anchorsOf = (file: string) =>
      matches(readFileSync(file, 'utf8'), /^#+ (.*)$/gm).map((title) =>
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      );
    for (const to of [...links(english), ...matches(korean, /\]\(([^)]*)\)/g)]) {
      const [file = '', anchor] = to.split('#');
      expect([to, existsSync(file)]).toEqual([to, true]);
      if (anchor) expect(anchorsOf(file)).toContain(anchor);
    }
  });

  it('is packed beside README.md', () => {
    expect(readFileSync('.vscodeignore', 'utf8')).toContain('\n!README.ko.md\n');
  });
});
