import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'epochbook-foreign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const code = (source: string | null, more: object = {}) => ({
  cell_type: 'code',
  metadata: {},
  source,
  outputs: [],
  execution_count: null,
  ...more,
});
const tagged = (source: string, tag: string, more: object = {}) =>
  code(source, { metadata: { tags: [tag] }, ...more });
const OLD = [{ output_type: 'stream', name: 'stdout', text: ['kept\n'] }];

interface Case {
  name: string;
  cells: object[];
  args?: string[];
  status: number;
  /** What each cell shows: the text of its first output, or the name of its error. */
  shown: (string | undefined)[];
}

const cases: Case[] = [
  {
    name: 'two cells with one id have each their own outputs',
    cells: [code('console.log("a")', { id: 'x' }), code('console.log("b")', { id: 'x' })],
    status: 0,
    shown: ['a\n', 'b\n'],
  },
  {
    name: 'an id that another cell would get for its place',
    cells: [code('console.log("a")', { id: 'cell-1' }), code('console.log("b")')],
    status: 0,
    shown: ['a\n', 'b\n'],
  },
  {
    name: 'a cell without metadata, and one without a source',
    cells: [{ cell_type: 'code', source: '1' }, code(null)],
    status: 0,
    shown: ['1', undefined],
  },
  {
    name: 'raises-exception',
    cells: [tagged('throw new TypeError("meant")', 'raises-exception'), code('console.log("on")')],
    status: 0,
    shown: ['TypeError', 'on\n'],
  },
  {
    name: 'raises-exception at a cell that raises none',
    cells: [tagged('console.log("fine")', 'raises-exception')],
    status: 0,
    shown: ['fine\n'],
  },
  {
    name: 'an error behind one that was meant',
    cells: [tagged('throw 1', 'raises-exception'), code('missing'), code('1')],
    status: 1,
    shown: ['Uncaught', 'ReferenceError', undefined],
  },
  {
    name: 'skip-execution',
    cells: [
      tagged('throw 1', 'skip-execution', { outputs: OLD, execution_count: 7 }),
      code('console.log(typeof x)'),
    ],
    status: 0,
    shown: ['kept\n', 'undefined\n'],
  },
  {
    name: '--allow-errors',
    args: ['--allow-errors'],
    cells: [code('throw new RangeError("a")'), code('missing'), code('console.log("end")')],
    status: 0,
    shown: ['RangeError', 'ReferenceError', 'end\n'],
  },
  {
    name: 'a kernel that dies is no error that is allowed',
    args: ['--allow-errors'],
    cells: [code('process.exit(3)'), code('1')],
    status: 1,
    shown: ['KernelDied', undefined],
  },
];

test.each(cases)('$name', ({ name, cells, args = [], status, shown }) => {
  const path = join(folder, `${name.replace(/\W+/g, '-')}.ipynb`);
  const out = `${path}.out`;
  writeFileSync(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  const ran = spawnSync(process.execPath, [cli, 'run', path, '--out', out, '--engine', 'embedded', ...args], {
    encoding: 'utf8',
    env: { ...process.env, EPOCHBOOK_LOCALE: 'en' },
  });
  expect({ stderr: ran.stderr, status: ran.status }).toEqual({ stderr: expect.any(String), status });
  const stored = JSON.parse(readFileSync(out, 'utf8')).cells as { outputs?: Record<string, never>[] }[];
  const first = stored.map(({ outputs }) => {
    const { text, ename, data } = outputs?.[0] ?? {};
    return ename ?? [text ?? data?.['text/plain'] ?? []].flat().join('');
  });
  expect(first).toEqual(shown.map((value) => value ?? ''));
});
