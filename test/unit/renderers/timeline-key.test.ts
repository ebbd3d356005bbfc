import { describe, expect, test } from 'vitest';
import type { TimelinePayload } from '../../../protocol/index.js';
import { stillPalette } from '../../../renderers/drawing/palette.js';
import { clearTicks } from '../../../renderers/timeline/axis.js';
import { timelineExamples } from '../../../renderers/timeline/examples.js';
import { keyHeight, keySvg, moreText } from '../../../renderers/timeline/key.js';
import { signs } from '../../../renderers/timeline/kinds.js';
import { timelineModel } from '../../../renderers/timeline/model.js';

const palette = stillPalette('light');
const example = (name: string) => timelineExamples[name]?.() as TimelinePayload;
const used = (payload: TimelinePayload, width: number, locale: 'en' | 'ko') => {
  const model = timelineModel(payload, { width: width - 194 });
  return keySvg(model, width, { palette, locale }, moreText(model.more, locale));
};

describe.each([1184, 744, 544, 344])('the key at %i pixels', (width) => {
  test.each(['lecture', 'running', 'criteria', 'ten-thousand-epochs', 'twelve-lanes', 'many-saves'])(
    'has its room from the start: %s',
    (name) => {
      const payload = example(name);
      for (const locale of ['en', 'ko'] as const) {
        const start = keyHeight({ ...payload.callbacks, events: [] }, width, locale);
        expect(used(payload, width, locale).height).toBeLessThanOrEqual(start);
        // What came to pass was foreseen: nothing below the lanes has moved.
        expect(keyHeight(payload.callbacks, width, locale)).toBe(start);
      }
    },
  );

  test('grows for what no callback of its class tells of, so that no sign is left out', () => {
    const payload = example('every-kind');
    const { body, height } = used(payload, width, 'en');
    expect(height).toBeLessThanOrEqual(keyHeight(payload.callbacks, width, 'en'));
    // And the line that criteria come down to.
    expect(body.match(/<text /g)).toHaveLength(new Set(Object.values(signs)).size + 1);
    const lowest = Math.max(...[...body.matchAll(/ y="([\d.]+)"/g)].map(([, y]) => Number(y)));
    expect(lowest).toBeLessThan(height);
  });
});

test('a strip is explained by the columns that it is drawn with', () => {
  const { body } = used(example('hundred-epochs'), 544, 'en');
  const words = [...body.matchAll(/<text [^>]*>([^<]*)</g)].map(([, each]) => each);
  expect(words).toEqual([
    'improved',
    'waited, as high as patience is used',
    'saved',
    'not saved, rate at its least, paused',
    'rate cut',
    'stopped',
    'restored',
  ]);
});

test('a run without callbacks has no key', () => {
  const { callbacks } = example('no-callbacks');
  expect(used(example('no-callbacks'), 544, 'en')).toEqual({ body: '', height: 0 });
  expect(callbacks.lanes).toEqual([]);
});

test('few signs stand for all kinds, each for what teaches the same', () => {
  const of: Record<string, string[]> = {};
  for (const [kind, sign] of Object.entries(signs)) {
    of[sign] ??= [];
    of[sign].push(kind);
  }
  expect(of).toEqual({
    better: ['improved'],
    wait: ['waited'],
    save: ['saved'],
    idle: ['skipped', 'cooled', 'held'],
    cut: ['reduced'],
    value: ['scheduled', 'measured', 'noted'],
    stop: ['stopped'],
    back: ['restored', 'resumed'],
    trouble: ['missing', 'failed'],
  });
});

test.each([
  [[0, 10], 470, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  [[0, 10], 110, [0, 2, 4, 6, 8, 10]],
  [[0, 100], 334, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]],
  [[0, 10_000], 334, [0, 2000, 4000, 6000, 8000, 10_000]],
  [[0, 10_000], 106, [0, 5000, 10_000]],
  [[0, 1_000_000], 106, [0, 1_000_000]],
  [[0, 1], 300, [0, 1]],
] as const)('the numbers of the axis %j stand apart in %i pixels', (domain, width, ticks) => {
  expect(clearTicks([...domain], width)).toEqual(ticks);
});
