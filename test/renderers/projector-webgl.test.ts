import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectorExamples } from '../../renderers/projector/examples.js';
import { projectorPicture } from '../../renderers/projector/projector-picture.js';
import { type Harness, startHarness } from './harness.js';
import { measureProjectorFrames } from './projector-frames.js';
import { inks } from './projector-inks.js';

let harness: Harness;
/** Whether the browser of this machine draws WebGL in software. */
const hasWebgl = async (): Promise<boolean> => {
  const page = await harness.open();
  return page.page.evaluate(() => document.createElement('canvas').getContext('webgl') !== null);
};
beforeAll(async () => {
  harness = await startHarness({ webgl: true });
});
afterAll(() => harness?.close());

async function flowers() {
  const page = await harness.open({ width: 900, height: 700 });
  await page.activate('projector', false);
  await page.render('projector', 'a', projectorPicture.pack?.(projectorExamples.flowers?.() as never));
  await page.settled();
  return page;
}

test('points are drawn on WebGL; a context that the page takes away goes on with a plain canvas', async ({
  skip,
}) => {
  if (!(await hasWebgl())) skip('this browser has no WebGL');
  const page = await flowers();
  await expect.poll(async () => Math.min(...(await inks(page)))).toBeGreaterThan(40 * 15);
  expect(Math.max(...(await inks(page)))).toBeLessThan(40 * 120);
  const lost = await page.page.evaluate(() => {
    const canvas = document.querySelector('.epb-projector-stage canvas') as HTMLCanvasElement;
    const extension = canvas.getContext('webgl')?.getExtension('WEBGL_lose_context');
    extension?.loseContext();
    return Boolean(extension);
  });
  expect(lost).toBe(true);
  await expect
    .poll(() =>
      page.page.evaluate(() =>
        Boolean(document.querySelector<HTMLCanvasElement>('.epb-projector-stage canvas')?.getContext('2d')),
      ),
    )
    .toBe(true);
  await expect.poll(async () => Math.min(...(await inks(page)))).toBeGreaterThan(40 * 15);
});

test('a frame of 50,000 points costs scripts next to nothing', async ({ skip }) => {
  if (!(await hasWebgl())) skip('this browser has no WebGL');
  const page = await harness.open({ width: 900, height: 700 });
  const { points, webgl, framesPerSecond, scriptMs } = await measureProjectorFrames(page, 5000, 30);
  console.info(
    `${points} points: ${framesPerSecond.toFixed(0)} frames/s drawn in software, scripts ${scriptMs.toFixed(2)} ms`,
  );
  expect(points).toBe(50_000);
  expect(webgl).toBe(true);
  expect(scriptMs).toBeLessThan(8);
});
