import { expect, test } from 'vitest';
import { shownExamples } from '../../gallery/examples.js';
import type { Theme } from '../../gallery/themes.js';
import { MAX_JSON_BYTES } from '../../protocol/index.js';
import type { Picture } from '../../renderers/drawing/picture.js';
import { type PictureName, pictures } from '../../renderers/registry.js';
import { FitPage } from './fits/fit-page.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

/** Examples of every picture, the title that each shows, and by how many pixels its height may be guessed wrong. */
const table: Record<PictureName, readonly [example: string, title: string, off?: number][]> = {
  training: [
    ['validation', 'Run 1'],
    ['callbacks', 'Run'],
    ['callbacks-running', 'Run'],
    ['diverged', 'Run'],
    ['compact', 'old'],
    ['group', 'old 1'],
  ],
  timeline: [
    ['lecture', 'Run 1: callbacks'],
    ['no-callbacks', 'Run'],
  ],
  table: [['passengers', 'Passengers']],
  'confusion-matrix': [['survival', 'Survival']],
  'vega-lite': [
    ['scatter', 'Error by size', 24],
    ['many-rows', 'Error by size', 24],
    ['roc-curve', 'ROC curve', 24],
    ['residuals', 'Predicted against true values', 24],
    ['words', 'The words that speak most for and against', 24],
    ['plan', 'Epochs, batches, steps', 24],
    ['scaling', 'Standardization', 24],
  ],
  dropout: [
    ['lecture', 'Lecture net: dropout'],
    ['wide-512', 'dropout'],
  ],
  'batch-norm': [['short-training', 'Run']],
  distributions: [['healthy', 'Run']],
  activations: [['digits', 'Activations, digits']],
  gradients: [['healthy', 'Gradient flow']],
  compare: [['lecture', 'Run']],
  model: [
    ['titanic', 'titanic (Sequential)'],
    ['residual', 'residual'],
    ['spoilt', 'spoilt'],
  ],
  projector: [
    ['flowers', 'Flowers'],
    ['starting', 'Projector'],
  ],
  check: [
    ['under-way', 'Stop before it overfits'],
    ['passed', 'All 4 rules hold'],
  ],
};

interface PageWindow {
  renderItem(name: string, id: string, mime: string, text: string): Promise<void>;
}

test.each(Object.keys(table) as PictureName[])(
  '%s shows its title and takes its room at once',
  async (name) => {
    const page = await FitPage.open(harness, { renderer: name, theme: 'light' satisfies Theme });
    const picture = pictures[name] as Picture<unknown>;
    for (const [example, title, off = 2] of table[name]) {
      const payload = shownExamples[name][example]?.();
      await page.host(example, 900);
      const text = JSON.stringify(picture.fit(payload, MAX_JSON_BYTES) ?? payload);
      // In the turn in which the editor hands it over: before anything is loaded, and before a frame.
      const first = await page.opened.page.evaluate(
        ([renderer, id, json]) => {
          const host = document.getElementById(id) as HTMLElement;
          void (window as unknown as PageWindow).renderItem(renderer, id, 'application/json', json);
          return { words: host.innerText, height: host.offsetHeight };
        },
        [name, example, text] as const,
      );
      const host = page.opened.page.locator(`[id="${example}"]`);
      await host.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
      await page.idle();
      const last = await host.evaluate((each: HTMLElement) => each.offsetHeight);
      expect(first.words, example).toContain(title);
      expect(Math.abs(first.height - last), `${example}: ${first.height}, then ${last}`).toBeLessThanOrEqual(
        off,
      );
    }
  },
);
