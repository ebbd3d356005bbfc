import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newMark } from '../../../engine/processes/index.js';
import { type KernelRecord, readRecords, writeRecord } from '../../../kernel/kernel-record.js';

let registry = '';
let room = '';
beforeEach(() => {
  registry = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
  room = mkdtempSync(join(tmpdir(), 'epochbook-'));
});
afterEach(() => {
  for (const folder of [registry, room]) rmSync(folder, { recursive: true, force: true });
});

const DEAD = '999999999-1-0123456789ab';
const record = (more: Partial<KernelRecord> = {}): KernelRecord => ({
  mark: newMark(),
  pid: process.pid,
  socket: join(room, 'kernel.sock'),
  token: 'secret',
  room,
  notebook: 'file:///lab.ipynb',
  folder: '/',
  ...more,
});
const left = (endedAt: number): KernelRecord['left'] => ({
  reason: 'Nobody came.',
  endedAt,
  session: {
    cells: [{ cell: 'a', order: 1, code: '1', startedAt: endedAt, endedAt, outputs: [] }],
    note: null,
    read: [0, 0],
  },
});
const put = (name: string, its: KernelRecord) => writeRecord(join(registry, `${name}.json`), its);
const names = () => readRecords(registry).map(({ path }) => path.slice(registry.length + 1));

test('a record of a process that lives is found, and only its user can read it', () => {
  put('alive', record());
  expect(names()).toEqual(['alive.json']);
  expect(existsSync(room)).toBe(true);
  if (process.platform !== 'win32') expect(statSync(join(registry, 'alive.json')).mode & 0o777).toBe(0o600);
});

test('one of a process that is gone is removed with its folder', () => {
  put('dead', record({ mark: DEAD }));
  expect(names()).toEqual([]);
  expect(readdirSync(registry)).toEqual([]);
  expect(existsSync(room)).toBe(false);
});

test('what a kernel has left is kept for a month', () => {
  put('left', record({ mark: DEAD, left: left(Date.now() - 5 * 24 * 3600 * 1000) }));
  put('old', record({ mark: DEAD, left: left(Date.now() - 40 * 24 * 3600 * 1000) }));
  expect(names()).toEqual(['left.json']);
});

test('what is no record goes; what is being written stays for a while', () => {
  for (const [name, text] of Object.entries({
    'half.json': '{"mark":',
    'null.json': 'null',
    'other.json': '{"a":1}',
  }))
    writeFileSync(join(registry, name), text);
  writeFileSync(join(registry, 'new.json.part'), '{');
  writeFileSync(join(registry, 'old.json.part'), '{');
  utimesSync(join(registry, 'old.json.part'), new Date(0), new Date(0));
  expect(names()).toEqual([]);
  expect(readdirSync(registry)).toEqual(['new.json.part']);
});

test('a folder that is no kernel’s is never removed', () => {
  const precious = join(registry, 'epochbook-precious');
  mkdirSync(precious);
  put('elsewhere', record({ mark: DEAD, room: precious }));
  put('above', record({ mark: DEAD, room: tmpdir() }));
  put('none', record({ mark: DEAD, room: undefined as never }));
  expect(names()).toEqual([]);
  expect(existsSync(precious)).toBe(true);
  expect(existsSync(tmpdir())).toBe(true);
});

test('a folder of records that is not there holds none', () => {
  expect(readRecords(join(registry, 'no', 'such'))).toEqual([]);
});
