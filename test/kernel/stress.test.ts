import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { Attached, until } from './kept-kernel.js';

/** `EPOCHBOOK_STRESS=seed:cells` runs others, or more. */
const [seed = 1, count = 500] = (process.env.EPOCHBOOK_STRESS ?? '').split(':').filter(Boolean).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'epochbook-stress-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a kernel must know, and what a cell must say. */
interface Cell {
  code: string;
  says?: string;
  /** Never ends by itself. */
  endless?: boolean;
  fails?: boolean;
  /** Variables that it sets. */
  sets?: Record<string, number>;
}

/** Cells of mixed kinds; `n` is their number, `known` what has been declared before. */
const KINDS: ((n: number, known: ReadonlyMap<string, number>) => Cell)[] = [
  (n) => ({ code: `const c${n} = ${n} * 3;`, sets: { [`c${n}`]: n * 3 } }),
  (n) => ({ code: `const again = ${n}; let l${n} = again + 1;`, sets: { again: n, [`l${n}`]: n + 1 } }),
  (n, known) => {
    const sum = [...known.values()].reduce((a, b) => a + b, 0);
    const names = [...known.keys()].join(' + ') || '0';
    return { code: `var sum${n} = ${names};`, sets: { [`sum${n}`]: sum } };
  },
  (n) => ({
    code: `for (let i = 0; i < 20; i++) { console.log('${n}:' + i); await new Promise((r) => setTimeout(r, 1)); }`,
    says: Array.from({ length: 20 }, (_, i) => `${n}:${i}\n`).join(''),
  }),
  (n) => ({ code: `process.stdout.write('x'.repeat(5000) + ${n});`, says: `${'x'.repeat(5000)}${n}` }),
  (n) => ({ code: `throw new RangeError('no ${n}');`, fails: true }),
  (n) => ({ code: `let broken${n} = ;`, fails: true }),
  (n) => ({
    code: `import { basename } from 'node:path';\nconst f${n} = Number(basename('/a/${n}'));`,
    sets: { [`f${n}`]: n },
  }),
  (n) => ({
    code: `interface Point { x: number }\nclass P${n} implements Point { constructor(readonly x: number) {} }\nconst p${n} = new P${n}(${n}).x;`,
    sets: { [`p${n}`]: n },
  }),
  (n) => ({
    code: `import * as tf from '@tensorflow/tfjs-node';\nconst t${n} = tf.tidy(() => tf.ones([${n}]).sum().dataSync()[0]);`,
    sets: { [`t${n}`]: n },
  }),
  (n) => ({
    code: `import * as tf from '@tensorflow/tfjs-node';
const net${n} = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] }), tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 })] });
net${n}.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
const fit${n} = (await net${n}.fit(tf.ones([8, 3]), tf.ones([8, 1]), { epochs: 3, verbose: 0 })).epoch.length;`,
    sets: { [`fit${n}`]: 3 },
  }),
  (n) => ({ code: `const later${n} = setInterval(() => {}, 5); clearInterval(later${n});` }),
];

/** Cells that only an interrupt ends. */
const ENDLESS: (() => Cell)[] = [
  () => ({ code: 'for (;;) {}', endless: true }),
  () => ({ code: 'for (;;) await new Promise((r) => setTimeout(r, 1));', endless: true }),
  () => ({ code: 'await new Promise(() => {});', endless: true }),
  () => ({
    code: `import * as tf from '@tensorflow/tfjs-node';
const endless = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
endless.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await endless.fit(tf.ones([4, 1]), tf.ones([4, 1]), { epochs: 1e9, verbose: 0 });`,
    endless: true,
  }),
];

function randomOf(state: number): () => number {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let t = Math.imul(at ^ (at >>> 15), 1 | at);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs cells, with clients that leave and come back, interrupts and restarts at random moments. */
class Stress {
  readonly known = new Map<string, number>();
  readonly done = { cells: 0, reloads: 0, interrupts: 0, restarts: 0 };

  constructor(
    private attached: Attached,
    private readonly random: () => number,
  ) {}

  async run(n: number): Promise<void> {
    const { random } = this;
    const kinds = random() < 0.08 ? ENDLESS : KINDS;
    const cell = (kinds[Math.floor(random() * kinds.length)] as (typeof KINDS)[number])(n, this.known);
    const id = `c${n}`;
    const start = () => this.attached.run(n, cell.code);
    // A client that goes at once may not have told of it; its follower runs what was waiting.
    const goesOn = () =>
      this.attached.session.cells.some((each) => each.cell === id)
        ? this.attached.client.outcome(id)
        : start();
    let outcome = start();
    const leave = async () => {
      outcome.catch(() => {});
      await this.reload();
      outcome = goesOn();
    };
    if (random() < 0.1) await leave();
    const interrupts = cell.endless === true || random() < 0.05;
    if (interrupts) {
      await wait(random() * 40);
      if (random() < 0.2) await leave();
      this.done.interrupts += 1;
      const ended = outcome.then(() => true);
      do await this.attached.client.interrupt();
      while (!(await Promise.race([ended, wait(500).then(() => false)])));
    }
    const { status, error } = await outcome;
    this.done.cells += 1;
    const about = `cell ${n} of seed ${seed}: ${cell.code}\n${error?.stack ?? ''}`;
    const ended = cell.endless ? 'interrupted' : cell.fails ? 'error' : 'ok';
    if (!interrupts || status !== 'interrupted') expect(status, about).toBe(ended);
    if (status !== 'ok') {
      // One that was interrupted may have come as far as to set them.
      for (const name of Object.keys(cell.sets ?? {})) this.known.delete(name);
      return;
    }
    for (const [name, value] of Object.entries(cell.sets ?? {})) this.known.set(name, value);
    if (cell.says !== undefined)
      await until(`what cell ${n} says`, () => this.attached.text(id) === cell.says);
  }

  /** The client goes away, as at a reload of its window, and another one comes. */
  async reload(): Promise<void> {
    this.attached.client.detach();
    await wait(this.random() * 20);
    this.attached = await Attached.to(folder);
    this.done.reloads += 1;
  }

  async restart(): Promise<void> {
    await this.attached.end(folder);
    this.attached = await Attached.launch(folder);
    this.known.clear();
    this.done.restarts += 1;
  }

  /** All variables have the values that they were given. */
  async check(n: number): Promise<void> {
    const names = [...this.known.keys()];
    await this.attached.run(n, `console.log(JSON.stringify([${names.join(', ')}]))`);
    expect(JSON.parse(this.attached.text(`c${n}`))).toEqual([...this.known.values()]);
  }

  end(): Promise<void> {
    return this.attached.end(folder);
  }
}

/** Processes that have to do with the folder. */
const processes = (): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const folderOf = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return command.includes(folder) || folderOf.includes(folder) ? [command] : [];
      } catch {
        return [];
      }
    });

test(`${count} cells with reloads, interrupts and restarts at random moments leave a working kernel and nothing else`, async () => {
  const random = randomOf(seed);
  const stress = new Stress(await Attached.launch(folder), random);
  for (let n = 1; n <= count; n++) {
    await stress.run(n);
    if (random() < 0.03) await stress.reload();
    if (random() < 0.015) await stress.restart();
    if (n % 50 === 0) await stress.check(100_000 + n);
  }
  await stress.check(200_000);
  await stress.end();
  console.log(`seed ${seed}: ${JSON.stringify(stress.done)}`);
  expect(stress.done.cells).toBe(count);
  expect(processes()).toEqual([]);
}, 600_000);
