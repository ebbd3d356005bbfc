import { describe, expect, test } from 'vitest';
import { shownExamples } from '../../gallery/examples.js';
import { MAX_JSON_BYTES } from '../../protocol/index.js';
import type { Picture } from '../../renderers/drawing/picture.js';
import { type PictureName, pictures } from '../../renderers/registry.js';
import { pictureDemands } from './fits/demands.js';
import { FitPage } from './fits/fit-page.js';
import { read, written } from './fits/known.js';
import { measureScene } from './fits/measure-scene.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

describe('every word of every example has its room', () => {
  test.each(Object.keys(shownExamples) as PictureName[])('%s', async (name) => {
    const page = await FitPage.open(harness, { renderer: name, theme: 'dark' });
    const picture = pictures[name] as Picture<unknown>;
    for (const [example, make] of Object.entries(shownExamples[name])) {
      if (example.startsWith('bad-')) continue;
      const payload = make();
      await page.host(example, 700);
      await page.opened.render(name, example, picture.fit(payload, MAX_JSON_BYTES) ?? payload);
    }
    await measureScene(name, page, pictureDemands);
  });
});

describe('the measuring itself', () => {
  const cases: [string, string, string[]][] = [
    [
      'labels of a drawing over one another',
      '<svg width="200" height="40"><text x="10" y="20">one</text><text x="20" y="22">two</text></svg>',
      ['"one" overlaps "two"'],
    ],
    [
      'labels aslant whose boxes alone meet',
      '<svg width="200" height="200"><g transform="translate(50 150) rotate(-45)"><text x="0" y="0">a long label</text><text x="0" y="24">a long label too</text></g></svg>',
      [],
    ],
    [
      'numbers of an axis that run together',
      '<svg width="200" height="40" font-family="DejaVu Sans Mono" font-size="10"><text x="10" y="20">1,000</text><text x="41" y="20">1,500</text><text x="90" y="20">2,000</text></svg>',
      ['"1,000" runs into "1,500"'],
    ],
    [
      'a label that leaves its drawing',
      '<svg width="60" height="40"><text x="40" y="20">validation</text></svg>',
      ['"validation" is cut by svg'],
    ],
    [
      'an ellipsis',
      '<p class="foot" style="width:80px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">Dashed lines are of validation</p>',
      ['"Dashed lines are of validation" is cut by .foot'],
    ],
    [
      'lines that are clamped',
      '<p class="two" style="width:90px;line-height:18px;height:36px;overflow:hidden">Train for more steps, or lower the momentum</p>',
      ['"Train for more steps, or lower the momentum" is cut by .two'],
    ],
    [
      'words that leave the cell',
      '<p style="width:700px;text-align:right">far away</p>',
      ['"far away" lies outside the cell'],
    ],
    [
      'scrolling within what scrolls, and what teaches below its edge',
      '<div class="outer" style="height:60px;overflow:auto"><div class="inner" style="height:100px;overflow:auto"><div style="height:200px">long</div></div><p data-teaches>21 of 32 kept</p></div>',
      ['.inner scrolls down within what scrolls', '.outer scrolls down', 'p is out of sight'],
    ],
    [
      'a choice that is too narrow for its words',
      '<select style="width:60px"><option>batch_normalization_1</option></select>',
      ['"batch_normalization_1" is cut by select'],
    ],
    [
      'words for those who listen',
      '<p style="position:absolute;clip-path:inset(50%);width:1px;overflow:hidden">spoken words</p><p>seen</p>',
      [],
    ],
    [
      'words of a drawing that hardly stand out, alone and on a shape',
      '<svg width="300" height="40"><text x="10" y="20" fill="#999999">quiet</text><rect x="100" y="0" width="90" height="40" fill="#1769c5"/><text x="110" y="20" fill="#ffffff">clear</text><text x="110" y="36" fill="#1a7f37">lost</text></svg>',
      ['"lost" is faint, 1.1 : 1', '"quiet" is faint, 2.8 : 1'],
    ],
    [
      'lines through words: of an axis, of data, dashed, and of a rule over the drawing',
      '<div style="position:relative"><svg width="400" height="120"><path d="M30,0V40" stroke="#888"/><text x="10" y="20">across</text><path d="M100,14L190,18" stroke="#1769c5" stroke-dasharray="3 2" fill="none"/><text x="110" y="20">along</text><text x="210" y="20">cursor</text><text x="300" y="20">free</text><path d="M290,0V40M300,24H340" stroke="#888"/></svg><div style="position:absolute;left:222px;top:0;height:60px;border-left:1px solid #24292f"></div></div>',
      ['a line crosses "across"', 'a line crosses "along"', 'a line crosses "cursor"'],
    ],
    [
      'lines that end at the words: under a halo, under a shape, under a tip, too faint to be one, of a box',
      '<div style="position:relative"><svg width="400" height="120"><path d="M30,0V60M130,0V60M230,0V60" stroke="#888"/><text x="10" y="20" stroke="#ffffff" stroke-width="3" paint-order="stroke">halo</text><rect x="100" y="4" width="90" height="24" fill="#ffffff"/><text x="110" y="20">ground</text><path d="M312,0V60" stroke="#fafafa"/><text x="300" y="20">faint</text><rect x="296" y="40" width="60" height="20" fill="none" stroke="#888"/><text x="300" y="54">boxed</text></svg><div style="position:absolute;left:210px;top:4px;background:#ffffff">a tip</div></div>',
      [],
    ],
    ['an empty host', '<div></div>', ['holds no words']],
  ];

  test('finds what is wrong, and nothing where all is well', async () => {
    const page = await FitPage.open(harness, { renderer: 'table' });
    await page.host('a', 600);
    const found: Record<string, string[] | undefined> = {};
    for (const [name, markup] of cases) {
      await page.opened.page.evaluate((html) => {
        (document.getElementById('a') as HTMLElement).innerHTML = html;
      }, markup);
      found[name] = (await page.measure(pictureDemands)).a;
    }
    expect(found).toEqual(Object.fromEntries(cases.map(([name, , expected]) => [name, expected])));
  });

  test('finds words on a canvas, and forgets those that are wiped away', async () => {
    const page = await FitPage.open(harness, { renderer: 'table' });
    await page.host('a', 600);
    const draw = (steps: string) =>
      page.opened.page.evaluate((code) => {
        const host = document.getElementById('a') as HTMLElement;
        host.innerHTML = '<canvas width="400" height="200" style="width:200px;height:100px"></canvas>';
        const context = host.querySelector('canvas')?.getContext('2d') as CanvasRenderingContext2D;
        context.setTransform(2, 0, 0, 2, 0, 0);
        new Function('context', code)(context);
      }, steps);
    const first = "context.fillText('one', 10, 50); context.fillText('two', 14, 51);";
    await draw(first);
    expect((await page.measure(pictureDemands)).a).toEqual(['"one" overlaps "two"']);
    await draw(`${first} context.clearRect(0, 0, 200, 100); context.fillText('two', 14, 51);`);
    expect((await page.measure(pictureDemands)).a).toEqual([]);
    // Only what lies in the clipped part is wiped away.
    await draw(
      `context.fillText('kept', 100, 50); ${first} context.save(); context.beginPath(); context.rect(0, 0, 60, 100); context.clip(); context.clearRect(0, 0, 200, 100); context.restore(); context.fillText('late', 102, 50);`,
    );
    expect((await page.measure(pictureDemands)).a).toEqual(['"kept" overlaps "late"']);
    await draw(
      "context.beginPath(); context.moveTo(20, 0); context.lineTo(20, 100); context.moveTo(120, 20); context.bezierCurveTo(140, 50, 160, 50, 180, 48); context.stroke(); context.fillText('rule', 10, 50); context.fillText('curve', 140, 50); context.fillText('free', 80, 50);",
    );
    expect((await page.measure(pictureDemands)).a).toEqual([
      'a line crosses "curve"',
      'a line crosses "rule"',
    ]);
    const line = 'context.beginPath(); context.moveTo(20, 0); context.lineTo(20, 100); context.stroke();';
    const halo =
      "context.lineWidth = 4; context.strokeStyle = '#fff'; context.strokeText('rule', 10, 50); context.fillText('rule', 10, 50);";
    await draw(`${line} ${halo}`);
    expect((await page.measure(pictureDemands)).a).toEqual([]);
    await draw(`${halo} context.lineWidth = 1; context.strokeStyle = '#000'; ${line}`);
    expect((await page.measure(pictureDemands)).a).toEqual(['a line crosses "rule"']);
    await draw(
      `${line} context.fillStyle = '#fff'; context.fillRect(5, 40, 40, 14); context.fillStyle = '#000'; context.fillText('rule', 10, 50);`,
    );
    expect((await page.measure(pictureDemands)).a).toEqual([]);
    await draw(`${line} context.clearRect(0, 0, 200, 100); context.fillText('rule', 10, 50);`);
    expect((await page.measure(pictureDemands)).a).toEqual([]);
    await draw("context.fillText('beyond', 185, 50);");
    expect((await page.measure(pictureDemands)).a).toEqual(['"beyond" is cut by canvas']);
  });

  test('writes findings so that it reads them again', () => {
    const all = [
      { example: 'lecture', state: '560', what: '"a: b" overlaps "c / d: e"' },
      { example: 'lecture', state: '700', what: '"a: b" overlaps "c / d: e"' },
      { example: 'odd', state: '700', what: 'select is out of sight' },
    ];
    expect(written(all)).toEqual([
      'lecture / 560, 700: "a: b" overlaps "c / d: e"',
      'odd / 700: select is out of sight',
    ]);
    expect(read(written(all).join('\n'))).toEqual(all);
  });
});
