import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Measure } from './measurement.js';
import { median, quantile, spread } from './statistics.js';

const CELLS = 60;

/** Cells as a lab has them: imports in the first, a name declared anew now and then, code that uses what stands above. */
const cells = Array.from({ length: CELLS }, (_, i) => {
  if (i === 0)
    return "import * as tf from '@tensorflow/tfjs-node';\nimport { scale, show } from 'epochbook';";
  if (i % 10 === 0)
    return `const model = tf.sequential();\nmodel.add(tf.layers.dense({ units: ${i}, inputShape: [4] }));`;
  if (i % 7 === 0) return `const x${i} = tf.randomNormal([${i}, 4]);\nx${i}.square().mean().print();`;
  return `const rows${i} = [${i}, 2, 3].map((value) => value * 2);\nawait show.table(rows${i}.map((value) => ({ value })));`;
});

class Process {
  private readonly child;
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private next = 1;

  constructor(server: string) {
    this.child = spawn(process.execPath, [server], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const { id, result, error } = JSON.parse(line) as { id: number; result?: unknown; error?: string };
      if (error) throw new Error(error);
      this.waiting.get(id)?.(result);
    });
  }

  ask<T>(method: string, params: object): Promise<T> {
    const id = this.next++;
    this.child.stdin.write(`${JSON.stringify({ id, method, params })}\n`);
    return new Promise((resolve) => this.waiting.set(id, resolve as (result: unknown) => void));
  }

  end(): void {
    this.child.stdin.end();
  }
}

/** Completion in a notebook of 60 cells with the types of TensorFlow.js: from the start of the process, then key by key. */
export const cellLanguage: Measure = {
  name: 'cell-language',
  async run({ product, quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-bench-'));
    const cold: number[] = [];
    const memory: number[] = [];
    const later: number[] = [];
    const checks: number[] = [];
    for (let n = 0; n < (quick ? 1 : 3); n++) {
      const started = performance.now();
      const process = new Process(product.languageServer);
      const update = (changed: number, text: string) =>
        process.ask('update', {
          notebook: 'a',
          folder,
          cells: cells.map((each, i) => ({
            id: `${i}`,
            language: 'typescript',
            ...(changed < 0 ? { text: each } : i === changed && { text }),
          })),
        });
      const completion = (cell: number, offset: number) =>
        process.ask<unknown[]>('completions', { notebook: 'a', cell: `${cell}`, offset });
      await update(-1, '');
      const at = CELLS / 2;
      await update(at, 'tf.');
      const found = await completion(at, 3);
      if (found.length < 100) throw new Error(`Only ${found.length} names were offered.`);
      cold.push(performance.now() - started);
      for (let key = 0; key < (quick ? 20 : 60); key++) {
        const text = `tf.${'randomNormal'.slice(0, key % 12)}`;
        const begun = performance.now();
        void update(at, text);
        await completion(at, text.length);
        later.push(performance.now() - begun);
        const checked = performance.now();
        await process.ask('diagnostics', { notebook: 'a' });
        checks.push(performance.now() - checked);
      }
      memory.push(await process.ask<number>('memory', {}));
      process.end();
    }
    rmSync(folder, { recursive: true });
    return [
      {
        name: 'first completion',
        value: median(cold),
        unit: 'ms',
        detail: `from the start of the process; ${spread(cold)}`,
        target: { atMost: 1500 },
      },
      {
        name: 'later completion, p50',
        value: median(later),
        unit: 'ms',
        detail: `with the edit before it; ${CELLS} cells`,
      },
      {
        name: 'later completion, p95',
        value: quantile(later, 0.95),
        unit: 'ms',
        detail: spread(later),
        target: { atMost: 100 },
      },
      {
        name: 'checks of all cells, p50',
        value: median(checks),
        unit: 'ms',
        detail: `p95 ${quantile(checks, 0.95).toFixed(0)}`,
      },
      {
        name: 'memory of the language process',
        value: median(memory) / 1e6,
        unit: 'MB',
        detail: 'resident, after all that',
      },
    ];
  },
};
