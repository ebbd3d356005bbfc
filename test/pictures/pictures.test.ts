import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { shownExamples } from '../../gallery/examples.js';
import { MAX_SVG_BYTES } from '../../protocol/index.js';
import type { Picture, StillOptions } from '../../renderers/drawing/picture.js';
import { pictures } from '../../renderers/registry.js';
import { storedLesson } from './lesson.js';
import { compareStored, malformed, storedNames } from './stored.js';

/** The trainings of the lesson on callbacks, as they were. */
const lesson = Object.fromEntries(
  Object.entries(storedLesson()).map(([id, payload]) => [`lesson-${id}`, (): unknown => payload]),
);
const examples: typeof shownExamples = {
  ...shownExamples,
  timeline: { ...shownExamples.timeline, ...lesson },
};

/** Examples that are kept in more than the light theme. */
const themed: Partial<Record<keyof typeof pictures, Record<string, StillOptions['theme'][]>>> = {
  training: {
    validation: ['dark', 'high-contrast'],
    penalty: ['dark'],
    group: ['dark'],
    diverged: ['dark', 'high-contrast'],
    'group-diverged': ['dark'],
    callbacks: ['dark'],
  },
  timeline: {
    lecture: ['dark', 'high-contrast'],
    'lesson-together': ['dark', 'high-contrast'],
    'every-kind': ['dark', 'high-contrast'],
    'ten-thousand-epochs': ['dark'],
  },
  table: { passengers: ['dark'] },
  'confusion-matrix': { survival: ['dark', 'high-contrast'] },
  dropout: {
    lecture: ['dark', 'high-contrast'],
    convolutions: ['dark', 'high-contrast'],
    'wide-512': ['dark', 'high-contrast'],
  },
  compare: { lecture: ['dark', 'high-contrast'] },
  projector: { flowers: ['dark', 'high-contrast'], digits: ['dark'] },
  activations: { digits: ['dark', 'high-contrast'] },
  gradients: { vanishing: ['dark', 'high-contrast'], waking: ['dark'] },
  model: { titanic: ['dark', 'high-contrast'], nested: ['dark', 'high-contrast'] },
  check: { 'under-way': ['dark', 'high-contrast'], passed: ['dark'] },
  distributions: { 'dead-and-saturated': ['dark', 'high-contrast'] },
  'batch-norm': { 'short-training': ['dark', 'high-contrast'], 'many-channels': ['dark'] },
};

let warned: ReturnType<typeof vi.spyOn>[] = [];
beforeEach(() => {
  warned = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
});
afterEach(() => {
  for (const spy of warned) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

for (const [name, picture] of Object.entries(pictures) as [keyof typeof pictures, Picture<unknown>][]) {
  describe(name, () => {
    const expected: string[] = [];
    for (const [example, make] of Object.entries(examples[name])) {
      const themes: StillOptions['theme'][] = ['light', ...(themed[name]?.[example] ?? [])];
      const locale = example === 'odd-names' ? 'ko' : 'en';
      for (const theme of themes) {
        const stored = theme === 'light' ? example : `${example}.${theme}`;
        expected.push(stored);
        test(stored, async () => {
          const payload = make();
          // What is called bad is drawn as the reason why it cannot be drawn.
          if (!example.startsWith('bad-'))
            expect(v.safeParse(picture.schema, payload).issues).toBeUndefined();
          const svg = await picture.svg(payload, { locale, theme });
          expect(malformed(svg)).toBeNull();
          expect(svg).not.toMatch(
            /<script|javascript:|\son\w+=|<foreignObject|="[^"]*(?:NaN|undefined)[^"]*"/i,
          );
          expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title>.+<\/title><desc>.+<\/desc>/s);
          expect(new TextEncoder().encode(svg).length).toBeLessThanOrEqual(MAX_SVG_BYTES);
          expect(await picture.svg(make(), { locale, theme })).toBe(svg);
          expect(compareStored(name, stored, svg)).toBeNull();
        });
      }
    }
    test('no picture is stored without its example', () => {
      expect(storedNames(name).sort()).toEqual(expected.sort());
    });
  });
}

describe('the check for well-formed XML', () => {
  test.each([
    ['<svg><g></svg>', /closes/],
    ['<svg>', /not closed/],
    ['<svg a="1" a="2"/>', /twice/],
    ['<svg>a & b</svg>', /bare/],
    ['<svg a=1></svg>', /unexpected/],
  ])('finds what is wrong in %s', (svg, reason) => {
    expect(malformed(svg)).toMatch(reason);
  });
});
