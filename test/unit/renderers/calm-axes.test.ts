import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { calmAxes } from '../../../renderers/vega-lite/calm-axes.js';
import { logTitles } from '../../../renderers/vega-lite/log-titles.js';

const values = [
  { a: 1e-9, b: 2.2 },
  { a: 10, b: 4.4 },
];
const chart = (x: object, more: object = {}) => ({
  data: { values },
  width: 1800,
  mark: 'point',
  encoding: { x: { field: 'b', type: 'quantitative', scale: { zero: false }, ...x } },
  ...more,
});

/** The labels below a chart, as they are drawn. */
async function labels(spec: object): Promise<string[]> {
  const compiled = compile(spec as TopLevelSpec, { logger: vega.logger(vega.None) }).spec;
  const view = new vega.View(vega.parse(calmAxes(compiled)), {
    renderer: 'none',
    logger: vega.logger(vega.None),
  });
  await view.runAsync();
  const svg = await view.toSVG();
  view.finalize();
  const groups = [...svg.matchAll(/role-axis-label"[^>]*>(.*?)<\/g>/g)].map(([, inside]) => inside as string);
  return groups.flatMap((inside) =>
    [...inside.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text as string),
  );
}

describe('axes that are read with ease', () => {
  test.each([
    [1800, 10, 23],
    [500, 3, 8],
    [210, 3, 5],
    [120, 2, 4],
  ])('of %i pixels', async (width, least, most) => {
    const { length } = await labels(chart({}, { width }));
    expect(length).toBeGreaterThanOrEqual(least);
    expect(length).toBeLessThanOrEqual(most);
  });

  test('of plots in a row, equally wide and not', async () => {
    const view = (width: number) => chart({}, { width });
    const alone = (await labels(view(600))).length;
    expect(await labels({ hconcat: [view(600), view(600)] })).toHaveLength(2 * alone);
    expect(await labels({ hconcat: [view(600), view(300)] })).toHaveLength(
      alone + (await labels(view(300))).length,
    );
  });

  test('as the specification says, where it does', async () => {
    expect((await labels(chart({ axis: { tickCount: 30 } }))).length).toBeGreaterThan(20);
    expect(await labels(chart({ axis: { values: [2.5, 3, 4] } }))).toHaveLength(3);
  });

  test('powers of ten, where there are many', async () => {
    const log = { field: 'a', scale: { type: 'log' } };
    const powers = await labels(chart(log));
    expect(powers.slice(0, 2)).toEqual(['10⁻⁹', '10⁻⁸']);
    expect(powers.slice(-3)).toEqual(['10⁻¹', '1', '10']);
    expect(await labels(chart({ ...log, axis: { format: '.0e' } }))).toContain('1e-4');
    expect(await labels(chart({ ...log, axis: { labelExpr: "'λ'" } }))).toContain('λ');
    expect(await labels(chart({ scale: { type: 'log', domain: [1, 1000] } }))).toContain('100');
    expect(await labels(chart({ scale: { type: 'log', domain: [1, 1e12] } }))).toContain('10¹²');
    expect(await labels(chart({ scale: { type: 'log', base: 2, domain: [1, 65536] } }))).not.toContain('10⁴');
  });
});

describe('logarithmic axes', () => {
  const log = { field: 'a', scale: { type: 'log' } };
  test.each<[string, object, 'en' | 'ko', string]>([
    ['say so', chart(log), 'en', 'a (log)'],
    ['say so in Korean', chart(log), 'ko', 'a (로그)'],
    ['of plots in a row say so', { hconcat: [chart(log)] }, 'en', 'a (log)'],
    ['keep a title of their own', chart({ ...log, title: 'λ' }), 'en', 'λ'],
    ['keep that of their axis', chart({ ...log, axis: { title: 'λ' } }), 'en', 'λ'],
    ['are no others', chart({}), 'en', 'b'],
  ])('%s', (_, spec, locale, title) => {
    const compiled = compile(spec as TopLevelSpec, { logger: vega.logger(vega.None) }).spec;
    const drawn = JSON.stringify(logTitles(compiled, spec as never, locale));
    expect(drawn).toContain(`"title":"${title}"`);
    expect(/\((log|로그)\)/.test(drawn)).toBe(title.includes(' ('));
  });
});
