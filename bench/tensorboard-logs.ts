import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { findTensorBoard, startTensorBoard } from '../kernel/tensorboard-server/index.js';
import { pictureMime } from '../protocol/index.js';
import { interopPython } from '../scripts/provide-python.mjs';
import { makeLogFolder, TAG } from './event-log-folder.js';
import { LabKernel } from './lab-kernel.js';
import type { Measure } from './measurement.js';
import type { Product } from './product.js';
import { rounded } from './statistics.js';

const RUNS = 50;
const ASK_EVERY_MS = 30;
const PATIENCE_MS = 600_000;

interface Shown {
  /** Seconds from the start of the process to the first picture that has all runs. */
  first: number;
  /** Until their curves are whole. */
  all: number;
  /** Bytes: the most that was resident, of all processes together. */
  memory: number;
}

/** The logs of many runs, from the start of a process to their curves: ours beside TensorBoard. */
export const tensorboardLogs: Measure = {
  name: 'tensorboard-logs',
  async run({ product, quick }) {
    const python = interopPython();
    if (!python) throw new Error('There is no TensorBoard; "node scripts/provide-python.mjs" installs it.');
    const points = quick ? 10_000 : 100_000;
    const folder = makeLogFolder(RUNS, points);
    try {
      const ours = await showOurs(product, folder);
      const theirs = await showTheirs(python, folder, points);
      const what = `${RUNS} runs of ${points} points`;
      return [
        {
          name: 'logs, first picture',
          value: ours.first,
          unit: 's',
          detail: `${what}, from the start of the kernel to a picture with a part of each`,
        },
        {
          name: 'logs, first picture of TensorBoard',
          value: theirs.first,
          unit: 's',
          detail: 'from the start of its process to the points of the first run by HTTP',
        },
        {
          name: 'logs, first picture, times faster',
          value: theirs.first / ours.first,
          unit: '×',
          detail: 'TensorBoard over ours',
          target: { atLeast: 3 },
        },
        {
          name: 'logs, all curves',
          value: ours.all,
          unit: 's',
          detail: `read, stored and drawn; TensorBoard ${rounded(theirs.all)} s`,
        },
        {
          name: 'logs, memory',
          value: ours.memory / 2 ** 20,
          unit: 'MB',
          detail: `most resident, with the engine; TensorBoard ${rounded(theirs.memory / 2 ** 20)} MB`,
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function showOurs(product: Product, folder: string): Promise<Shown> {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  const kernel = await LabKernel.launch(product);
  try {
    let first: number | undefined;
    kernel.client.onEvent((event) => {
      if (first !== undefined || event.type !== 'output' || !('data' in event.op)) return;
      const picture = event.op.data[pictureMime('compare')] as { runs?: unknown[] } | undefined;
      if (picture?.runs?.length === RUNS) first = seconds();
    });
    const printed = await kernel.run(
      `import { runs } from 'epochbook';\nconsole.log(String((await runs.import(${JSON.stringify(folder)})).runs.length));`,
    );
    const all = seconds();
    if (printed !== String(RUNS) || first === undefined) throw new Error(`${printed} runs were imported.`);
    return { first, all, memory: await kernel.peakMemory() };
  } finally {
    await kernel.end();
  }
}

type Points = [wallTime: number, step: number, value: number][];

async function showTheirs(python: string, folder: string, points: number): Promise<Shown> {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  const server = await startTensorBoard(await findTensorBoard(python), folder);
  const json = async (path: string): Promise<unknown> => {
    const response = await fetch(`${server.url}data/plugin/scalars/${path}`);
    if (!response.ok) throw new Error(`TensorBoard answered ${response.status} to ${path}.`);
    return response.json();
  };
  const curve = (run: string): Promise<Points> =>
    json(`scalars?${new URLSearchParams({ run, tag: TAG })}`) as Promise<Points>;
  const names = async (): Promise<string[]> => Object.keys((await json('tags')) as object);
  try {
    const runs = await until(names, (found) => found.length > 0);
    await until(
      () => curve(runs[0] as string),
      (found) => found.length > 0,
    );
    const first = seconds();
    const all = await until(names, (found) => found.length === RUNS);
    for (const run of all)
      await until(
        () => curve(run),
        (found) => found.at(-1)?.[1] === points - 1,
      );
    return { first, all: seconds(), memory: residentOf(server.pid) };
  } finally {
    server.stop();
    await server.ended;
  }
}

async function until<T>(ask: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await wait(ASK_EVERY_MS)) {
    const found = await ask().catch(() => undefined);
    if (found !== undefined && isThere(found)) return found;
  }
  throw new Error(`TensorBoard has not shown all within ${PATIENCE_MS / 1000} s.`);
}

/** The most that a process and those that it started had resident, in bytes; 0 where the system does not tell. */
function residentOf(pid: number): number {
  try {
    const field = (id: number | string, name: string): number =>
      Number(
        new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0,
      );
    const children = readdirSync('/proc').filter((id) => /^\d+$/.test(id) && parentIs(pid, id, field));
    return [pid, ...children].reduce<number>((sum, id) => sum + 1024 * field(id, 'VmHWM'), 0);
  } catch {
    return 0;
  }
}

function parentIs(pid: number, id: string, field: (id: string, name: string) => number): boolean {
  try {
    return field(id, 'PPid') === pid;
  } catch {
    // It has ended meanwhile.
    return false;
  }
}
