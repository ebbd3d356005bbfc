import { describe, expect, it } from 'vitest';
import { prefersEpochbook } from '../../../extension/affinity.js';
import { freeName, notebookMetadata } from '../../../extension/workbook.js';

const named = (name: unknown) => ({ metadata: { kernelspec: { name } } });

describe('prefersEpochbook', () => {
  it.each([
    ['named for us, whatever its cells', named('epochbook'), ['javascript'], true],
    ['a new workbook', notebookMetadata, [], true],
    ['TypeScript only', { metadata: {} }, ['typescript', 'typescript'], true],
    ['Python', named('python3'), ['python'], false],
    ['TypeScript and Python', {}, ['typescript', 'python'], false],
    ['empty', {}, [], false],
    ['damaged metadata', { metadata: { kernelspec: 7 } }, [], false],
    ['a name that is no text', named(7), [], false],
  ])('%s', (_, metadata, languages, wanted) => {
    expect(prefersEpochbook({ metadata, languages })).toBe(wanted);
  });
});

describe('freeName', () => {
  it('keeps a free name and numbers a taken one', () => {
    expect(freeName('titanic.ipynb', new Set())).toBe('titanic.ipynb');
    expect(freeName('titanic.ipynb', new Set(['titanic.ipynb', 'titanic-2.ipynb']))).toBe('titanic-3.ipynb');
    expect(freeName('data', new Set(['data']))).toBe('data-2');
  });
});
