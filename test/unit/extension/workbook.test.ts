import { describe, expect, it } from 'vitest';
import { prefersEpochbook } from '../../../extension/affinity.js';
import { notebookMetadata } from '../../../extension/workbook.js';

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
