import { expect, test } from 'vitest';
import { tabDemands } from './fits/demands.js';
import { FitPage } from './fits/fit-page.js';
import { measureScene } from './fits/measure-scene.js';
import { type TabPicture, tabScenes } from './fits/tab-scenes.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
const names: Record<TabPicture, string> = {
  dropout: 'Dropout',
  batchNorm: 'Batch norm',
  distributions: 'Distributions',
  gradients: 'Gradient flow',
};

test.each(Object.keys(names) as TabPicture[])(
  'all that teaches behind the tab of %s is in sight',
  async (tab) => {
    const page = await FitPage.open(harness, { renderer: 'training', theme: 'dark' });
    for (const { id, payload } of tabScenes.filter((scene) => scene.tab === tab)) {
      await page.host(id, 700);
      await page.opened.render('training', id, payload());
      const opener = page.opened.page.locator(`[id="${id}"] [role="tab"]`, { hasText: names[tab] });
      await opener.waitFor({ state: 'attached' });
      await opener.evaluate((each: HTMLElement) => each.click());
      await page.opened.page.locator(`[id="${id}"] .epb-panel :is(canvas, svg)`).first().waitFor();
    }
    await page.idle();
    const drawn = await page.opened.page
      .locator('.epb-panel:not([hidden]) :is(.epb-dropout, .epb-plots)')
      .count();
    expect(drawn).toBe(tabScenes.filter((scene) => scene.tab === tab).length);
    await measureScene(`tab-${tab}`, page, tabDemands);
  },
);
