import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { TablePayload } from '../../protocol/index.js';
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
    for (const part of ['Passengers', 'first 200 of 1,309 rows', '263 missing', 'number'])
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
    const sign = () =>
      button.locator('.epb-table-arrow').evaluate((arrow) => {
        const { content } = getComputedStyle(arrow, '::before');
        return arrow.textContent?.trim() || content.replaceAll('"', '');
      });
    expect(await sign()).toBe('↕');
    await button.click();
    const up = (await ages()).filter((age) => age !== 'missing').map(Number);
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect((await ages()).at(-1)).toBe('missing');
    expect(await sign()).toBe('▲');
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

  test('a wheel over it moves the page; with the focus in it, its rows, to their end', async () => {
    await open('table', { height: 500 });
    await page.render('table', 'a', tableExamples.passengers?.());
    await page.page.evaluate(() => {
      const below = document.createElement('div');
      below.style.height = '3000px';
      document.body.prepend(Object.assign(document.createElement('div'), { style: 'height:300px' }));
      document.body.append(below);
      scrollTo(0, 200);
    });
    const rows = page.page.locator('#a .epb-table-scroll');
    const at = async () => ({
      page: await page.page.evaluate(() => Math.round(scrollY)),
      rows: await rows.evaluate((each) => Math.round(each.scrollTop)),
    });
    expect(await text()).toContain('Click into it, or press Tab');
    await rows.hover();
    await page.page.mouse.wheel(0, 60);
    await expect.poll(at).toEqual({ page: 260, rows: 0 });
    await page.page.mouse.wheel(0, -60);
    await expect.poll(at).toEqual({ page: 200, rows: 0 });
    // A click into its rows, and it scrolls them, with the heads in sight.
    await rows.click({ position: { x: 60, y: 200 } });
    await page.page.mouse.wheel(0, 100);
    await expect.poll(at).toEqual({ page: 200, rows: 100 });
    const [head, box] = [await rows.locator('thead th').first().boundingBox(), await rows.boundingBox()];
    expect(Math.abs((head?.y ?? 0) - (box?.y ?? 0))).toBeLessThanOrEqual(1);
    // The focus elsewhere again, the page moves both ways, and the rows keep their place.
    await page.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.page.mouse.wheel(0, 40);
    await expect.poll(at).toEqual({ page: 240, rows: 100 });
    await page.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      addEventListener('wheel', ({ target, deltaY }) => {
        seen.push(`${(target as Element).className} ${deltaY}`);
      });
    });
    await page.page.mouse.wheel(0, -40);
    await expect.poll(at).toEqual({ page: 200, rows: 100 });
    // The editor hears of it from outside of the rows, which it would take for ones that scroll.
    expect(await page.page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([
      'epb-table -40',
    ]);
    await page.page.keyboard.press('Tab');
  });

  test('columns that do not fit fade out on the right, until they are scrolled to or have room', async () => {
    await open('table', { width: 560 });
    await page.render('table', 'a', tableExamples.passengers?.());
    const rows = page.page.locator('#a .epb-table-scroll');
    const wider = () => rows.getAttribute('data-wider');
    await expect.poll(wider).toBe('');
    await rows.evaluate((each) => each.scrollTo({ left: each.scrollWidth }));
    await expect.poll(wider).toBe(null);
    await rows.evaluate((each) => each.scrollTo({ left: 0 }));
    await expect.poll(wider).toBe('');
    await page.page.setViewportSize({ width: 1280, height: 640 });
    await expect.poll(wider).toBe(null);
  });

  test('no bars for names, row numbers or five rows', async () => {
    await open('table');
    await page.render('table', 'a', tableExamples.passengers?.());
    const barred = () =>
      page.page
        .locator('#a thead th:has(svg rect)')
        .evaluateAll((heads) => heads.map((head) => head.querySelector('button')?.textContent?.trim()));
    const categories = (name: string) =>
      page.page
        .locator('#a thead th', { hasText: name })
        .locator('.epb-table-category')
        .evaluateAll((names) =>
          names.map((each) => {
            const [bar, share] = [each, each.nextElementSibling as Element];
            const [a, b] = [bar.getBoundingClientRect(), share.getBoundingClientRect()];
            // No bar reaches under a percentage.
            const apart = a.right < b.left || b.right < a.left;
            return `${bar.textContent}${apart ? ' ' : ' under '}${share.textContent}`;
          }),
        );
    expect(await barred()).toEqual(['age', 'fare']);
    expect(await categories('sex')).toEqual(['male 64.4%', 'female 35.6%']);
    expect(await categories('class')).toEqual(['1 24.7%', '2 21.2%', '3 54.2%']);
    expect(await page.page.locator('#a thead th', { hasText: 'name' }).textContent()).toContain(
      '1,307 distinct',
    );
    const whole = tableExamples.passengers?.() as TablePayload;
    await page.render('table', 'a', { ...whole, rows: whole.rows.slice(0, 5), totalRows: 5 });
    expect(await barred()).toEqual([]);
    expect(await page.page.locator('#a .epb-table-head span:visible').count()).toBe(1);
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
  const words = () => page.page.locator('#a .epb-confusion-words').textContent();

  test('tells the number under the pointer and the focus; arrows move through counts, scores and their means', async () => {
    await open('confusion-matrix');
    await page.render('confusion-matrix', 'a', confusionMatrixExamples.survival?.());
    expect(await words()).toContain('Point at a number');
    await page.page.hover('#a [data-row="1"][data-column="0"]');
    expect(await words()).toBe('Of 100 truly survived, 31 called died: 31.0%');
    await page.page.mouse.move(0, 0);
    expect(await words()).toContain('Point at a number');
    const told: (string | null)[] = [];
    for (const key of [
      'Tab',
      'ArrowRight',
      'ArrowUp',
      'ArrowRight',
      'End',
      'ArrowDown',
      'ArrowDown',
      'Home',
    ]) {
      await page.page.keyboard.press(key);
      told.push(await words());
    }
    expect(told).toEqual([
      'Of 162 truly died, 140 called died, as they should: 86.4%',
      'Of 162 truly died, 22 called survived: 13.6%',
      'Of 162 truly died, 22 called survived: 13.6%',
      'Precision of died, 81.9%: of 171 called died, 140 truly are',
      '162 are truly died',
      '100 are truly survived',
      '262 samples in all',
      'Macro average of precision, 78.8%: the mean of 2 classes, each counted alike',
    ]);
    expect(await page.page.locator('#a [data-row][tabindex="0"]').count()).toBe(1);
    // A redraw, as for another theme, leaves the focus where it was.
    await page.theme('dark');
    await page.settled();
    expect(await words()).toContain('Macro average of precision');
  });

  test('has a key of its colours, and takes the width there is', async () => {
    await open('confusion-matrix', { width: 560, height: 900 });
    await page.render('confusion-matrix', 'a', confusionMatrixExamples.digits?.());
    const measure = async (width: number) => {
      await page.page.setViewportSize({ width, height: 900 });
      await page.settled();
      return page.page.locator('#a section').evaluate((section) => {
        const ground = section.querySelector('.epb-confusion-ground') as HTMLElement;
        const cell = section.querySelector('[data-row="0"][data-column="0"]')?.getBoundingClientRect();
        return {
          over: ground.scrollWidth - ground.clientWidth,
          cell: Math.round(cell?.width ?? 0),
          height: Math.round(section.getBoundingClientRect().height),
        };
      });
    };
    for (const [width, cell] of [
      [560, 26],
      [700, 40],
      [1280, 90],
      [1920, 90],
    ] as const) {
      const found = await measure(width);
      expect(found.over, `${width}`).toBe(0);
      expect(Math.abs(found.cell - cell), `${width}: ${found.cell}`).toBeLessThanOrEqual(2);
      // All of ten classes with their scores and the key is in sight at once.
      expect(found.height, `${width}`).toBeLessThan(760);
    }
    expect(await text()).toContain('share of the true class');
    await page.render('confusion-matrix', 'a', confusionMatrixExamples['hundred-classes']?.());
    expect((await measure(560)).over).toBe(0);
  });

  test.each([
    [560, 36],
    [1280, 18],
  ])('what is said of a number has as many lines as it needs, at %i pixels %i', async (width, height) => {
    await open('confusion-matrix', { width, height: 900 });
    await page.render('confusion-matrix', 'a', confusionMatrixExamples.digits?.());
    await page.settled();
    const line = page.page.locator('#a .epb-confusion-words');
    const numbers = page.page.locator('#a [data-row="10"]');
    expect(await numbers.count()).toBe(4);
    for (const number of await numbers.all()) {
      await number.hover();
      expect(await line.evaluate(({ clientHeight }) => clientHeight)).toBe(height);
      expect(await line.evaluate(({ scrollHeight }) => scrollHeight)).toBeLessThanOrEqual(height);
    }
  });

  test.each([560, 700, 1280, 1920])('no words stand on others at %i pixels', async (width) => {
    await open('confusion-matrix', { width, height: 900, language: 'ko' });
    for (const [name, make] of Object.entries(confusionMatrixExamples)) {
      await page.render('confusion-matrix', 'a', make());
      await page.settled();
      const met = await page.page.locator('#a').evaluate((host) => {
        const level = [...host.querySelectorAll('svg text')].filter(
          (node) => !node.hasAttribute('transform'),
        );
        const boxes = level.map((node) => ({ words: node.textContent, box: node.getBoundingClientRect() }));
        return boxes.flatMap(({ words, box }, index) =>
          boxes.slice(index + 1).flatMap((other) => {
            const x = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
            const y = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
            return x > 1 && y > 3 ? [`${words} | ${other.words}`] : [];
          }),
        );
      });
      expect(met, name).toEqual([]);
      await page.dispose('confusion-matrix', 'a');
    }
  });

  test('takes the theme, every example, and refuses a matrix that is not square', async () => {
    await open('confusion-matrix', { theme: 'dark' });
    for (const [name, make] of Object.entries(confusionMatrixExamples))
      await page.render('confusion-matrix', `x-${name}`, make());
    const fill = () => page.page.locator('#x-survival text[font-weight]').first().getAttribute('fill');
    expect(await fill()).toBe('#cccccc');
    await page.theme('light');
    await page.settled();
    expect(await fill()).toBe('#3b3b3b');
    await page.render('confusion-matrix', 'a', { version: 1, labels: ['a', 'b'], counts: [[1]] });
    expect(await text()).toContain('2 rows of 2 numbers');
  });
});

describe('vega-lite', () => {
  test('a chart without a width fills the page and follows it; one with a width keeps it', async () => {
    await open('vega-lite', { width: 1280 });
    const chart = {
      data: {
        values: Array.from({ length: 40 }, (_, i) => ({ x: i, y: i % 7, kind: i % 2 ? 'odd' : 'even' })),
      },
      mark: { type: 'point', tooltip: true },
      encoding: {
        x: { field: 'x', type: 'quantitative' },
        y: { field: 'y', type: 'quantitative' },
        color: { field: 'kind', type: 'nominal' },
      },
    };
    await page.render('vega-lite', 'a', chart);
    await page.render('vega-lite', 'b', { ...chart, width: 300 });
    await page.render('vega-lite', 'c', {
      ...chart,
      mark: 'bar',
      encoding: { ...chart.encoding, x: { field: 'kind', type: 'nominal' } },
    });
    const widths = () =>
      page.page.evaluate(() =>
        ['a', 'b', 'c'].map((id) => {
          const host = document.getElementById(id) as HTMLElement;
          const drawn = host.querySelector('svg')?.getBoundingClientRect().width ?? 0;
          return {
            drawn: Math.round(drawn),
            room: host.clientWidth - 16,
            over: host.scrollWidth > host.clientWidth,
          };
        }),
      );
    let kept = 0;
    for (const width of [1280, 560, 700, 1920]) {
      await page.page.setViewportSize({ width, height: 900 });
      await expect
        .poll(async () =>
          (await widths()).map(({ drawn, room }, index) => index === 1 || Math.abs(drawn - room) <= 2),
        )
        .toEqual([true, true, true]);
      const [, own] = await widths();
      kept ||= own?.drawn ?? 0;
      expect(own?.drawn).toBe(kept);
      expect((await widths()).map(({ over }) => over)).toEqual([false, false, false]);
    }
    expect(kept).toBeGreaterThan(300);
    expect(kept).toBeLessThan(450);
  });

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
    'model',
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
