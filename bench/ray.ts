import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { rayPython } from '../scripts/provide-ray.mjs';
import { RayNodes } from '../test/interop/ray/ray-nodes.js';
import { kinds, teacherText } from '../test/kernel/grading/class.js';
import type { Measure, Measurement } from './measurement.js';
import type { Product } from './product.js';

const WORKERS = [1, 2, 4];

/** Grades a class here and on clusters of this machine, whose nodes have a processor each. */
export const ray: Measure = {
  name: 'ray',
  async run({ product, quick }) {
    const python = rayPython();
    if (!python) throw new Error('There is no Python with Ray; "node scripts/provide-ray.mjs" installs it.');
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-bench-ray-'));
    const size = quick ? 8 : 24;
    try {
      writeClassOf(folder, size);
      const own = await perMinute({ product, folder, out: 'here', jobs: 1, more: ['--jobs', '1'] });
      const lines = [line('graded a minute here, one at a time', own, size)];
      const found = new Map<number, number>();
      for (const workers of WORKERS) {
        const cluster = await RayNodes.start(python, { cpus: 0 });
        try {
          for (let n = 0; n < workers; n++) await cluster.addNode();
          const more = ['--on', cluster.address];
          const rate = await perMinute({
            product,
            folder,
            out: `on-${workers}`,
            jobs: workers,
            more,
            python,
          });
          found.set(workers, rate);
          lines.push(line(`graded a minute on Ray, workers: ${workers}`, rate, size));
        } finally {
          cluster.end();
        }
      }
      lines.push({
        name: 'overhead of a task on Ray',
        value: 60 / (found.get(1) ?? Number.NaN) - 60 / own,
        unit: 's',
        detail: 'a submission on one worker, less one here',
      });
      return lines;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const line = (name: string, value: number, size: number): Measurement => ({
  name,
  value,
  unit: '/min',
  detail: `${size} submissions, ${availableParallelism()} processors in all`,
});

function writeClassOf(folder: string, size: number): void {
  mkdirSync(join(folder, 'submissions'));
  writeFileSync(join(folder, 'teacher.ipynb'), teacherText);
  for (let n = 0; n < size; n++) kinds[0]?.write(join(folder, 'submissions', `student ${n}.ipynb`));
}

interface Grading {
  product: Product;
  folder: string;
  out: string;
  /** How many are graded at the same time. */
  jobs: number;
  more: string[];
  python?: string;
}

/** Between the first submissions that are done and the last: what comes before is done once for any class. */
async function perMinute({ product, folder, out, jobs, more, python }: Grading): Promise<number> {
  const args = ['grade', join(folder, 'submissions'), '--teacher', join(folder, 'teacher.ipynb')];
  const child = spawn(
    process.execPath,
    [product.cli, ...args, '--out', join(folder, out), '--memory', '900', ...more],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...(python !== undefined && { EPOCHBOOK_PYTHON: python }) },
    },
  );
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`epochbook grade ended with ${child.exitCode}:\n${said}`);
  const journal = join(folder, out, 'journal');
  const times = readdirSync(journal)
    .map((name) => statSync(join(journal, name)).mtimeMs)
    .sort((a, b) => a - b);
  const [first, last] = [times[jobs - 1] as number, times.at(-1) as number];
  return ((times.length - jobs) / (last - first)) * 60_000;
}
