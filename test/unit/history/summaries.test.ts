import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RunList } from '../../../kernel/history/run-list.js';
import { storedPicture } from '../../../kernel/history/stored-pictures.js';
import { SummaryCache } from '../../../kernel/history/summary-cache.js';
import type { RunSummary, RunsChange } from '../../../protocol/index.js';
import { logLines, type MadeRun, makeRun } from './made-runs.js';

const root = mkdtempSync(join(tmpdir(), 'epochbook-history-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => {
  const folder = join(root, `f${++folders}`);
  mkdirSync(folder);
  return folder;
};

/** A list of the runs of a folder that keeps all that it has told. */
function listOf(folder: string, cache = join(newFolder(), 'cache.json')) {
  const changes: RunsChange[] = [];
  const list = new RunList(new SummaryCache(cache), (change) => changes.push(change));
  return { changes, cache, scan: () => list.scan([join(folder, '.epochbook', 'runs')]) };
}

async function summaryOf(
  run: MadeRun,
  lines = logLines(run),
  text?: string,
): Promise<RunSummary | undefined> {
  const folder = newFolder();
  const path = makeRun(folder, run, lines);
  if (text !== undefined) {
    writeFileSync(join(path, 'run.jsonl'), text);
    utimesSync(join(path, 'run.jsonl'), 1_700_000_000, 1_700_000_000);
  }
  const { changes, scan } = listOf(folder);
  await scan();
  return changes.flatMap(({ runs }) => runs)[0];
}

const ME = { pid: process.pid, host: hostname() };
const GONE = { pid: 2 ** 22 + 1, host: hostname() };
const now = Date.now();
const line = (index: number, text: string, run: MadeRun) => logLines(run).with(index, text);

describe('the summary of a run', () => {
  const losses = { loss: [1, 0.4, 0.5], val_loss: [0.9, 0.7, 0.8] };
  const patient = { name: 'EarlyStopping', monitor: 'val_acc', settings: {} };
  const saved = { lane: 0, kind: 'saved', epoch: 2, step: 8, facts: { path: 'a.keras', what: 'model' } };

  it.each<[string, MadeRun, Partial<RunSummary>]>([
    [
      'by its validation loss',
      { id: 'a', logs: losses },
      { metric: 'val_loss', best: { epoch: 2, value: 0.7 } },
    ],
    ['by its loss', { id: 'a', logs: { loss: [3, 1, 2] } }, { metric: 'loss', best: { epoch: 2, value: 1 } }],
    [
      'by what a callback watches, where more is better',
      { id: 'a', logs: { ...losses, val_acc: [0.5, 0.6, 0.9] }, lanes: [patient] },
      { metric: 'val_acc', more: true, best: { epoch: 3, value: 0.9 } },
    ],
    [
      'by what a callback watches, as its mode says',
      { id: 'a', logs: { loss: [1], val_acc: [0.5] }, lanes: [{ ...patient, mode: 'min' }] },
      { metric: 'val_acc', more: false },
    ],
    [
      'by its own metric where a callback watches what is not there',
      { id: 'a', logs: losses, lanes: [{ ...patient, monitor: 'f1' }] },
      { metric: 'val_loss' },
    ],
    [
      'that diverged: its best comes before',
      { id: 'a', logs: { loss: [1, 0.8, 9e9, 'NaN', 'NaN'] } },
      { diverged: 3, best: { epoch: 2, value: 0.8 }, curve: [1, 0.8, 9e9, 'NaN', 'NaN'] },
    ],
    ['that was NaN from the start', { id: 'a', logs: { loss: ['NaN', 'NaN'] } }, { diverged: 1 }],
    [
      'before its first epoch',
      { id: 'a', logs: {}, planned: 5 },
      { epochs: { done: 0, planned: 5 }, curve: [] },
    ],
    [
      'that was stopped',
      { id: 'a', end: { status: 'stopped' }, planned: 9 },
      { status: 'stopped', epochs: { done: 2, planned: 9 } },
    ],
    ['that failed', { id: 'a', end: { status: 'failed', reason: 'no' } }, { status: 'failed', reason: 'no' }],
    ['at work', { id: 'a', end: null, process: ME, startedAt: now }, { status: 'running' }],
    ['whose process is gone', { id: 'a', end: null, process: GONE, startedAt: now }, { status: 'lost' }],
    [
      'of a machine that was started since',
      { id: 'a', end: null, process: ME, startedAt: 1 },
      { status: 'lost' },
    ],
    ['with files', { id: 'a', lanes: [patient], events: [saved, saved] }, { checkpoints: 2 }],
    [
      'with its settings',
      { id: 'a', optimizer: 'adam', learningRate: 0.01, batchSize: 8, notebook: '/w/n.ipynb' },
      {
        settings: {
          optimizer: 'adam',
          learningRate: 0.01,
          batchSize: 8,
          loss: 'meanSquaredError',
          parameters: 41,
        },
        notebook: '/w/n.ipynb',
        engine: 'embedded',
      },
    ],
    [
      'of another version',
      { id: 'a', version: 9 },
      { status: 'completed', problem: { kind: 'version', version: '9' } },
    ],
  ])('%s', async (_, run, expected) => {
    expect(await summaryOf(run)).toMatchObject(expected);
  });

  const whole: MadeRun = { id: 'a', logs: { loss: [4, 3, 2, 1] } };
  const text = `${logLines(whole).join('\n')}\n`;

  it.each<[string, string | string[], Partial<RunSummary> | undefined]>([
    [
      'a line that is no JSON',
      line(2, '{"type":"rows","epo', whole),
      { epochs: { done: 4, planned: 4 }, problem: { kind: 'damaged', lines: 1, first: 3 } },
    ],
    [
      'lines of an unknown kind',
      line(3, '{"type":"weather"}', whole),
      { problem: { kind: 'damaged', lines: 1, first: 4 } },
    ],
    [
      'columns of different lengths',
      line(4, (logLines(whole)[4] as string).replace('"epoch":[4]', '"epoch":[4,5]'), whole),
      {
        epochs: { done: 3, planned: 4 },
        best: { epoch: 3, value: 2 },
        problem: { kind: 'damaged', lines: 1, first: 5 },
      },
    ],
    [
      'a text where a number must be',
      line(4, (logLines(whole)[4] as string).replaceAll('"loss":[1]', '"loss":["high"]'), whole),
      { best: { epoch: 3, value: 2 }, problem: { kind: 'damaged', lines: 1, first: 5 } },
    ],
    [
      'a last line that is half written',
      text.slice(0, -9),
      { status: 'lost', epochs: { done: 4, planned: 4 } },
    ],
    [
      'all but half of its first line gone',
      text.slice(0, 40),
      { status: 'unreadable', problem: { kind: 'noStart' } },
    ],
    ['nothing in it', '', { status: 'unreadable', problem: { kind: 'noStart' } }],
    ['a first line that is no start', `{"a":1}\n${text}`, { status: 'unreadable' }],
    ['bytes of a picture', '\u0000\u0001\u0089PNG\r\n\u001a\n\u0000', { status: 'unreadable' }],
  ])('of a log with %s', async (_, log, expected) => {
    const lines = Array.isArray(log) ? log : undefined;
    expect(await summaryOf(whole, lines, lines ? undefined : (log as string))).toMatchObject(expected ?? {});
  });

  it('tells the same as the picture', async () => {
    const folder = newFolder();
    const path = makeRun(folder, { id: 'a', logs: losses });
    const { changes, scan } = listOf(folder);
    await scan();
    const [summary] = changes[0]?.runs ?? [];
    const { best, status, progress } = storedPicture(path);
    expect(best).toEqual({ metric: summary?.metric, ...summary?.best });
    expect([status, progress.elapsedMs]).toEqual([summary?.status, summary?.elapsedMs]);
  });

  it('keeps its curve short, with its best and its ends', async () => {
    const loss = Array.from({ length: 5000 }, (_, row) => (row === 1234 ? 0.001 : 2 + Math.sin(row)));
    const { curve, best } = (await summaryOf({ id: 'a', logs: { loss } })) as RunSummary;
    expect(curve.length).toBeLessThanOrEqual(48);
    expect(curve[0]).toBe(loss[0]);
    expect(curve).toContain(0.001);
    expect(best).toEqual({ epoch: 1235, value: 0.001 });
  });
});

it('gives a page no more of a long run than it can draw, and says so', async () => {
  const loss = Array.from({ length: 100_000 }, (_, row) => 1 / (row + 1));
  const path = makeRun(newFolder(), { id: 'a', logs: { loss } });
  const payload = storedPicture(path);
  expect(JSON.stringify(payload).length).toBeLessThan(8e6);
  expect(payload.thinned?.epochs.of).toBe(100_000);
  expect(payload.best?.epoch).toBe(100_000);
});

describe('the list of runs', () => {
  it('reads a log again only where it has changed, also in another window', async () => {
    const folder = newFolder();
    for (const id of ['a', 'b']) makeRun(folder, { id });
    const first = listOf(folder);
    await first.scan();
    await first.scan();
    expect(first.changes.flatMap(({ runs }) => runs.map(({ id }) => id))).toEqual(['b', 'a']);
    appendFileSync(join(folder, '.epochbook', 'runs', 'a', 'run.jsonl'), '{"type":"weather"}\n');
    await first.scan();
    expect(first.changes.at(-1)?.runs.map(({ id, problem }) => [id, problem?.kind])).toEqual([
      ['a', 'damaged'],
    ]);
  });

  it('follows a run at work by what is new in its log, and sees that its process has gone', async () => {
    const folder = newFolder();
    const run: MadeRun = { id: 'a', logs: { loss: [3, 2, 1] }, end: null, process: ME, startedAt: now };
    const lines = logLines(run);
    const path = makeRun(folder, run, lines.slice(0, 2));
    const { changes, scan } = listOf(folder);
    await scan();
    expect(changes.at(-1)?.runs).toMatchObject([{ status: 'running', best: { value: 3 } }]);
    // Half a line is none.
    appendFileSync(join(path, 'run.jsonl'), (lines[2] as string).slice(0, 20));
    await scan();
    expect(changes.at(-1)?.runs).toMatchObject([{ epochs: { done: 1 } }]);
    appendFileSync(join(path, 'run.jsonl'), `${(lines[2] as string).slice(20)}\n${lines[3]}\n`);
    await scan();
    expect(changes.at(-1)?.runs).toMatchObject([{ status: 'running', curve: [3, 2, 1] }]);
    // As whoever saw its kernel end does.
    appendFileSync(
      join(path, 'run.jsonl'),
      '{"type":"end","id":"a","time":9,"status":"lost","reason":"killed"}\n',
    );
    await scan();
    expect(changes.at(-1)?.runs).toMatchObject([{ status: 'lost', reason: 'killed' }]);
  });

  it('tells runs that have gone, and leaves alone what is none', async () => {
    const folder = newFolder();
    const path = makeRun(folder, { id: 'a' });
    mkdirSync(join(folder, '.epochbook', 'runs', 'empty'));
    writeFileSync(join(folder, '.epochbook', 'runs', 'notes.txt'), 'mine');
    const { changes, scan } = listOf(folder);
    await scan();
    expect(changes.flatMap(({ runs }) => runs).length).toBe(1);
    rmSync(path, { recursive: true });
    await scan();
    expect(changes.at(-1)).toEqual({ runs: [], gone: [path], toRead: 0 });
  });

  it('waits for the first line of a log that was made a moment ago', async () => {
    const folder = newFolder();
    const path = makeRun(folder, { id: 'a' }, []);
    const { changes, scan } = listOf(folder);
    await scan();
    expect(changes).toEqual([]);
    makeRun(folder, { id: 'a' });
    await scan();
    expect(changes[0]?.runs).toMatchObject([{ path, status: 'completed' }]);
  });

  it('tells of a thousand runs bit by bit, the newest first, and at once the second time', async () => {
    const folder = newFolder();
    const loss = Array.from({ length: 30 }, (_, row) => 1 / (row + 1));
    for (let number = 0; number < 1000; number += 1)
      makeRun(folder, { id: `r${String(number).padStart(4, '0')}`, logs: { loss, val_loss: loss } });
    const { changes, scan } = listOf(folder);
    await scan();
    const ids = changes.flatMap(({ runs }) => runs.map(({ id }) => id));
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([1000, 'r0999', 'r0000']);
    expect(changes.length).toBeGreaterThan(1);
    expect(changes.at(-1)?.toRead).toBe(0);
    const began = performance.now();
    await scan();
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
