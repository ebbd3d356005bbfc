import { expect, test } from 'vitest';
import { pictureExamples } from '../../renderers/examples.js';
import type { PictureName } from '../../renderers/registry.js';
import { BatchPage } from './mutations/batch-page.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

/** Objects whose names are data: what is put beside them would be one more of them. */
const named = new Set(['logs', 'settings', 'monitored', 'curves', 'final', 'facts', 'optimizerConfig']);
/** Absent in payloads that were saved before these were there, or in which nothing was left out. */
const newer = new Set(['thinned', 'diverged', 'validationPenalty', 'details', 'reason', 'strongest']);

/** A payload of a later version: names that we do not know, everywhere. */
function later(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => later(each, name));
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([own, each]) => [own, later(each, own)] as const);
  const more = named.has(name)
    ? []
    : [['laterMark', { at: [1, 'two', null] }] as const, ['laterNote', 'x'] as const];
  return Object.fromEntries([...known, ...more]);
}

/** A payload of an earlier version. */
function earlier(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(earlier);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !newer.has(name));
  return Object.fromEntries(kept.map(([name, each]) => [name, earlier(each)]));
}

const changes = { 'of a later version': (value: unknown) => later(value), 'of an earlier version': earlier };

for (const [what, change] of Object.entries(changes))
  test.each(Object.keys(pictureExamples) as PictureName[])(
    `%s: payloads ${what} are drawn`,
    async (picture) => {
      // A chart is vega-lite's own: it says what it does not know.
      if (picture === 'vega-lite') return;
      const page = await BatchPage.open(harness, picture, 'ko');
      const examples = Object.entries(pictureExamples[picture]).filter(([name]) => !name.startsWith('bad-'));
      const items = (make: (value: unknown) => unknown) =>
        examples.map(([name, example], at) => ({
          id: name,
          host: `host-${at}`,
          text: JSON.stringify(make(JSON.parse(JSON.stringify(example())))),
        }));
      const { shown, problems } = await page.draw(items(change));
      expect(problems).toEqual([]);
      expect(shown.filter(({ drawn }) => !drawn)).toEqual([]);
    },
  );
