import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const json = (path: string): Record<string, string> => JSON.parse(readFileSync(join(root, path), 'utf8'));
const sources = readdirSync(join(root, 'extension'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, 'extension', file), 'utf8') }));

const CALL = /l10n\s*\.t\(\s*('(?:[^'\\\n]|\\.)*')?/g;
const literal = (quoted: string): string =>
  quoted.slice(1, -1).replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
const calls = sources.flatMap(({ file, text }) =>
  [...text.matchAll(CALL)].map(([whole, quoted]) => ({ file, whole, quoted })),
);
const keys = new Set(calls.flatMap(({ quoted }) => (quoted ? [literal(quoted)] : [])));
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();

describe('strings of the extension', () => {
  const korean = json('l10n/bundle.l10n.ko.json');

  it('are all literals, so that they can be translated', () => {
    expect(calls.length).toBeGreaterThan(20);
    expect(calls.filter(({ quoted }) => !quoted)).toEqual([]);
  });

  it('have a Korean translation each, and no translation is left over', () => {
    expect(Object.keys(korean).sort()).toEqual([...keys].sort());
  });

  it('keep their placeholders and have Hangul in Korean', () => {
    for (const [key, text] of Object.entries(korean)) {
      expect(placeholders(text), key).toEqual(placeholders(key));
      if (key !== 'Epochbook (TypeScript)') expect(text, key).toMatch(/[가-힣]/);
    }
  });
});

describe('strings of the manifest', () => {
  const english = json('package.nls.json');
  const korean = json('package.nls.ko.json');
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const used = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key));

  it('exist in English and in Korean, and none is left over', () => {
    expect(Object.keys(english).sort()).toEqual([...used].sort());
    expect(Object.keys(korean).sort()).toEqual([...used].sort());
  });

  it('have Hangul in Korean', () => {
    const words = Object.entries(korean).filter(([key]) => !MEDIA.test(key));
    for (const [key, text] of words) expect(text, key).toMatch(/[가-힣]/);
  });

  it('name a picture of each language for each step of the walkthrough', () => {
    const pictures = Object.keys(english).filter((key) => MEDIA.test(key));
    expect(pictures.length).toBeGreaterThan(10);
    for (const key of pictures)
      for (const [locale, texts] of Object.entries({ en: english, ko: korean })) {
        expect(texts[key]).toContain(`media/walkthrough/${locale}/`);
        expect(existsSync(join(root, texts[key] as string)), texts[key]).toBe(true);
      }
  });
});

/** A file, not words. */
const MEDIA = /\.media\./;
