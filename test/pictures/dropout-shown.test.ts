import { expect, test } from 'vitest';
import { MAX_SVG_BYTES } from '../../protocol/index.js';
import type { StillOptions } from '../../renderers/drawing/picture.js';
import { dropoutExamples } from '../../renderers/dropout/examples.js';
import { frequencySvg } from '../../renderers/dropout/frequency-still.js';
import { stepSvg } from '../../renderers/dropout/picture.js';
import { type DropoutRecord, openRecord } from '../../renderers/dropout/record.js';
import { compareStored, malformed, storedNames } from './stored.js';

const FOLDER = 'dropout-shown';

function opened(example: string): DropoutRecord {
  const result = openRecord(dropoutExamples[example]?.(), 'en');
  if (!result.ok) throw new Error(result.reason);
  return result.record;
}
const english: StillOptions = { locale: 'en', theme: 'light' };

/** Stills of what was chosen to be seen: steps, rates that were tried, frequencies. */
const shown: Record<string, () => string> = {
  'earlier-step': () => stepSvg(opened('titanic'), { index: 12, sample: 1 }, english),
  'higher-rate': () =>
    stepSvg(opened('full-32'), { index: 23, sample: 0, rates: new Map([[0, 0.75]]) }, english),
  'higher-rate.high-contrast': () =>
    stepSvg(
      opened('full-32'),
      { index: 23, sample: 0, rates: new Map([[0, 0.75]]) },
      { locale: 'en', theme: 'high-contrast' },
    ),
  'lower-rates.dark': () =>
    stepSvg(
      opened('titanic'),
      {
        index: 59,
        sample: 0,
        rates: new Map([
          [0, 0],
          [1, 0.1],
        ]),
      },
      { locale: 'ko', theme: 'dark' },
    ),
  'wide-higher-rate': () =>
    stepSvg(opened('wide-65'), { index: 23, sample: 0, rates: new Map([[0, 0.7]]) }, english),
  'channels-higher-rate': () =>
    stepSvg(
      opened('convolutions'),
      {
        index: 7,
        sample: 0,
        rates: new Map([
          [0, 0.6],
          [1, 0.1],
        ]),
      },
      english,
    ),
  frequencies: () => frequencySvg(opened('titanic'), { index: 59, sample: 0 }, 1, english),
};

test.each(Object.keys(shown))('%s', (name) => {
  const svg = (shown[name] as () => string)();
  expect(malformed(svg)).toBeNull();
  expect(svg).not.toMatch(/="[^"]*(?:NaN|undefined)[^"]*"/);
  expect(new TextEncoder().encode(svg).length).toBeLessThanOrEqual(MAX_SVG_BYTES);
  expect(compareStored(FOLDER, name, svg)).toBeNull();
});

test('no picture is stored without its example', () => {
  expect(storedNames(FOLDER).sort()).toEqual(Object.keys(shown).sort());
});
