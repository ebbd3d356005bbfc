import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const HANGUL = /[가-힣]/;

/** The words of the last column of docs/korean.md, with what is written in their place. */
function discouraged(): { word: string; instead: string }[] {
  const rows = readFileSync(join(root, 'docs', 'korean.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\|.*\|.*\|.*\|$/.test(line))
    .slice(2)
    .map((line) => line.split('|').map((field) => field.trim()));
  return rows.flatMap(([, , instead = '', not = '']) =>
    not
      .split(', ')
      .filter(Boolean)
      .map((word) => ({ word, instead })),
  );
}

/** The lines with Hangul of all files that hold texts for students, `file:line` first. */
function koreanLines(): { place: string; text: string }[] {
  const folders = [
    'course',
    'exercises',
    'extension',
    'gallery',
    'kernel',
    'l10n',
    'language',
    'library',
    'renderers',
    'report',
    'scripts',
    'views',
    'workbooks/ko',
  ];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return [
    ...files,
    'package.nls.ko.json',
    'docs/course.ko.md',
    'docs/lint.ko.md',
    'docs/report.ko.md',
    'docs/runs.ko.md',
    'docs/variables.ko.md',
    'README.ko.md',
  ]
    .filter((file) => /\.(ts|mjs|json|ipynb|md)$/.test(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .map((text, i) => ({ place: `${file}:${i + 1}`, text }))
        .filter(({ text }) => HANGUL.test(text)),
    );
}

/** The word where one begins, whatever particle follows. */
const saying = (word: string) => new RegExp(`(?<![가-힣])${word}`);

describe('Korean texts', () => {
  const lines = koreanLines();

  it('are found', () => {
    expect(discouraged().length).toBeGreaterThan(30);
    for (const { word } of discouraged()) expect(word).toMatch(HANGUL);
    const files = lines.map(({ place }) => place.split(':')[0]);
    for (const file of ['l10n/bundle.l10n.ko.json', 'kernel/cli/doctor.ts', 'workbooks/ko/07-titanic.ipynb'])
      expect(files).toContain(file);
  });

  it('use the words of docs/korean.md', () => {
    const found = discouraged().flatMap(({ word, instead }) =>
      lines
        .filter(({ text }) => saying(word).test(text))
        .map(({ place }) => `${place}: ${word} (write ${instead})`),
    );
    expect(found).toEqual([]);
  });

  it('have no particle that a value may contradict', () => {
    // `${value}를` is wrong after 3, `${value}을` after 2. A share ends in %, which is read 퍼센트.
    const particle = /\$\{[^{}]*\}["'”’]?(?:을|를|은|는|이|가|와|과|으로|로)(?=[\s,.;:`'"])/;
    const known = /\$\{share\}(?:를|가)/;
    const found = lines.filter(({ text }) => particle.test(text) && !known.test(text));
    expect(found.map(({ place, text }) => `${place}: ${text.trim()}`)).toEqual([]);
  });

  it('have after a number the particle that fits its reading', () => {
    const wrong = /[013678](?:를|는|가|와)(?![가-힣])|[2459](?:을|은|이|과)(?![가-힣(])/;
    expect(lines.filter(({ text }) => wrong.test(text)).map(({ place }) => place)).toEqual([]);
  });

  it('emphasize in bold, where Markdown sees it', () => {
    const prose = lines.filter(({ place }) => /\.(md|ipynb):/.test(place));
    const italic = /(?<![*\w\\])\*(?!\*)[^*`]*[가-힣][^*`]*\*(?!\*)/;
    // CommonMark: `**` between a punctuation mark and a letter ends nothing.
    const open = prose.filter(({ text }) =>
      [...text.replace(/^\s*"?|\\n",?$/g, '').matchAll(/\*\*([^*]+)\*\*(.?)/gu)].some(
        ([, inner = '', next = '']) => /[\p{P}\p{S}]$/u.test(inner) && /\p{L}/u.test(next),
      ),
    );
    const italics = prose.filter(({ text }) => !/^\s*"?(?:\/\*\*| \*)/.test(text) && italic.test(text));
    expect([...open, ...italics].map(({ place, text }) => `${place}: ${text.trim().slice(0, 80)}`)).toEqual(
      [],
    );
  });

  it('of the extension, which are not settled, have no open particle but after names', () => {
    const bundle = JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.ko.json'), 'utf8')) as object;
    const wrong = Object.values(bundle).filter((text) =>
      /\{\d\}["”]?(?:을|를|은|는|이|가|와|과|로)(?![가-힣(])/.test(text),
    );
    expect(wrong).toEqual([]);
  });
});
