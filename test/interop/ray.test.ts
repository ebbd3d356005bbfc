import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Graded } from '../../course/grading/grade-submission.js';
import { rayPython } from '../../scripts/provide-ray.mjs';
import { type Kind, kinds, teacherText } from '../kernel/grading/class.js';
import { isolated, NOT_ISOLATED } from '../kernel/grading/isolated.js';
import { TestKernel } from '../kernel/kernel.js';
import { RayNodes } from './ray/ray-nodes.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const python = rayPython();
const NO_RAY = 'no Python with Ray; "node scripts/provide-ray.mjs" installs it where there is one';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-ray-test-'));
const submissions = join(folder, 'submissions');

/** Students who take no time limit to be graded, for the most part. */
const NAMES = [
  'solved',
  '김 학생 🙂',
  'half right',
  'untouched',
  'exits',
  'makes rules hold',
  'deletes a check',
];
const CLASS: [name: string, kind: Kind][] = [
  ...NAMES,
  'does not compile',
  'hangs',
  'damaged',
  'moved',
  'doubled',
].map((name) => [name, kinds.find((kind) => kind.name === name) as Kind]);

const SWEEP = `
import * as tf from '@tensorflow/tfjs-node';
import { readFileSync } from 'node:fs';
import { scale, sweep } from 'epochbook';
import { half } from './half.ts';

const rows: number[][] = Array.from({ length: 40 }, (_, i) => [i % 7, (i * i) % 11]);
const scaler = scale.standardize(rows);
const x = tf.tensor2d(scaler.apply(rows));
const y = tf.tensor2d(rows.map(([a = 0, b = 0]) => [half(a) - b]));
const train = async ({ rate, units }: { rate: number; units: number }, { name }: { name: string }) => {
  console.log(name, JSON.parse(readFileSync('rows.json', 'utf8')).length);
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units, activation: 'tanh', inputShape: [scaler.statistics.mean.length] }),
    tf.layers.dense({ units: 1 }),
  ] });
  model.compile({ optimizer: tf.train.adam(rate), loss: 'meanSquaredError' });
  return model.fit(x, y, { epochs: 2, validationSplit: 0.25, verbose: 0 });
};
const tried = (options: object) => sweep({ rate: [0.1, 0.01], units: [1, 2, 3, 4] }, train, { seed: 3, ...options });
`;

interface Command {
  child: ChildProcess;
  ended: Promise<{ status: number | null; stdout: string; stderr: string }>;
}

function grade(out: string, more: string[], env: NodeJS.ProcessEnv = {}): Command {
  const args = ['grade', submissions, '--teacher', join(folder, 'teacher.ipynb'), '--out', join(folder, out)];
  args.push(
    '--cell-timeout',
    '6',
    '--timeout',
    '100',
    '--memory',
    '900',
    '--disk',
    '64',
    '--processes',
    '16',
  );
  const child = spawn(process.execPath, [cli, ...args, '--json', ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, EPOCHBOOK_PYTHON: python, EPOCHBOOK_LOCALE: 'en', ...env },
  });
  const read = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return {
    child,
    ended: read.then(([stdout, stderr]) => ({ status: child.exitCode, stdout, stderr })),
  };
}

const lastLine = (text: string): string | undefined =>
  stripVTControlCharacters(text).trim().split('\n').at(-1);

const journalOf = (out: string): string[] => {
  const journal = join(folder, out, 'journal');
  return existsSync(journal)
    ? readdirSync(journal)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(journal, name))
    : [];
};
/** What a process was last seen with is never the same twice. */
const withoutMemory = (text: string): string => text.replace(/last seen at \d+ MB/g, 'last seen at … MB');
const marksOf = (stdout: string) =>
  (JSON.parse(withoutMemory(stdout)) as { marks: Graded[] }).marks.map(
    ({ durationMs: _, peakBytes: __, ...rest }) => rest,
  );

/** What the command says while all goes well. */
const EXPECTED =
  /^(The teacher's solution is checked …|\d+ of \d+ submissions are graded already\.|\[\d+\/\d+\] .+ points( !)?|)$/;
const unexpected = (stderr: string): string[] => stderr.split('\n').filter((line) => !EXPECTED.test(line));

describe('a Ray cluster of two nodes', () => {
  let ray: RayNodes;
  beforeEach(({ skip }) => {
    if (!python) skip(NO_RAY);
  });
  beforeAll(async () => {
    if (!python) return;
    mkdirSync(submissions);
    writeFileSync(join(folder, 'teacher.ipynb'), teacherText);
    for (const [name, kind] of CLASS) kind.write(join(submissions, `${name}.ipynb`));
    ray = await RayNodes.start(python);
    await ray.addNode();
  });
  afterAll(() => {
    ray?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test('grades as this machine does, through a kill of the command and the loss of a node', async ({
    skip,
  }) => {
    if (!isolated) skip(NOT_ISOLATED);
    const here = await grade('here', ['--jobs', '2']).ended;
    expect(here.status, here.stderr).toBe(0);

    const on = ['--on', ray.address];
    const first = grade('there', on);
    await expect.poll(() => journalOf('there').length, { timeout: 100_000 }).toBeGreaterThan(2);
    first.child.kill('SIGKILL');
    await first.ended;
    const before = new Map(journalOf('there').map((path) => [path, statSync(path).mtimeMs]));

    const second = grade('there', on);
    await expect.poll(() => journalOf('there').length, { timeout: 100_000 }).toBeGreaterThan(before.size + 1);
    ray.killNode(1);
    const there = await second.ended;
    expect(there.status, there.stderr).toBe(0);
    expect(unexpected(there.stderr)).toEqual([]);
    expect(there.stderr).toContain(`${before.size} of ${CLASS.length} submissions are graded already.`);
    expect(marksOf(there.stdout)).toEqual(marksOf(here.stdout));
    const points = marksOf(there.stdout).map(({ student, checks }) => [
      student,
      checks.map(({ points }) => points),
    ]);
    expect(Object.fromEntries(points)).toEqual(
      Object.fromEntries(CLASS.map(([name, kind]) => [name, [...kind.points]])),
    );
    for (const [path, time] of before) expect([path, statSync(path).mtimeMs]).toEqual([path, time]);
    for (const file of ['notebooks/half right.ipynb', 'marks.csv'])
      expect(withoutMemory(readFileSync(join(folder, 'there', file), 'utf8'))).toEqual(
        withoutMemory(readFileSync(join(folder, 'here', file), 'utf8')),
      );
  });

  test('runs a sweep as this machine does, through the loss of a node, and goes on where it was stopped', async () => {
    const kernel = await TestKernel.start({ env: { EPOCHBOOK_PYTHON: python } });
    try {
      writeFileSync(join(kernel.folder, 'rows.json'), '[1, 2, 3, 4]');
      writeFileSync(join(kernel.folder, 'half.ts'), 'export const half = (x: number): number => x / 2;');
      const node = await ray.addNode();
      const ready = await kernel.run(SWEEP);
      expect(ready.error).toBeUndefined();
      const on = `on: '${ray.address}', files: ['rows.json', 'half.ts'], limits: { memory: 500 }`;
      const first = kernel.run(
        `const first = await tried({ ${on}, folder: 'kept' }); console.log('stopped', first.stopped)`,
      );
      const kept = join(kernel.folder, 'kept', 'sweep.jsonl');
      const done = () => (existsSync(kept) ? readFileSync(kept, 'utf8').trim().split('\n').length - 1 : 0);
      await expect.poll(done, { timeout: 100_000 }).toBeGreaterThan(1);
      await kernel.client.interrupt();
      const stopped = await first;
      expect([stopped.error, lastLine(stopped.text)]).toEqual([undefined, 'stopped true']);
      const before = done();
      const second = kernel.run(`const there = await tried({ ${on}, folder: 'kept' });`);
      await expect.poll(done, { timeout: 100_000 }).toBeGreaterThan(before);
      ray.killNode(node);
      const { error, text } = await second;
      expect(error).toBeUndefined();
      expect(stripVTControlCharacters(text).match(/^rate .* 4$/gm)).toHaveLength(8 - before);
      const compared = await kernel.run(
        `const here = await tried({ workers: 2 });
         const values = ({ trials }) => JSON.stringify(trials.map(({ name, values }) => [name, values]));
         console.log(values(here) === values(there), here.best.name === there.best.name, there.trials.filter(({ resumed }) => resumed).length)`,
      );
      expect([compared.error, lastLine(compared.text)]).toEqual([undefined, `true true ${before}`]);
      // The runs of both are in the notebook's folder, where they are compared.
      expect(readdirSync(join(kernel.folder, '.epochbook', 'runs')).length).toBeGreaterThanOrEqual(16);
    } finally {
      await kernel.end();
    }
  });

  test('a sweep tells what cannot go there', async () => {
    const kernel = await TestKernel.start({ env: { EPOCHBOOK_PYTHON: python } });
    try {
      writeFileSync(join(kernel.folder, 'half.ts'), 'export const half = (x: number): number => x / 2;');
      await kernel.run("import { sweep } from 'epochbook';\nimport { half } from './half.ts';");
      const on = `on: '${ray.address}'`;
      const call = (train: string, more = '') =>
        kernel.run(`await sweep({ a: [1, 2] }, ${train}, { ${on}${more} })`);
      expect((await call('({ a }) => half(a)')).error).toContain("{ files: ['half.ts'] }");
      expect((await call('({ a }) => a', ", files: ['no.csv']")).error).toContain('files names no.csv');
      expect((await call("({ a }) => { throw new RangeError('no such ' + a); }")).error).toMatch(
        /no such [12]/,
      );
    } finally {
      await kernel.end();
    }
  });

  test('stops with Ctrl-C, and leaves nothing running', async ({ skip }) => {
    if (!isolated) skip(NOT_ISOLATED);
    const command = grade('stopped', ['--on', ray.address]);
    await expect.poll(() => journalOf('stopped').length, { timeout: 100_000 }).toBeGreaterThan(0);
    command.child.kill('SIGINT');
    const { status, stderr } = await command.ended;
    expect([status, stderr.trim().split('\n').at(-1)]).toEqual([
      130,
      'Stopped. The same command goes on where it stood.',
    ]);
    await expect.poll(() => running(/dist\/task\.js/), { timeout: 60_000 }).toEqual([]);
  });

  test('says what is wrong with a worker', async () => {
    const node = await ray.addNode({ cpus: 4, env: { EPOCHBOOK_NODE: '/nowhere/node' } });
    // It alone has so many.
    const { status, stderr } = await grade('without', ['--on', ray.address, '--cpus', '3']).ended;
    expect(status).toBe(1);
    expect(stderr).toContain(
      `epochbook: The worker ${ray.host(node)} has no Node (/nowhere/node). Install Node 20 or later on all workers`,
    );
    ray.killNode(node);
  });

  test.each([
    ['en', "both have to be the cluster's"],
    ['ko', '둘 다 클러스터의 버전이어야 합니다'],
  ])('tells another version of Ray: %s', async (locale, sentence) => {
    const other = [
      'import ray, runpy, sys',
      "ray.__version__ = '2.0.1'",
      'del sys.argv[0]',
      "runpy.run_path(sys.argv[0], run_name='__main__')",
    ];
    const path = script('other-ray', `exec '${python}' -c "${other.join('\n')}" "$@"`);
    const { status, stderr } = await grade('other', ['--on', ray.address], {
      EPOCHBOOK_PYTHON: path,
      EPOCHBOOK_LOCALE: locale,
    }).ended;
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('2.0.1');
    expect(stderr).not.toContain('Traceback');
  });

  test('leaves no process behind', () => {
    ray.end();
    expect(ray.processes).toEqual([]);
  });
});

test('a Python without Ray', async ({ skip }) => {
  if (!python) skip(NO_RAY);
  mkdirSync(submissions, { recursive: true });
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const bare = script('bare', `exec '${python}' -S "$@"`);
  prepare();
  const { status, stderr } = await grade('bare', ['--on', `ray://127.0.0.1:${port}`], {
    EPOCHBOOK_PYTHON: bare,
  }).ended;
  server.close();
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^epochbook: .* has no Ray \(No module named 'ray'\)\. Install .*EPOCHBOOK_PYTHON\.\n$/,
  );
});

test.each([
  ['no Python', { EPOCHBOOK_PYTHON: '/nowhere/python' }, 'ray://127.0.0.1:1', /is reached through Python/],
  ['nobody there', {}, 'ray://127.0.0.1:1', /ray:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/],
  ['no address', {}, 'cluster', /"cluster" is no place to run on/],
  ['the address of Jobs', {}, 'http://127.0.0.1:8265', /ray:\/\/127\.0\.0\.1:10001/],
])('%s', async (_, env, address, sentence) => {
  prepare();
  const { status, stderr } = await grade('none', ['--on', address], {
    EPOCHBOOK_PYTHON: process.execPath,
    ...env,
  }).ended;
  expect([status, stderr]).toEqual([expect.toBeOneOf([1, 2]), expect.stringMatching(sentence)]);
});

function prepare(): void {
  mkdirSync(submissions, { recursive: true });
  writeFileSync(join(folder, 'teacher.ipynb'), teacherText);
  (kinds[0] as Kind).write(join(submissions, 'solved.ipynb'));
}

function script(name: string, line: string): string {
  const path = join(folder, `${name}.sh`);
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
  return path;
}

function running(pattern: RegExp): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => pattern.test(line));
}
