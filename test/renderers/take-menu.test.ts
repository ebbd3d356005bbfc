import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FileRequest } from '../../protocol/index.js';
import { pictureExamples } from '../../renderers/examples.js';
import { type PictureName, pictures } from '../../renderers/registry.js';
import { trainingExamples } from '../../renderers/training/examples.js';
import type { RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

/** One example of each picture, and its menu's offers of numbers. */
const shown: Record<PictureName, [example: string, csv: string[]]> = {
  training: ['validation', ['Save CSV: epochs…', 'Save CSV: batches…']],
  timeline: ['lecture', ['Save CSV: events…', 'Save CSV: epochs…']],
  table: ['passengers', ['Save CSV…']],
  'confusion-matrix': ['survival', ['Save CSV…']],
  'vega-lite': [Object.keys(pictureExamples['vega-lite'])[0] ?? '', ['Save CSV…']],
  dropout: ['lecture', ['Save CSV: masks…', 'Save CSV: units…']],
  'batch-norm': ['short-training', ['Save CSV…']],
  distributions: ['dead-and-saturated', ['Save CSV: histograms…', 'Save CSV: epochs…']],
  activations: ['digits', ['Save CSV: layers…', 'Save CSV: values…']],
  gradients: ['vanishing', ['Save CSV…']],
  compare: ['lecture', ['Save CSV…']],
  check: ['under-way', ['Save CSV…']],
  model: ['titanic', ['Save CSV: layers…', 'Save CSV: weights…']],
  projector: ['flowers', ['Save CSV: points…', 'Save CSV: neighbours…']],
};

const payloadOf = (name: PictureName): unknown => {
  const make = (pictureExamples[name] as Record<string, () => unknown>)[shown[name][0]];
  if (!make) throw new Error(`${name} has no example ${shown[name][0]}.`);
  return (pictures[name] as { pack?(payload: unknown): unknown }).pack?.(make()) ?? make();
};

const button = (page: RendererPage) => page.page.locator('#a .epb-take').first();
const menu = (page: RendererPage) => page.page.locator('#a .epb-take-menu:popover-open').first();
const items = (page: RendererPage) => menu(page).getByRole('menuitem');
const said = (page: RendererPage) => menu(page).locator('p');

/** The menu's words, once it is open. */
async function offers(page: RendererPage): Promise<string[]> {
  await button(page).click();
  await items(page).first().waitFor();
  return items(page).allTextContents();
}

async function choose(page: RendererPage, words: string): Promise<void> {
  await button(page).click();
  await items(page).getByText(words, { exact: true }).click();
}

/** Width, height and the colour of the first pixel of a PNG file. */
const look = (page: RendererPage, base64: string) =>
  page.page.evaluate(async (text) => {
    const image = new Image();
    image.src = `data:image/png;base64,${text}`;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    const [red, green, blue, alpha] = context?.getImageData(1, 1, 1, 1).data ?? [];
    return { width: image.width, height: image.height, corner: [red, green, blue, alpha] };
  }, base64);

const clipboardPng = (page: RendererPage) =>
  page.page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const blob = await item?.getType('image/png');
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? []);
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });

const requests = async (page: RendererPage) =>
  ((await page.sent()) as unknown as FileRequest[]).filter(({ type }) =>
    ['save', 'copy', 'keep'].includes(type),
  );

/** Does as the editor does when the person saves. */
async function answerNext(page: RendererPage, outcome: string, rest: object = {}): Promise<FileRequest> {
  await expect.poll(async () => (await requests(page)).length).toBeGreaterThan(0);
  const request = (await requests(page)).at(-1) as FileRequest;
  await page.receive({ type: 'file', ask: request.ask, outcome: 'asked' });
  await page.receive({ type: 'file', ask: request.ask, outcome, ...rest });
  return request;
}

describe.each(Object.keys(pictures) as PictureName[])('the menu of %s', (name) => {
  test('copies a picture twice as large on the ground of the theme, its SVG, and saves its numbers', async () => {
    const page = await harness.open({ theme: 'dark', width: 900, height: 900 });
    await page.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.activate(name);
    await page.render(name, 'a', payloadOf(name));
    await page.settled();
    expect(await offers(page)).toEqual([
      'Copy as PNG',
      'Copy as SVG',
      'Save PNG…',
      'Save SVG…',
      ...shown[name][1],
      'Keep in view, beside the notebook',
    ]);
    expect(await page.page.evaluate(() => document.activeElement?.textContent)).toBe('Copy as PNG');
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('Enter');
    await expect.poll(() => said(page).textContent()).toBe('Copied as SVG text.');
    const svg = await page.page.evaluate(() => navigator.clipboard.readText());
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(svg).toMatch(/<title>[^<]+<\/title>/);
    expect(svg).not.toMatch(/NaN|undefined|var\(/);
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];

    await choose(page, 'Copy as PNG');
    await expect.poll(() => said(page).textContent()).toBe('Copied as a PNG picture, at twice its size.');
    expect(await look(page, await clipboardPng(page))).toEqual({
      width: 2 * Number(width),
      height: 2 * Number(height),
      corner: [31, 31, 31, 255],
    });

    await choose(page, shown[name][1][0] as string);
    const request = await answerNext(page, 'saved', { path: 'lab/numbers.csv' });
    if (request.type !== 'save') throw new Error('Not a request to save.');
    expect(request.name).toMatch(/\.csv$/);
    const csv = Buffer.from(request.base64, 'base64')
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .split('\r\n');
    expect(csv.length).toBeGreaterThan(2);
    await expect.poll(() => said(page).textContent()).toMatch(/^Saved lab\/numbers\.csv\./);
    expect(await page.page.evaluate(() => document.activeElement?.className)).toBe('epb-take');
  });
});

describe('the menu of a run', () => {
  const open = async (messaging: boolean, language = 'en') => {
    const page = await harness.open({ width: 820, height: 700, language });
    await page.activate('training', messaging);
    await page.render('training', 'a', trainingExamples.validation?.());
    await page.settled();
    return page;
  };

  test('is closed by Escape, by a second press, and when the focus goes elsewhere; its keys stay in it', async () => {
    const page = await open(true);
    await page.page.evaluate(() => {
      (window as unknown as { keys: string[] }).keys = [];
      document.addEventListener('keydown', ({ key }) =>
        (window as unknown as { keys: string[] }).keys.push(key),
      );
    });
    await button(page).focus();
    await page.page.keyboard.press('Enter');
    await items(page).first().waitFor();
    for (const key of ['End', 'ArrowDown', 'ArrowUp', 'Home', 'ArrowDown', 'PageUp'])
      await page.page.keyboard.press(key);
    expect(await page.page.evaluate(() => document.activeElement?.textContent)).toBe('Copy as SVG');
    await page.page.keyboard.press('Escape');
    expect(await menu(page).count()).toBe(0);
    expect(await page.page.evaluate(() => document.activeElement?.className)).toBe('epb-take');
    expect(await page.page.evaluate(() => (window as unknown as { keys: string[] }).keys)).toEqual(['Enter']);
    await offers(page);
    await button(page).click();
    expect(await menu(page).count()).toBe(0);
    await offers(page);
    await page.page.keyboard.press('Tab');
    expect(await menu(page).count()).toBe(0);
  });

  /** As where the page of the outputs has no clipboard. */
  const withoutClipboard = (page: RendererPage) =>
    page.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));

  test('without a clipboard the picture is saved, the SVG copied by the editor, and it says so', async () => {
    const page = await open(true);
    await withoutClipboard(page);
    await choose(page, 'Copy as PNG');
    const png = await answerNext(page, 'saved', { path: 'a.png' });
    expect(png).toMatchObject({ type: 'save', name: expect.stringMatching(/-training\.png$/) });
    await expect
      .poll(() => said(page).textContent())
      .toBe(
        'The clipboard takes no picture here (this page was not opened over a secure connection). Saved a.png.',
      );
    await choose(page, 'Copy as SVG');
    await expect.poll(async () => (await requests(page)).at(-1)?.type).toBe('copy');
    expect(await answerNext(page, 'copied')).toMatchObject({ text: expect.stringMatching(/^<svg /) });
    await expect.poll(() => said(page).textContent()).toBe('Copied as SVG text.');
  });

  test.each([
    ['cancelled', {}, 'Nothing was saved.'],
    ['failed', { reason: 'EACCES: no room' }, /-training\.svg could not be saved: EACCES: no room$/],
  ])('says what became of a file that was %s', async (outcome, rest, words) => {
    const page = await open(true);
    await choose(page, 'Save SVG…');
    await answerNext(page, outcome, rest);
    await expect.poll(() => said(page).textContent()).toMatch(words);
  });

  test.each([
    ['kept', {}, /^Opened beside the notebook/],
    ['failed', { reason: 'it is gone' }, /could not be opened beside the notebook: it is gone$/],
  ])('asks to be kept in view, by the payload as the output holds it: %s', async (outcome, rest, words) => {
    const page = await open(true);
    await choose(page, 'Keep in view, beside the notebook');
    const request = await answerNext(page, outcome, rest);
    const { type, json } = request as Extract<FileRequest, { type: 'keep' }>;
    expect([type, JSON.parse(json)]).toEqual([
      'keep',
      JSON.parse(JSON.stringify(trainingExamples.validation?.())),
    ]);
    await expect.poll(() => said(page).textContent()).toMatch(words);
  });

  test('on a page without an editor the browser saves the file', async () => {
    const page = await open(false, 'ko');
    const download = page.page.waitForEvent('download');
    expect(await offers(page)).toEqual([
      'PNG로 복사',
      'SVG로 복사',
      'PNG 저장…',
      'SVG 저장…',
      'CSV 저장: 에포크…',
      'CSV 저장: 배치…',
    ]);
    await items(page).nth(4).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/-training-epochs\.csv$/);
    const [head, first] = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(head).toBe('epoch,time_ms,loss,val_loss,acc,val_acc,learning_rate');
    expect(first?.split(',')[0]).toBe('1');
  });

  test('a tab of it is taken, not the curves behind it', async () => {
    const page = await open(true);
    await page.render('training', 'a', {
      ...trainingExamples.validation?.(),
      layers: { dropout: payloadOf('dropout') },
    });
    await page.page.getByRole('tab', { name: 'Dropout' }).click();
    await page.page.locator('#a .epb-dropout canvas').first().waitFor();
    expect(await offers(page)).toContain('Save CSV: masks…');
  });
});
