import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNotebook } from './command-line.js';
import { LabKernel } from './lab-kernel.js';
import type { Measure } from './measurement.js';
import type { Product } from './product.js';
import { median, spread } from './statistics.js';
import { codeCells } from './workbook-cells.js';

/** The whole lesson: how long it and its trainings take, and how much memory its kernel needs. */
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
    const lessons = [];
    for (let n = 0; n < (quick ? 1 : 3); n++) lessons.push(await lesson(product));
    const trainings = lessons.map(({ seconds }) => seconds);
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
        value: median(lessons.map(({ peakBytes }) => peakBytes)) / 1e6,
        unit: 'MB',
        detail: 'resident',
      },
      {
        name: `Titanic workbook, its first ${TRAININGS} trainings`,
        value: median(trainings),
        unit: 's',
        detail: `whole fits, recorded, from a cold kernel, ${spread(trainings)}`,
        target: { atMost: 1 },
      },
    ];
  },
};

/** The net without regularization, and with each of five kinds of it. */
const TRAININGS = 6;

/** What the lesson needs in a kernel of its own: memory in bytes, and seconds for its first trainings. */
async function lesson(product: Product): Promise<{ peakBytes: number; seconds: number }> {
  const kernel = await LabKernel.launch(product);
  try {
    for (const code of codeCells(join(product.workbooks, 'en', '07-titanic.ipynb'))) await kernel.run(code);
    const peakBytes = await kernel.peakMemory();
    return { peakBytes, seconds: Number(await kernel.run(TIME_OF_TRAININGS)) };
  } finally {
    await kernel.end();
  }
}

/** Adds up how long the recorded runs took, once their logs are complete. */
const TIME_OF_TRAININGS = `
const { readdirSync, readFileSync } = await import('node:fs');
const ended = () => readdirSync('.epochbook/runs')
  .map((id) => readFileSync('.epochbook/runs/' + id + '/run.jsonl', 'utf8').trim().split('\\n').map((line) => JSON.parse(line)))
  .sort(([a], [b]) => a.serial - b.serial)
  .slice(0, ${TRAININGS})
  .map((events) => events.at(-1));
while (!ended().every(({ type }) => type === 'end')) await new Promise((resolve) => setTimeout(resolve, 100));
console.log(String(ended().reduce((sum, { time }) => sum + time / 1000, 0)));
`;
