import { describe, expect, test } from 'vitest';
import type { RunDelta, RunPayload } from '../../protocol/index.js';
import { sketchGroup, sketchRun, trainingExamples } from '../../renderers/training/examples.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

async function open(options: Parameters<Harness['open']>[0] & { messaging?: boolean } = {}) {
  const page = await harness.open(options);
  await page.activate('training', options.messaging ?? true);
  return page;
}

const running = (epochs = 5): RunPayload => ({
  ...sketchRun({ name: 'Run 7', epochs, planned: 20, status: 'running' }),
  id: 'run-7',
});

function delta(run: RunPayload, seq: number, epoch: number): { type: 'delta'; delta: RunDelta } {
  return {
    type: 'delta',
    delta: {
      run: run.id,
      seq,
      status: 'running',
      progress: { epoch, batch: 28, steps: epoch * 28, elapsedMs: epoch * 200, stepsPerSecond: 140 },
      epochs: {
        epoch: [epoch],
        time: [epoch * 200],
        learningRate: [0.001],
        tensors: [5],
        bytes: [6],
        logs: { loss: [0.5], val_loss: [0.6], acc: [0.7], val_acc: [0.65] },
      },
      steps: { step: [epoch * 28], learningRate: [0.001], logs: { loss: [0.5] } },
      best: run.best,
    },
  };
}

/** The part of a view that tells what it has drawn. */
const steps = (page: RendererPage, id = 'a') =>
  page.page.locator(`#${id} [data-steps]`).getAttribute('data-steps');
const drawn = (page: RendererPage, id = 'a') => page.page.waitForSelector(`#${id} canvas`);
const waitForSteps = (page: RendererPage, count: number) =>
  page.page.waitForSelector(`#a [data-steps="${count}"]`);

/** How many pixels of the canvas are near to a colour. */
const pixels = (page: RendererPage, rgb: [number, number, number]) =>
  page.page.evaluate((wanted) => {
    const canvas = document.querySelector<HTMLCanvasElement>('#a canvas');
    if (!canvas) return -1;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {
      willReadFrequently: true,
    });
    copy?.drawImage(canvas, 0, 0);
    const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if (
        (data[at + 3] as number) > 200 &&
        wanted.every((value, index) => Math.abs(value - (data[at + index] as number)) < 24)
      )
        count += 1;
    return count;
  }, rgb);

describe('a run', () => {
  test('is drawn at its fixed height, with header, progress, switches and curves', async () => {
    const page = await open();
    await page.render('training', 'a', running());
    expect((await page.page.locator('#a .epb-run').boundingBox())?.height).toBe(440);
    await drawn(page);
    await page.settled();
    const text = await page.page.locator('#a').textContent();
    for (const part of [
      'Run 7',
      '▶ Training',
      'Epoch 5 of 20',
      '114 steps/s',
      'left',
      'Stop after this batch',
      'Log scale',
      'Smoothing',
    ])
      expect(text).toContain(part);
    const bar = page.page.getByRole('progressbar');
    expect(await bar.getAttribute('aria-valuenow')).toBe('25');
    expect(await pixels(page, [26, 133, 255])).toBeGreaterThan(200);
    expect(await pixels(page, [194, 87, 12])).toBeGreaterThan(200);
    expect((await page.page.locator('#a .epb-run').boundingBox())?.height).toBe(440);
  });

  test('replaced by a newer snapshot keeps its elements', async () => {
    const page = await open({ messaging: false });
    await page.render('training', 'a', running(5));
    await drawn(page);
    await page.page.evaluate(() => {
      const canvas = document.querySelector('#a canvas') as HTMLElement;
      canvas.dataset.mark = 'same';
    });
    await page.render('training', 'a', running(7));
    await waitForSteps(page, 196);
    await page.settled();
    expect(await page.page.locator('#a canvas[data-mark="same"]').count()).toBe(1);
    expect(await page.page.locator('#a section').count()).toBe(1);
  });

  test('attaches, takes the state, appends increments in place, asks again after a gap', async () => {
    const page = await open();
    const run = running();
    await page.render('training', 'a', run);
    expect(await page.sent()).toEqual([{ type: 'attach', run: run.id }]);
    await page.receive({ type: 'state', run: run.id, seq: 3, payload: run });
    await page.receive(delta(run, 4, 6));
    await waitForSteps(page, 168);
    await page.receive(delta(run, 4, 7));
    await page.settled();
    expect(await steps(page)).toBe('168');
    expect(await page.sent()).toHaveLength(1);
    await page.receive(delta(run, 6, 8));
    expect(await page.sent()).toEqual([
      { type: 'attach', run: run.id },
      { type: 'attach', run: run.id },
    ]);
    await page.receive({ type: 'state', run: run.id, seq: 6, payload: { ...running(8), id: run.id } });
    await waitForSteps(page, 224);
    await page.receive(delta(run, 7, 9));
    await waitForSteps(page, 252);
    await page.receive({ type: 'deltas', deltas: [delta(run, 8, 10).delta, delta(run, 9, 11).delta] });
    await waitForSteps(page, 308);
  });

  test('an older snapshot does not undo live increments', async () => {
    const page = await open();
    const run = running();
    await page.render('training', 'a', run);
    await page.receive({ type: 'state', run: run.id, seq: 0, payload: run });
    await page.receive(delta(run, 1, 6));
    await waitForSteps(page, 168);
    await page.render('training', 'a', run);
    await page.settled();
    expect(await steps(page)).toBe('168');
  });

  test('Stop is sent once, says so, and goes away at the end, without a flash', async () => {
    const page = await open();
    const run = running();
    await page.render('training', 'a', run);
    await drawn(page);
    const button = page.page.getByRole('button', { name: 'Stop after this batch' });
    await button.focus();
    await page.page.keyboard.press('Enter');
    const stopping = page.page.getByRole('button', { name: 'Stopping…' });
    await stopping.dispatchEvent('click');
    expect((await page.sent()).filter(({ type }) => type === 'stop')).toEqual([
      { type: 'stop', run: run.id },
    ]);
    await page.page.evaluate(() => {
      const seen = window as unknown as { emptied: number };
      seen.emptied = 0;
      const host = document.querySelector('#a') as HTMLElement;
      new MutationObserver(() => {
        if (!host.querySelector('canvas')) seen.emptied += 1;
      }).observe(host, { childList: true, subtree: true });
    });
    await page.render('training', 'a', {
      ...sketchRun({ name: 'Run 7', epochs: 6, planned: 20, status: 'stopped' }),
      id: run.id,
    });
    await page.page.waitForSelector('#a [data-status="stopped"]');
    await page.settled();
    await page.settled();
    expect(await page.page.locator('#a .epb-stop').isVisible()).toBe(false);
    expect(await page.page.locator('#a').textContent()).toContain('■ Stopped');
    expect(await page.page.evaluate(() => (window as unknown as { emptied: number }).emptied)).toBe(0);
  });

  test('that no kernel knows keeps what was saved and says so', async () => {
    const page = await open();
    const run = running();
    await page.render('training', 'a', run);
    await page.receive({ type: 'state', run: run.id, seq: 0, payload: null });
    await page.page.waitForSelector('#a [data-status="lost"]');
    const text = await page.page.locator('#a').textContent();
    expect(text).toContain('No kernel knows this run');
    expect(await page.page.locator('#a .epb-stop').isVisible()).toBe(false);
    await page.render('training', 'a', { ...running(6), id: run.id });
    await page.page.waitForSelector('#a [data-status="running"]');
    expect((await page.sent()).map(({ type }) => type)).toEqual(['attach', 'attach']);
  });

  test('without messaging is drawn from what was saved, with no Stop', async () => {
    const page = await open({ messaging: false });
    await page.render('training', 'a', running());
    await drawn(page);
    expect(await page.page.locator('#a .epb-stop').isVisible()).toBe(false);
    expect(await page.sent()).toEqual([]);
  });

  test('of another id takes the element over', async () => {
    const page = await open();
    const first = running();
    await page.render('training', 'a', first);
    await drawn(page);
    await page.render('training', 'a', { ...sketchRun({ epochs: 3, name: 'Run 8' }), id: 'other' });
    await page.page.waitForSelector('#a [data-status="completed"]');
    expect(await page.sent()).toEqual([
      { type: 'attach', run: first.id },
      { type: 'detach', run: first.id },
    ]);
    expect(await page.page.locator('#a section').count()).toBe(1);
  });

  test('disposed of detaches and lets go of the page; all at once too', async () => {
    const page = await open();
    const run = running();
    await page.render('training', 'a', run);
    await page.render('training', 'b', { ...running(), id: 'second' });
    await drawn(page, 'b');
    await page.dispose('training', 'a');
    expect((await page.sent()).at(-1)).toEqual({ type: 'detach', run: run.id });
    expect(await page.page.locator('#a section').count()).toBe(0);
    await page.receive(delta(run, 1, 6));
    await page.dispose('training');
    expect((await page.sent()).at(-1)).toEqual({ type: 'detach', run: 'second' });
    await page.render('training', 'a', run);
    await drawn(page);
  });

  test('follows the theme', async () => {
    const page = await open({ theme: 'light' });
    await page.render('training', 'a', sketchRun({ epochs: 30 }));
    await drawn(page);
    await page.settled();
    expect(await pixels(page, [56, 138, 52])).toBeGreaterThan(20);
    await page.theme('dark');
    await page.page.waitForTimeout(900);
    expect(await pixels(page, [55, 148, 255])).toBeGreaterThan(200);
    expect(await pixels(page, [137, 209, 133])).toBeGreaterThan(20);
  });

  test('speaks Korean where the page does', async () => {
    const page = await open({ language: 'ko' });
    await page.render('training', 'a', running());
    await drawn(page);
    const text = await page.page.locator('#a').textContent();
    for (const part of ['학습 중', '에포크 5 / 20', '이 배치 뒤에 멈추기', '로그 눈금', '평활'])
      expect(text).toContain(part);
  });

  test('keeps its switches through replacements, disposal and a new page', async () => {
    const page = await open();
    const run = sketchRun({ epochs: 8, metrics: ['acc', 'auc'] });
    await page.render('training', 'a', run);
    await drawn(page);
    await page.page.getByLabel('Log scale').check();
    await page.page.getByLabel('Axis').selectOption('step');
    await page.page.getByLabel('Metric').selectOption('auc');
    await page.page.getByLabel('Smoothing').fill('0.6');
    await page.settled();
    await page.render('training', 'a', run);
    await page.dispose('training', 'a');
    await page.activate('training');
    await page.render('training', 'b', run);
    await drawn(page, 'b');
    await page.settled();
    const b = page.page.locator('#b');
    expect(await b.getByLabel('Log scale').isChecked()).toBe(true);
    expect(await b.getByLabel('Axis').inputValue()).toBe('step');
    expect(await b.getByLabel('Metric').inputValue()).toBe('auc');
    expect(await b.getByLabel('Smoothing').inputValue()).toBe('0.6');
    expect(await b.locator('output').textContent()).toBe('0.60');
  });

  test('every control is reached by the keyboard; arrows move along the epochs and are spoken', async () => {
    const page = await open();
    const run = running();
    await page.render('training', 'a', run);
    await drawn(page);
    await page.settled();
    const reached: string[] = [];
    for (let press = 0; press < 8; press += 1) {
      await page.page.keyboard.press('Tab');
      reached.push(
        await page.page.evaluate(
          () =>
            document.activeElement?.className ||
            document.activeElement?.id.replace(/.*-/, '') ||
            document.activeElement?.textContent ||
            '',
        ),
      );
    }
    expect(reached).toEqual([
      'epb-stop',
      'axis',
      'log',
      'smoothing',
      'train',
      'validation',
      'single batches',
      'epb-plot',
    ]);
    await page.page.keyboard.press('End');
    const tip = page.page.locator('#a .epb-values');
    expect(await tip.textContent()).toContain('Epoch 5');
    expect(await tip.textContent()).toContain('validation');
    await page.page.keyboard.press('ArrowLeft');
    expect(await tip.textContent()).toContain('Epoch 4');
    expect(await page.page.locator('#a [role=status]').textContent()).toContain('Epoch 4: Loss: train');
    await page.page.keyboard.press('Escape');
    expect(await tip.isVisible()).toBe(false);
  });

  test('the pointer shows the nearest epoch', async () => {
    const page = await open();
    await page.render('training', 'a', sketchRun({ epochs: 10 }));
    await drawn(page);
    await page.settled();
    const box = await page.page.locator('#a .epb-plot').boundingBox();
    await page.page.mouse.move((box?.x ?? 0) + 54 + ((box?.width ?? 0) - 194) / 2, (box?.y ?? 0) + 80);
    expect(await page.page.locator('#a .epb-values strong').textContent()).toBe('Epoch 5');
  });

  test('out of sight is not drawn, and catches up', async () => {
    const page = await open({ height: 500 });
    const run = running();
    await page.page.evaluate(() => {
      document.body.style.paddingTop = '3000px';
    });
    await page.render('training', 'a', run);
    await page.receive({ type: 'state', run: run.id, seq: 0, payload: run });
    await page.settled();
    await page.settled();
    await page.receive(delta(run, 1, 6));
    await page.page.waitForTimeout(700);
    expect(await steps(page)).not.toBe('168');
    await page.page.evaluate(() => document.querySelector('#a')?.scrollIntoView());
    await waitForSteps(page, 168);
  });

  test('one that has no batch yet says so; a message that makes no sense is passed over', async () => {
    const page = await open();
    const run = sketchRun({ epochs: 0, planned: 5, status: 'running' });
    await page.render('training', 'a', run);
    await drawn(page);
    expect(await page.page.locator('#a').textContent()).toContain('Waiting for the first batch');
    for (const odd of [
      null,
      3,
      {},
      { type: 'delta' },
      { type: 'deltas', deltas: [3] },
      { type: 'state', run: run.id, seq: 1, payload: { version: 9 } },
    ])
      await page.receive(odd);
    await page.settled();
    expect(await page.page.locator('#a').textContent()).toContain('Waiting for the first batch');
  });

  test('odd names are text', async () => {
    const page = await open();
    await page.render('training', 'a', trainingExamples['odd-names']?.());
    await drawn(page);
    expect(await page.page.locator('#a script').count()).toBe(0);
    expect(await page.page.locator('#a .epb-name').textContent()).toContain('<script>alert(1)</script>');
  });

  test('draws every example without a word on the console', async () => {
    const page = await open({ width: 700 });
    for (const [name, make] of Object.entries(trainingExamples)) {
      await page.render('training', `x-${name}`, make());
      await page.page.locator(`#x-${name}`).scrollIntoViewIfNeeded();
      await page.settled();
    }
    await page.page.waitForTimeout(500);
    expect(page.problems).toEqual([]);
  });
});

describe('other forms', () => {
  test('a compact run is a line and small curves high, and can be stopped', async () => {
    const page = await open();
    const run = { ...running(), view: 'compact' as const };
    await page.render('training', 'a', run);
    await page.settled();
    await page.page.waitForSelector('#a .epb-spark-words');
    expect((await page.page.locator('#a section').boundingBox())?.height).toBe(119);
    await page.page.getByRole('button', { name: 'Stop after this batch' }).click();
    expect((await page.sent()).map(({ type }) => type)).toEqual(['attach', 'stop']);
    await page.receive({ type: 'state', run: run.id, seq: 0, payload: run });
    await page.receive(delta(run, 1, 6));
    await waitForSteps(page, 168);
    expect(await page.page.locator('#a canvas').count()).toBe(0);
  });

  test('a group is a table with mean and standard deviation, and grows in place', async () => {
    const page = await open();
    const group = sketchGroup(12);
    await page.render('training', 'a', { ...group, runs: group.runs.slice(0, 9) });
    await page.page.waitForSelector('#a tbody tr:nth-child(9)');
    await page.render('training', 'a', group);
    await page.page.waitForSelector('#a tbody tr:nth-child(12)');
    expect(await page.page.locator('#a tfoot').textContent()).toContain('±');
    expect(await page.page.locator('#a thead').textContent()).toContain('val_loss');
    expect(await page.sent()).toEqual([]);
  });

  test('a payload that does not fit is one clear line, and the next good one is drawn', async () => {
    const page = await open();
    for (const odd of ['not json', '{}', JSON.stringify({ ...running(), version: 2 })]) {
      await page.render('training', 'a', odd);
      expect(await page.page.locator('#a').textContent()).toContain(
        'written by another version of Epochbook',
      );
      expect(await page.page.locator('#a p').count()).toBe(1);
    }
    await page.render('training', 'a', sketchRun({ epochs: 3 }));
    await drawn(page);
    expect(await page.page.locator('#a p').count()).toBe(0);
  });
});
