import type { CDPSession } from 'playwright-core';
import type { PictureName } from '../../../renderers/registry.js';
import type { Harness, RendererPage } from '../harness.js';
import { type BatchItem, pageScript, type Shown } from './page-script.js';

interface BatchResult {
  thrown: string[];
  shown: Shown[];
  ran: string[];
}

interface BatchWindow {
  drawBatch(name: string, items: readonly BatchItem[]): Promise<BatchResult>;
  useBatch(items: readonly BatchItem[]): Promise<BatchResult>;
  clearBatch(name: string, hosts: readonly string[]): void;
}

/** What a page did with a batch: what it shows, and what went wrong while it drew or was used. */
export interface Outcome {
  shown: Shown[];
  problems: string[];
  /** Time of the processor that the page's main thread took. */
  cpuMs: number;
}

/** Longer than any draw may take, many at once, on a busy machine. */
const PATIENCE_MS = 15_000;

/** A page with one renderer, to which payloads are given many at a time. */
export class BatchPage {
  private constructor(
    private readonly opened: RendererPage,
    private readonly cdp: CDPSession,
    private readonly name: PictureName,
    private expected: number,
  ) {}

  static async open(harness: Pick<Harness, 'open'>, name: PictureName, language: string): Promise<BatchPage> {
    const opened = await harness.open({ width: 820, height: 900, language, once: true });
    await opened.page.evaluate(pageScript);
    await opened.activate(name);
    const cdp = await opened.page.context().newCDPSession(opened.page);
    // Counts the time in which the thread ran, not that in which others had the processor.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new BatchPage(opened, cdp, name, opened.requests.length);
  }

  draw(items: readonly BatchItem[]): Promise<Outcome> {
    return this.run(([name, all]) => (window as unknown as BatchWindow).drawBatch(name, all), items);
  }

  /** Hover, click, keys, choices. */
  use(items: readonly BatchItem[]): Promise<Outcome> {
    return this.run(([, all]) => (window as unknown as BatchWindow).useBatch(all), items);
  }

  async clear(items: readonly BatchItem[]): Promise<void> {
    await this.opened.page.evaluate(
      ([name, hosts]) => (window as unknown as BatchWindow).clearBatch(name, hosts),
      [this.name, items.map(({ host }) => host)] as const,
    );
  }

  async close(): Promise<void> {
    await this.cdp.send('Runtime.terminateExecution').catch(() => {});
    await this.opened.page.close();
    this.opened.problems.length = 0;
  }

  private async cpu(): Promise<number> {
    const { metrics } = await this.cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  }

  private async run(
    act: (given: readonly [PictureName, readonly BatchItem[]]) => Promise<BatchResult>,
    items: readonly BatchItem[],
  ): Promise<Outcome> {
    const { page, problems, requests } = this.opened;
    const before = await this.cpu();
    const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
    let result: BatchResult | null;
    try {
      result = await Promise.race([page.evaluate(act, [this.name, items] as const), late]);
    } catch (error) {
      return { shown: [], problems: [`the page is gone: ${(error as Error).message}`], cpuMs: 0 };
    }
    if (result === null)
      return {
        shown: [],
        problems: [`the page did not answer within ${PATIENCE_MS} ms`],
        cpuMs: PATIENCE_MS,
      };
    const cpuMs = (await this.cpu()) - before;
    // What our own renderers load from where they came is no request of a payload.
    const asked = requests
      .slice(this.expected)
      .filter((url) => !/\/chunks\/[\w-]+\.js$|^data:image\//.test(url));
    this.expected = requests.length;
    return {
      shown: result.shown,
      problems: [
        ...result.thrown,
        ...problems.splice(0),
        ...result.ran.map((id) => `a script of ${id} ran`),
        ...asked.map((url) => `it asked for ${url}`),
        ...result.shown.flatMap(({ id, faults }) => faults.map((fault) => `${id}: ${fault}`)),
      ],
      cpuMs,
    };
  }
}
