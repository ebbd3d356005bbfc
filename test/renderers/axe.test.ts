import { beforeAll, describe, expect, test } from 'vitest';
import { shownExamples } from '../../gallery/examples.js';
import { themes } from '../../gallery/themes.js';
import { MAX_JSON_BYTES } from '../../protocol/index.js';
import type { Picture } from '../../renderers/drawing/picture.js';
import { type PictureName, pictures } from '../../renderers/registry.js';
import { axeFindings } from './axe/axe.js';
import { type RealOutput, titanicOutputs } from './axe/titanic.js';
import { FitPage } from './fits/fit-page.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
const WIDTH = 820;

describe('axe finds nothing in any example', () => {
  test.each(Object.keys(shownExamples) as PictureName[])('%s', async (name) => {
    const page = await FitPage.open(harness, { renderer: name });
    const picture = pictures[name] as Picture<unknown>;
    for (const [example, make] of Object.entries(shownExamples[name])) {
      const payload = make();
      await page.host(example, WIDTH);
      await page.opened.render(
        name,
        example,
        example.startsWith('bad-') ? payload : (picture.fit(payload, MAX_JSON_BYTES) ?? payload),
      );
    }
    const found: Record<string, string[]> = {};
    for (const theme of themes) {
      await page.show(WIDTH, theme);
      found[theme] = await page.oneUnderAnother(() =>
        axeFindings(page.opened.page, {
          part: true,
          ...(theme !== themes[0] && { rules: ['color-contrast'] }),
        }),
      );
    }
    expect(found).toEqual(Object.fromEntries(themes.map((theme) => [theme, []])));
  });
});

describe('axe finds nothing in the executed Titanic lesson', () => {
  let outputs: RealOutput[];
  beforeAll(async () => {
    outputs = await titanicOutputs();
  });

  test.each(themes)('with each tab opened, in %s', async (theme) => {
    const page = await harness.open({ theme, width: WIDTH, height: 1000 });
    const renderers = [...new Set(outputs.map(({ renderer }) => renderer))];
    expect(renderers.sort()).toEqual(['confusion-matrix', 'model', 'table', 'training', 'vega-lite']);
    for (const name of renderers) await page.activate(name, false);
    for (const [at, { renderer, payload }] of outputs.entries())
      await page.render(renderer, `output-${at}`, payload);
    const tabs = page.page.locator('.epb-run [role="tab"]');
    await tabs.first().waitFor();
    const names = await tabs.allTextContents();
    expect(names).toEqual(['Curves', 'Dropout', 'Batch norm', 'Distributions', 'Gradient flow']);
    const found: Record<string, string[]> = {};
    for (const [at, name] of names.entries()) {
      await tabs.nth(at).scrollIntoViewIfNeeded();
      await tabs.nth(at).click();
      await page.page
        .locator('.epb-run [role="tabpanel"]:not([hidden]) :is(canvas, svg) >> visible=true')
        .first()
        .waitFor();
      await page.settled();
      // The other outputs are the same whichever tab is open.
      found[name] = await axeFindings(page.page, { part: true, ...(at > 0 && { within: '.epb-run' }) });
    }
    expect(found).toEqual(Object.fromEntries(names.map((name) => [name, []])));
  });
});
