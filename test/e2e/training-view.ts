import type { Locator } from 'playwright-core';
import { until } from './until.js';
import type { EditorWindow } from './window.js';

/** The live training picture, read as a person reads it: from what is drawn in its frame. */
export class TrainingView {
  private constructor(readonly root: Locator) {}

  /** Waits for the picture in the output frames of the window. */
  static async appear(window: EditorWindow, { timeout = 60_000, text = '' } = {}): Promise<TrainingView> {
    return new TrainingView(await window.output('.epb-run', { timeout, text }));
  }

  /** All that it says. */
  async text(): Promise<string> {
    return ((await this.root.textContent()) ?? '').replaceAll('\u00a0', ' ');
  }

  /** The epoch at work, as the progress bar tells it to a screen reader ("Epoch 3 of 20"); undefined where it tells none. */
  async epoch(): Promise<number | undefined> {
    const bar = this.root.locator('[role="progressbar"]').first();
    const said = await bar.getAttribute('aria-valuetext', { timeout: 2000 });
    const epoch = /[\d,.]+/.exec(said ?? '')?.[0];
    return epoch === undefined ? undefined : Number(epoch.replace(/\D/g, ''));
  }

  /** How much is drawn: the coloured pixels of the chart. Axes and words are grey; curves and their marks are not. */
  drawn(): Promise<number> {
    return this.root.evaluate((element) => {
      let coloured = 0;
      for (const canvas of element.querySelectorAll('canvas')) {
        if (canvas.width === 0 || canvas.height === 0) continue;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        for (let at = 0; at < pixels.length; at += 4) {
          const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.slice(at, at + 4);
          if (alpha > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) coloured++;
        }
      }
      return coloured;
    });
  }

  height(): Promise<number> {
    return this.root.evaluate((element) => element.getBoundingClientRect().height);
  }

  /** Looks until the epoch is ahead of a first look and the curves are drawn anew; gives both looks. */
  async seenGrowing({ timeout = 20_000 } = {}): Promise<[before: Look, after: Look]> {
    const before = await until('a first drawn epoch', async () => {
      const look = await this.look();
      return look.drawn > 0 && look.epoch !== undefined ? look : undefined;
    });
    const after = await until(
      `another picture than that of epoch ${before.epoch}`,
      async () => {
        const look = await this.look();
        return look.image !== before.image && (look.epoch ?? 0) > (before.epoch ?? 0) ? look : undefined;
      },
      { timeout, every: 50 },
    );
    return [before, after];
  }

  private async look(): Promise<Look> {
    const image = await this.root.evaluate((element) =>
      [...element.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()).join(' '),
    );
    return { epoch: await this.epoch(), drawn: await this.drawn(), image };
  }

  /** Presses the Stop button of the picture. */
  async stop(): Promise<void> {
    await this.root.getByRole('button', { name: /stop/i }).first().click();
  }
}

/** What was seen at one moment. */
export interface Look {
  epoch: number | undefined;
  /** Coloured pixels; comparable only while the axes stay the same. */
  drawn: number;
  /** The chart as a data address. */
  image: string;
}
