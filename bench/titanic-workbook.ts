import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNotebook } from './command-line.js';
import { LabKernel } from './lab-kernel.js';
import type { Measure } from './measurement.js';
import { median, spread } from './statistics.js';
import { codeCells } from './workbook-cells.js';

/** The whole lesson: how long it takes, and how much memory its kernel needs. */
export const titanicWorkbook: Measure = {
  name: 'titanic-workbook',
  async run({ product, quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-bench-'));
    const seconds: number[] = [];
    try {
      const notebook = join(folder, 'titanic.ipynb');
      cpSync(join(product.workbooks, 'en', '07-titanic.ipynb'), notebook);
      for (let n = 0; n < (quick ? 1 : 3); n++)
        seconds.push(await runNotebook(product, notebook, join(folder, 'titanic.executed.ipynb')));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return [
      {
        name: 'Titanic workbook, epochbook run',
        value: median(seconds),
        unit: 's',
        detail: spread(seconds),
        target: { atMost: 60 },
      },
      {
        name: 'Titanic workbook, peak memory of its kernel',
        value: (await peakMemory(product)) / 1e6,
        unit: 'MB',
        detail: 'resident',
      },
    ];
  },
};

async function peakMemory(product: Parameters<typeof LabKernel.launch>[0]): Promise<number> {
  const kernel = await LabKernel.launch(product);
  try {
    for (const code of codeCells(join(product.workbooks, 'en', '07-titanic.ipynb'))) await kernel.run(code);
    return await kernel.peakMemory();
  } finally {
    await kernel.end();
  }
}
