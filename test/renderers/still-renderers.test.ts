import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { confusionMatrixExamples } from '../../renderers/confusion-matrix/examples.js';
import { tableExamples } from '../../renderers/table/examples.js';
import { vegaLiteExamples } from '../../renderers/vega-lite/examples.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
let page: RendererPage;

async function open(name: string, options: Parameters<Harness['open']>[0] = {}) {
  page = await harness.open(options);
  await page.activate(name, false);
  return page;
}
const text = async () => (await page.page.locator('#a').textContent()) ?? '';

describe('table', () => {
  test('shows size, types, missing values, and does not load vega', async () => {
    await open('table');
    await page.render('table', 'a', tableExamples.passengers?.());
    const words = await text();
    for (const part of ['Passengers', 'first 200 of 1,309 rows', '– 263', 'missing', 'number'])
      expect(words).toContain(part);
    expect(await page.page.locator('#a tbody tr').count()).toBe(200);
    expect((await page.page.locator('#a section').boundingBox())?.height).toBeLessThanOrEqual(360);
    expect(page.requests.filter((url) => url.includes('vega'))).toEqual([]);
  });

  test('sorts by click and by keyboard, up, down and back, and says so', async () => {
    await open('table');
    await page.render('table', 'a', tableExamples.passengers?.());
    const ages = () => page.page.locator('#a tbody tr td:nth-child(7)').allInnerTexts();
    const before = await ages();
    const button = page.page.getByRole('button', { name: 'age' });
    await button.click();
    const up = (await ages()).filter((age) => age !== 'missing').map(Number);
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect((await ages()).at(-1)).toBe('missing');
    expect(await page.page.locator('#a th[aria-sort="ascending"]').textContent()).toContain('age');
    await button.focus();
    await page.page.keyboard.press('Enter');
    const down = (await ages()).filter((age) => age !== 'missing').map(Number);
    expect(down).toEqual([...down].sort((a, b) => b - a));
    expect(await page.page.locator('#a [role=status]').textContent()).toBe('Sorted by age, descending');
    await page.page.keyboard.press('Enter');
    expect(await ages()).toEqual(before);
    expect(await page.page.locator('#a th[aria-sort]').count()).toBe(0);
  });

  test('draws every example, and refuses another payload in a line', async () => {
    await open('table', { language: 'ko' });
    for (const [name, make] of Object.entries(tableExamples)) await page.render('table', `x-${name}`, make());
    expect(await page.page.locator('script:not(body > script)').count()).toBe(0);
    await page.render('table', 'a', { version: 1, columns: 3 });
    expect(await text()).toContain('columns');
    expect(await text()).toContain('다른 버전');
    await page.dispose('table');
  });
});

describe('confusion matrix', () => {
  test('tells the cell under the pointer and the focus; arrows move', async () => {
    await open('confusion-matrix');
    await page.render('confusion-matrix', 'a', confusionMatrixExamples.survival?.());
    await page.page.hover('#a [data-row="1"][data-column="0"]');
    expect(await text()).toContain('True survived, predicted died: 31 (31% of true survived)');
    await page.page.mouse.move(0, 0);
    await page.page.keyboard.press('Tab');
    await page.page.keyboard.press('ArrowRight');
    expect(await text()).toContain('True died, predicted survived: 22');
    await page.page.keyboard.press('ArrowUp');
    expect(await text()).toContain('True died, predicted survived: 22');
  });

  test('fits into a two-column editor, made a little smaller; a large one is scrolled to its end', async () => {
    await open('confusion-matrix', { width: 560 });
    for (const [name, scrolls] of [
      ['one-sided', false],
      ['hundred-classes', true],
    ] as const) {
      await page.render('confusion-matrix', 'a', confusionMatrixExamples[name]?.());
      const sizes = await page.page.locator('#a section').evaluate((each) => {
        const svg = each.querySelector('svg') as SVGSVGElement;
        return {
          over: each.scrollWidth - each.clientWidth,
          drawn: svg.getBoundingClientRect().width / Number(svg.getAttribute('width')),
          title: svg.querySelector('text')?.getBoundingClientRect().x ?? 0,
          edge: each.getBoundingClientRect().x + 8,
        };
      });
      expect(sizes.over > 0, name).toBe(scrolls);
      expect(sizes.drawn, name).toBeGreaterThanOrEqual(0.849);
      // Where the titles of other pictures begin.
      expect(Math.abs(sizes.title - sizes.edge), name).toBeLessThan(4);
      await page.dispose('confusion-matrix');
    }
  });

  test('takes the theme, every example, and refuses a matrix that is not square', async () => {
    await open('confusion-matrix', { theme: 'dark' });
    for (const [name, make] of Object.entries(confusionMatrixExamples))
      await page.render('confusion-matrix', `x-${name}`, make());
    const fill = () => page.page.locator('#x-survival text').first().getAttribute('fill');
    expect(await fill()).toBe('#cccccc');
    await page.theme('light');
    await page.settled();
    expect(await fill()).toBe('#3b3b3b');
    await page.render('confusion-matrix', 'a', { version: 1, labels: ['a', 'b'], counts: [[1]] });
    expect(await text()).toContain('2 rows of 2 numbers');
  });
});

describe('vega-lite', () => {
  test('draws a chart in the theme, again after a change of theme', async () => {
    await open('vega-lite', { theme: 'dark' });
    await page.render('vega-lite', 'a', vegaLiteExamples.scatter?.());
    expect(await page.page.locator('#a svg .mark-symbol path').count()).toBeGreaterThanOrEqual(12);
    const label = page.page.locator('#a svg .role-axis-label text').first();
    expect(await label.getAttribute('fill')).toBe('#cccccc');
    await page.theme('light');
    await page.page.waitForSelector('#a svg .role-axis-label text[fill="#3b3b3b"]');
    await page.dispose('vega-lite', 'a');
  });

  test('draws many rows, written as CSV, on a canvas', async () => {
    await open('vega-lite');
    const rows = Array.from({ length: 3000 }, (_, i) => `${i},${i % 7}`);
    await page.render('vega-lite', 'a', {
      data: {
        values: `x,y\n${rows.join('\n')}`,
        format: { type: 'csv', parse: { x: 'number', y: 'number' } },
      },
      mark: 'point',
      encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
    });
    const inked = await page.page.locator('#a canvas').evaluate((canvas: HTMLCanvasElement) => {
      const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
      return pen.getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte !== 0);
    });
    expect(inked).toBe(true);
    expect(await page.page.locator('#a svg').count()).toBe(0);
    await page.dispose('vega-lite', 'a');
  });

  test('loads nothing: the network is refused in words', async () => {
    await open('vega-lite');
    const before = page.requests.length;
    await page.render('vega-lite', 'a', vegaLiteExamples['from-network']?.());
    expect(await text()).toContain('This chart asks for "https://example.org/cars.json"');
    await page.render('vega-lite', 'a', {
      data: { values: [{ u: 'https://example.org/x.png' }] },
      mark: 'image',
      encoding: { url: { field: 'u', type: 'nominal' } },
    });
    await page.settled();
    const asked = page.requests.slice(before).filter((url) => !url.startsWith('http://127.0.0.1'));
    expect(asked).toEqual([]);
  });

  test('expressions are interpreted, not compiled', async () => {
    await open('vega-lite');
    await page.page.evaluate(() => {
      window.Function = (() => {
        throw new Error('Text became code.');
      }) as unknown as FunctionConstructor;
    });
    await page.render('vega-lite', 'a', {
      data: { values: [{ a: 1 }, { a: 2 }] },
      transform: [{ calculate: 'datum.a * 2', as: 'b' }],
      mark: 'bar',
      encoding: { x: { field: 'b', type: 'ordinal' } },
    });
    expect(await text()).toContain('4');
  });

  test('inputs of a chart run no script and leave the page alone', async () => {
    await open('vega-lite');
    await page.render('vega-lite', 'b', vegaLiteExamples.scatter?.());
    await page.render('vega-lite', 'a', {
      data: { values: [{ a: 1 }] },
      params: [
        { name: 'p', value: 1, bind: { input: 'range', element: '#b', onclick: 'window.ran = true' } },
      ],
      mark: 'bar',
      encoding: { x: { field: 'a', type: 'ordinal' } },
    });
    await page.page.locator('#a input').click();
    expect(await page.page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await page.page.locator('#b svg .mark-symbol').count()).toBeGreaterThan(0);
  });

  test('what is not a chart is told in a line', async () => {
    await open('vega-lite');
    await page.render('vega-lite', 'a', vegaLiteExamples.broken?.());
    expect(await text()).toContain('"nonsense" is not a mark');
    await page.render('vega-lite', 'a', { data: {} });
    expect(await text()).toContain('not a Vega-Lite chart');
    await page.render('vega-lite', 'a', vegaLiteExamples['odd-names']?.());
    expect(await page.page.locator('#a svg').count()).toBe(1);
    expect(await page.page.locator('#a [href^="javascript"]').count()).toBe(0);
  });
});

test('every stored picture is XML that a browser reads', async () => {
  await open('table');
  const folder = new URL('../pictures/', import.meta.url);
  const files = [
    'training',
    'table',
    'confusion-matrix',
    'vega-lite',
    'batch-norm',
    'distributions',
    'compare',
  ].flatMap((name) =>
    readdirSync(new URL(`${name}/`, folder)).map((file) => new URL(`${name}/${file}`, folder)),
  );
  expect(files.length).toBeGreaterThan(40);
  const errors = await page.page.evaluate(
    (sources) =>
      sources.flatMap((source) => {
        const error = new DOMParser().parseFromString(source, 'image/svg+xml').querySelector('parsererror');
        return error ? [error.textContent] : [];
      }),
    files.map((file) => readFileSync(file, 'utf8')),
  );
  expect(errors).toEqual([]);
});
