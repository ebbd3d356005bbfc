import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { History } from '../../../kernel/history/index.js';
import { readLabels, writeLabels } from '../../../kernel/history/labels.js';
import type { RunSummary } from '../../../protocol/index.js';
import { makeRun } from './made-runs.js';

const root = mkdtempSync(join(tmpdir(), 'epochbook-bin-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The history of a workspace, and what it lists. */
async function historyOf(name: string, near: string[] = []) {
  const listed = new Map<string, RunSummary>();
  const history = new History(join(root, `${name}.json`), ({ runs, gone }) => {
    for (const path of gone) listed.delete(path);
    for (const run of runs) listed.set(run.path, run);
  });
  await history.answers.look({ roots: [join(root, name)], near });
  return { ...history.answers, listed };
}

it('moves runs into the bin and back, with all their files', async () => {
  const path = makeRun(join(root, 'one'), { id: 'a', name: 'Run 7' });
  writeFileSync(join(path, 'layers.jsonl'), 'masks');
  const { remove, restore, bin, label, listed } = await historyOf('one');
  await label({ path, name: 'My best' });
  const { binned } = await remove({ paths: [path] });
  expect([listed.size, existsSync(path)]).toEqual([0, false]);
  expect(await bin({})).toEqual(binned);
  expect(binned).toMatchObject([{ name: 'My best' }]);
  const paths = binned.map((each) => each.path);
  expect(await restore({ paths })).toEqual([path]);
  expect(listed.get(path)).toMatchObject({ name: 'Run 7', renamed: 'My best' });
  expect(readFileSync(join(path, 'layers.jsonl'), 'utf8')).toBe('masks');
  expect(existsSync(join(path, 'deleted.json'))).toBe(false);
  expect(await bin({})).toEqual([]);
});

it('leaves runs at work where they are', async () => {
  const owner = { pid: process.pid, host: hostname() };
  const path = makeRun(join(root, 'two'), { id: 'a', end: null, process: owner, startedAt: Date.now() });
  const done = makeRun(join(root, 'two'), { id: 'b' });
  const { remove, listed } = await historyOf('two');
  const { binned, refused } = await remove({ paths: [path, done] });
  expect([refused, binned.length, [...listed.keys()]]).toEqual([[path], 1, [path]]);
});

it('moves what can be moved, and tells why another could not', async () => {
  const path = makeRun(join(root, 'part'), { id: 'a' });
  const gone = join(root, 'part', '.epochbook', 'runs', 'gone');
  const { remove } = await historyOf('part');
  const { binned, failed } = await remove({ paths: [gone, path] });
  expect([binned.length, failed]).toEqual([1, expect.stringContaining('gone')]);
});

it('puts a run back under another name where its own has been taken', async () => {
  const path = makeRun(join(root, 'three'), { id: 'a' });
  const { remove, restore } = await historyOf('three');
  const { binned } = await remove({ paths: [path] });
  makeRun(join(root, 'three'), { id: 'a' });
  expect(await restore({ paths: binned.map((each) => each.path) })).toEqual([`${path}-2`]);
});

it('empties the bin and nothing else', async () => {
  const path = makeRun(join(root, 'four'), { id: 'a' });
  const kept = makeRun(join(root, 'four'), { id: 'b' });
  const { remove, emptyBin, bin } = await historyOf('four');
  const { binned } = await remove({ paths: [path] });
  await emptyBin({ paths: [...binned.map((each) => each.path), kept, root] });
  expect([await bin({}), existsSync(kept), existsSync(join(root, 'four'))]).toEqual([[], true, true]);
});

it('finds runs in all folders of notebooks, and none in packages or hidden folders', async () => {
  const at = (...names: string[]) => join(root, 'five', ...names);
  const there = [at(), at('week 1', 'lab'), at('실습')].map((folder) => makeRun(folder, { id: 'a' }));
  for (const folder of [at('node_modules', 'x'), at('.hidden', 'x')]) makeRun(folder, { id: 'a' });
  const elsewhere = makeRun(join(root, 'elsewhere'), { id: 'a' });
  mkdirSync(at('empty'));
  const { listed } = await historyOf('five', [join(root, 'elsewhere'), join(root, 'nowhere')]);
  expect([...listed.keys()].sort()).toEqual([...there, elsewhere].sort());
});

it.each([
  ['a name', {}, { name: ' Mine ' }, { name: 'Mine' }],
  ['a note beside a name', { name: 'Mine' }, { note: 'two\nlines' }, { name: 'Mine', note: 'two\nlines' }],
  ['nothing in the place of a name', { name: 'Mine', note: 'n' }, { name: '' }, { note: 'n' }],
  ['nothing at all', { name: 'Mine' }, { name: ' ' }, {}],
])('writes %s', (name, before, change, after) => {
  const folder = join(root, name);
  mkdirSync(folder);
  writeLabels(folder, before);
  writeLabels(folder, change);
  expect(readLabels(folder)).toEqual(after);
});

it.each(['{', '[]', 'null', '{"name":7,"note":{}}'])('takes damaged labels for none: %s', (text) => {
  const folder = mkdtempSync(join(root, 'labels-'));
  writeFileSync(join(folder, 'labels.json'), text);
  expect(readLabels(folder)).toEqual({});
});
