import { describe, expect, test } from 'vitest';
import type { RunPayload } from '../../protocol/index.js';
import { laneGutter } from '../../renderers/timeline/lane-box.js';
import { sketchRun, trainingExamples } from '../../renderers/training/examples.js';
import type { RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
const widths = [400, 560, 700, 1280, 1920];
const example = (name: string) => trainingExamples[name]?.() as RunPayload;

async function open(width: number, payload: unknown, language = 'en'): Promise<RendererPage> {
  const page = await harness.open({ width, height: 900, language });
  await page.activate('training', false);
  await page.render('training', 'a', payload);
  await page.page.waitForSelector('#a canvas');
  await page.settled();
  return page;
}

test('a wide chart is high too, and a view keeps its height from the first drawing to the end', async () => {
  const heights: number[] = [];
  for (const width of widths) {
    const run = example('running');
    const page = await open(width, run);
    const height = async () => (await page.page.locator('#a .epb-run').boundingBox())?.height;
    const first = await height();
    await page.render('training', 'a', { ...sketchRun({ epochs: 50, status: 'completed' }), id: run.id });
    await page.page.waitForSelector('#a [data-status="completed"]');
    await page.settled();
    expect(await height()).toBe(first);
    heights.push((await page.page.locator('#a .epb-plot').boundingBox())?.height ?? 0);
  }
  const [, , page, screen, wide] = heights as [number, number, number, number, number];
  expect(screen).toBeGreaterThanOrEqual(page);
  expect(wide).toBeGreaterThan(1.3 * page);
});

/** The table of an epoch as it reads: panels, and of each row the colour of its piece of a line, name and value. */
const table = (page: RendererPage, selector: string) =>
  page.page.locator(`#a ${selector}`).evaluate((tip) => ({
    title: tip.querySelector('strong')?.textContent,
    rows: [...tip.querySelectorAll('.epb-dock-panel, dl > div')].map((row) =>
      row.matches('.epb-dock-panel')
        ? `# ${row.textContent}`
        : [
            row.querySelector('svg path')?.getAttribute('stroke') ?? '-',
            row.querySelector('dt')?.textContent,
            row.querySelector('dd')?.textContent,
          ].join(' | '),
    ),
  }));

const epochs = async (page: RendererPage, shares: readonly number[], each: () => Promise<void>) => {
  const box = (await page.page.locator('#a .epb-plot').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const rule = page.page.locator('#a .epb-rule');
  const left = (await page.page.locator('#a .epb-lanes').count()) > 0 ? laneGutter(box.width) : 54;
  for (const share of shares)
    for (const down of [0.2, 0.8]) {
      await page.page.mouse.move(
        box.x + left + 6 + (box.width - left - 206) * share,
        box.y + box.height * down,
      );
      await rule.waitFor();
      await each();
    }
};

describe('the values of an epoch', () => {
  test.each([
    [
      'en',
      ['Loss', 'train', 'data loss', 'validation', 'val. data loss', 'penalty', 'val. penalty', 'acc'],
      ['Learning rate', '0.001', 'time'],
    ],
    [
      'ko',
      ['손실', '학습', '데이터 손실', '검증', '검증 데이터 손실', '벌점', '검증 벌점', 'acc'],
      ['학습률', '0.001', '시간'],
    ],
  ])(
    'have the colours, names and order of the legend, and are written alike (%s)',
    async (language, names, facts) => {
      const run = example('penalty');
      const page = await open(1280, run, language);
      await page.page.locator('#a .epb-plot').focus();
      await page.page.keyboard.press('End');
      for (let press = 0; press < 12; press += 1) await page.page.keyboard.press('ArrowLeft');
      const { logs, penalty, validationPenalty } = run.epochs;
      const of = (column: readonly unknown[] | undefined) => column?.[27] as number;
      const value = (each: number) => each.toFixed(4);
      const [loss, train, data, validation, validationData, part, validationPart, acc] = names;
      const { title, rows } = await table(page, '.epb-dock');
      expect(title).toMatch(/28$/);
      expect(rows.slice(0, 10)).toEqual([
        `# ${loss}`,
        `#1a85ff | ${train} | ${value(of(logs.loss))}`,
        `#652d90 | ${data} | ${value(of(logs.loss) - of(penalty))}`,
        `#c2570c | ${validation} | ${value(of(logs.val_loss))}`,
        `#c2570c | ${validationData} | ${value(of(logs.val_loss) - of(validationPenalty))}`,
        `- | ${part} | ${value(of(penalty))}`,
        `- | ${validationPart} | ${value(of(validationPenalty))}`,
        `# ${acc}`,
        `#1a85ff | ${train} | ${value(of(logs.acc))}`,
        `#c2570c | ${validation} | ${value(of(logs.val_acc))}`,
      ]);
      expect(rows[10]).toBe(`- | ${facts[0]} | ${facts[1]}`);
      expect(rows[11]).toContain(`- | ${facts[2]} | `);
      expect(rows).toHaveLength(12);
    },
  );

  test.each([400, 560, 700])(
    'stand in the margin at %i px, in the colours of the lines, on which dots are; no line is covered',
    async (width) => {
      const page = await open(width, example('callbacks'));
      const seen = new Set<string>();
      await epochs(page, [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1], async () => {
        const { title, values, plot, rule, dots, ends } = await page.page
          .locator('#a .epb-plot')
          .evaluate((host) => {
            const box = (each: Element) => each.getBoundingClientRect();
            const all = [...host.querySelectorAll('.epb-values > *')];
            return {
              title: host.querySelector('.epb-values > strong')?.textContent ?? '',
              values: all.map((each) => ({
                left: box(each).left,
                right: box(each).right,
                top: box(each).top,
                bottom: box(each).bottom,
              })),
              plot: box(host).toJSON(),
              rule: box(host.querySelector('.epb-rule') as Element).left,
              dots: [...host.querySelectorAll('.epb-dots circle')].map(
                (each) => box(each).left + box(each).width / 2,
              ),
              ends: (host.querySelector('.epb-chart') as HTMLElement).style.clipPath,
            };
          });
        seen.add(title);
        expect(dots).toHaveLength(4);
        for (const dot of dots) expect(Math.abs(dot - rule)).toBeLessThan(1.5);
        // What the chart itself says in the margin is out of sight.
        expect(ends).toContain('polygon');
        for (const [index, value] of values.entries()) {
          expect(value.left, title).toBeGreaterThan(plot.right - (width < 520 ? 116 : 140));
          expect(value.right, title).toBeLessThanOrEqual(plot.right + 1);
          for (const other of values.slice(index + 1))
            expect(other.top >= value.bottom - 1 || other.bottom <= value.top + 1, title).toBe(true);
        }
      });
      expect(seen.size).toBeGreaterThan(5);
      await page.page.mouse.move(2, 2);
      expect(await page.page.locator('#a .epb-values').isVisible()).toBe(false);
      expect(await page.page.locator('#a .epb-chart').evaluate((each) => each.style.clipPath)).toBe('');
    },
  );

  test.each([1280, 1920])(
    'stand beside the chart at %i px, the last where none is pointed at',
    async (width) => {
      const page = await open(width, example('callbacks'));
      const dock = page.page.locator('#a .epb-dock');
      const title = () => dock.locator('strong').textContent();
      expect(await title()).toBe('Epoch 26, last');
      expect(await dock.textContent()).toContain('EarlyStopping: ');
      await epochs(page, [0.3], async () => {});
      expect(await title()).toMatch(/^Epoch \d$/);
      expect(await page.page.locator('#a .epb-values').isVisible()).toBe(false);
      const boxes = await page.page.locator('#a .epb-curves').evaluate((curves) =>
        ['canvas', '.epb-dock', '.epb-lanes'].map((each) => {
          const { left, right, top, bottom } = (
            curves.querySelector(each) as Element
          ).getBoundingClientRect();
          return { left, right, top, bottom };
        }),
      );
      const [chart, side, lanes] = boxes as [DOMRect, DOMRect, DOMRect];
      expect(side.left).toBeGreaterThanOrEqual(chart.right);
      expect(side.left).toBeGreaterThanOrEqual(lanes.right);
      expect(await dock.evaluate((each) => each.scrollHeight - each.clientHeight)).toBe(0);
      await page.page.mouse.move(2, 2);
      expect(await title()).toBe('Epoch 26, last');
    },
  );
});

describe('runs of a cell', () => {
  const compacts = (): RunPayload[] => [
    example('compact'),
    { ...example('compact-running'), name: 'A longer name of a run, fold 12' },
    { ...example('compact-diverged') },
    { ...example('compact-lost') },
    { ...sketchRun({ epochs: 2000, metrics: [] }), view: 'compact' },
  ];

  test.each([400, 560, 700, 1280, 1920])('stand in columns at %i px', async (width) => {
    const page = await harness.open({ width, height: 1400 });
    await page.activate('training', false);
    for (const [index, run] of compacts().entries())
      await page.render('training', `run-${index}`, { ...run, id: `run-${index}` });
    await page.page.waitForFunction(() => document.querySelectorAll('.epb-spark-words').length === 9);
    const places = await page.page.evaluate(() =>
      [...document.querySelectorAll('.epb-compact')].map((run) => {
        const left = (selector: string) =>
          [...run.querySelectorAll(selector)].map((each) => Math.round(each.getBoundingClientRect().left));
        const right = (selector: string) =>
          [...run.querySelectorAll(selector)].map((each) => Math.round(each.getBoundingClientRect().right));
        return {
          name: left('.epb-name'),
          status: left('.epb-status'),
          facts: left('.epb-fact').slice(0, 2),
          curves: left('.epb-spark svg'),
          ends: right('.epb-spark svg'),
          // Of the loss, and of the metric: names on the left, numbers on the right.
          names: left('.epb-spark-words > span > :first-child'),
          numbers: right('.epb-spark-words > span > :last-child'),
          tabular: getComputedStyle(run.querySelector('.epb-spark-words') as Element).fontVariantNumeric,
        };
      }),
    );
    const [first, ...others] = places;
    for (const other of others) {
      for (const column of ['name', 'status', 'facts'] as const)
        expect(other[column]).toEqual(first?.[column]);
      for (const column of ['curves', 'ends', 'names', 'numbers'] as const)
        expect(other[column]).toEqual(first?.[column].slice(0, other[column].length));
    }
    expect(first?.tabular).toBe('tabular-nums');
    expect(new Set(first?.names.slice(0, 2)).size).toBe(1);
    expect(new Set(first?.numbers.slice(0, 2)).size).toBe(1);
  });

  test.each([400, 560, 700, 1280])('of a table need no scrolling to the side at %i px', async (width) => {
    const page = await harness.open({ width, height: 1400 });
    await page.activate('training', false);
    await page.render('training', 'a', example('group-diverged'));
    await page.page.waitForSelector('#a tbody tr');
    const scroll = page.page.locator('#a .epb-scroll');
    expect(await scroll.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
    // What has no column of its own stands below the name.
    const words = await page.page.locator('#a tbody tr').first().innerText();
    expect(words).toContain('20 / 22');
    expect(words).toContain('4.9 s');
    const numbers = await page.page.locator('#a tbody tr td:nth-child(6)').allTextContents();
    expect(new Set(numbers.map((each) => each.trim().length)).size).toBe(1);
  });
});
