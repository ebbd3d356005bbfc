import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locale } from '../../protocol/index.js';
import { type RanCell, TestKernel } from './kernel.js';
import { mistakes, setup, suspicious } from './mistakes.js';

const locales: Locale[] = ['en', 'ko'];
const kernels: Partial<Record<Locale, TestKernel>> = {};
beforeAll(async () => {
  await Promise.all(
    locales.map(async (locale) => {
      const kernel = await TestKernel.start({ locale });
      kernels[locale] = kernel;
      expect((await kernel.run(setup)).error).toBeUndefined();
    }),
  );
});
afterAll(() => Promise.all(locales.map((locale) => kernels[locale]?.end())));

const run = (locale: Locale, code: string): Promise<RanCell> => {
  const kernel = kernels[locale];
  if (!kernel) throw new Error(`There is no kernel for ${locale}.`);
  return kernel.run(code);
};

describe('a mistake is refused: what, where, and what to do', () => {
  test('there are at least 60', () => expect(mistakes.length).toBeGreaterThanOrEqual(60));

  test.each(mistakes)('$code', async ({ code, en, ko, line = code.split('\n').length }) => {
    const [english, korean] = await Promise.all([run('en', code), run('ko', code)]);
    expect(english.result.status).toBe('error');
    expect(english.error).toContain(en);
    expect(english.error).toMatch(new RegExp(`at (.*\\()?Cell \\[\\d+\\]:${line}:`));
    expect(korean.error).toContain(ko);
    expect(korean.error).toMatch(/[가-힣]/);
  });
});

describe('what is suspicious is told on stderr', () => {
  test.each(suspicious)('$code', async ({ code, en, ko }) => {
    const [english, korean] = await Promise.all([run('en', code), run('ko', code)]);
    expect(english.error).toBeUndefined();
    expect(english.text).toContain(en);
    expect(korean.text).toContain(ko);
  });
});
