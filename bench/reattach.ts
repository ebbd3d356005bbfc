import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KernelClient, readRecords } from '../kernel/client/index.js';
import type { Measure } from './measurement.js';
import { median, spread } from './statistics.js';

const CELLS = 60;
const KEEP = { busyMs: 60_000, idleMs: 60_000 };
/** What a cell prints: 20 KB. */
const PRINTS = "for (let i = 0; i < 400; i++) console.log('x'.repeat(50));";

/** From the look at the records to the whole session of a kernel that another window has left. */
export const reattach: Measure = {
  name: 'reattach',
  async run({ product, quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-bench-'));
    const registry = join(folder, 'kernels');
    const host = product.kernelHost;
    const keep = { ...KEEP, registry, uri: 'file:///lab.ipynb' };
    let client = await KernelClient.launch({ host, folder, engine: 'embedded', keep });
    try {
      for (let order = 1; order <= CELLS; order++)
        await client.execute({ cell: `c${order}`, order, code: PRINTS, language: 'typescript' });
      const times: number[] = [];
      for (let n = 0; n < (quick ? 5 : 40); n++) {
        client.detach();
        const started = performance.now();
        const [found] = readRecords(registry);
        // The kernel hears of the end of one client at about the time at which the next one comes.
        const back = found && (await KernelClient.resume(found, { host, keep: KEEP, takeOver: true }));
        if (!back || typeof back === 'string' || !back.session)
          throw new Error(`The kernel is ${typeof back === 'string' ? back : 'not recorded, or taken'}.`);
        times.push(performance.now() - started);
        if (back.session.cells.length !== CELLS) throw new Error('Cells are missing in the session.');
        client = back.client;
        client.onEvent(() => {});
      }
      return [
        {
          name: `reattach to a kernel with ${CELLS} cells and 1.2 MB of outputs`,
          value: median(times),
          unit: 'ms',
          detail: spread(times),
        },
      ];
    } finally {
      await client.shutdown();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
