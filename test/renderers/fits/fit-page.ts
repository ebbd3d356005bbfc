import { join } from 'node:path';
import { build } from 'esbuild';
import type { Theme } from '../../../gallery/themes.js';
import type { Harness, RendererPage } from '../harness.js';
import type { Demands } from './page/findings.js';
import type { FitsWindow } from './page/index.js';

let script: Promise<string> | undefined;

/** The measuring code for the page, bundled once. */
const pageScript = (): Promise<string> => {
  script ??= build({
    entryPoints: [join(import.meta.dirname, 'page', 'index.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    logLevel: 'warning',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '');
  return script;
};

/** A page of outputs that lie over one another, so that all are in sight and drawn, and are measured at any width. */
export class FitPage {
  private readonly hosts: string[] = [];

  private constructor(readonly opened: RendererPage) {}

  static async open(
    harness: Pick<Harness, 'open'>,
    options: { renderer: string; theme?: Theme; language?: string },
  ): Promise<FitPage> {
    const { renderer, ...rest } = options;
    const opened = await harness.open({ width: 1960, height: 1000, once: true, ...rest });
    // What fades in is there at once.
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    await opened.page.evaluate(await pageScript());
    await opened.activate(renderer, false);
    return new FitPage(opened);
  }

  /** An empty output of a width. */
  async host(id: string, width: number): Promise<void> {
    this.hosts.push(id);
    await this.opened.page.evaluate(
      ([name, wide]) => {
        const host = document.createElement('div');
        host.id = name as string;
        host.className = 'fits-host';
        host.style.cssText = `position:absolute;left:8px;top:8px;width:${wide}px`;
        document.body.append(host);
      },
      [id, width] as const,
    );
  }

  /** Another width and theme, at once, until all is drawn. */
  async show(width: number, theme: Theme): Promise<void> {
    await this.opened.page.evaluate((wide) => {
      for (const host of document.querySelectorAll<HTMLElement>('.fits-host')) host.style.width = `${wide}px`;
    }, width);
    await this.opened.theme(theme);
    await this.idle();
  }

  idle(): Promise<void> {
    return this.opened.page.evaluate(() => (window as unknown as FitsWindow).fits.idle());
  }

  /** What is wrong with each output now. */
  async measure(demands: Demands): Promise<Record<string, string[]>> {
    return this.opened.page.evaluate(
      ([ids, asked]) => (window as unknown as FitsWindow).fits.measure(ids, asked),
      [this.hosts, demands] as const,
    );
  }

  /** Does something while the outputs stand one under another, as in a notebook. */
  async oneUnderAnother<Result>(work: () => Promise<Result>): Promise<Result> {
    const place = (position: string) =>
      this.opened.page.evaluate((each) => {
        for (const host of document.querySelectorAll<HTMLElement>('.fits-host')) host.style.position = each;
      }, position);
    await place('static');
    try {
      return await work();
    } finally {
      await place('absolute');
    }
  }

  /** A picture of each output, for who wants to look. */
  async screenshots(folder: string, suffix: string): Promise<void> {
    for (const id of this.hosts) {
      await this.opened.page.evaluate((wanted) => {
        for (const host of document.querySelectorAll<HTMLElement>('.fits-host'))
          host.style.visibility = host.id === wanted ? '' : 'hidden';
      }, id);
      const host = this.opened.page.locator(`[id="${id}"]`);
      await host.screenshot({ path: join(folder, `${id}-${suffix}.png`) });
    }
    await this.opened.page.evaluate(() => {
      for (const host of document.querySelectorAll<HTMLElement>('.fits-host')) host.style.visibility = '';
    });
  }
}
