import { describe, expect, it } from 'vitest';
import { findCell } from '../../../extension/run-history/find-cell.js';
import { goOnCode, placeFrom } from '../../../extension/run-history/go-on-code.js';

describe('the cell that made a run', () => {
  const cells = [
    { key: 'x', text: 'a' },
    { key: 'y', text: 'fit()' },
    { key: 'z', text: 'fit()' },
  ];

  it.each([
    ['by its name', { cell: 'z', source: 'fit()' }, { index: 2, fate: 'same' }],
    ['changed since', { cell: 'y', source: 'fit(1)' }, { index: 1, fate: 'changed' }],
    ['of a run that does not tell its text', { cell: 'x' }, { index: 0, fate: 'unknown' }],
    ['with another name: by its text', { cell: 'gone', source: 'fit()' }, { index: 1, fate: 'same' }],
    ['gone', { cell: 'gone', source: 'b' }, undefined],
    ['gone, of a run that does not tell its text', { cell: 'gone' }, undefined],
  ])('%s', (_, origin, expected) => {
    expect(findCell(cells, origin)).toEqual(expected);
  });
});

describe('the code that goes on from a file', () => {
  it.each([
    ['/w', '/w/models/best.keras', 'models/best.keras'],
    ['/w', '/other/best.keras', '/other/best.keras'],
    ['/w/a', '/w/ab/best.keras', '/w/ab/best.keras'],
    [undefined, '/w/best.keras', '/w/best.keras'],
  ])('from %s: %s', (folder, absolute, expected) => {
    expect(placeFrom(folder, absolute)).toBe(expected);
  });

  it('makes the callback, and imports it once', () => {
    const resume = goOnCode({ path: "it's.keras", epoch: 7, what: 'model' }, [], 'note');
    expect(resume).toBe(
      "import { ResumeFrom } from 'epochbook';\n\n// note\nconst goOn = new ResumeFrom({ path: 'it\\'s.keras', epoch: 7 });",
    );
    const imported = ["import { BackupAndRestore, seed } from 'epochbook';"];
    expect(goOnCode({ path: 'backup', epoch: 3, what: 'backup' }, imported, 'note')).toBe(
      "// note\nconst goOn = new BackupAndRestore('backup');",
    );
  });
});
