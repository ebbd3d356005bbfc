import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../protocol/index.js';
import { type Choice, chosenRuns, plainChoice } from '../../../views/run-history/order.js';
import { shownStatus } from '../../../views/run-history/shown-status.js';
import { runWords } from '../../../views/run-history/words.js';

let started = 0;
const run = (id: string, more: Partial<RunSummary> = {}): RunSummary => ({
  path: `/w/.epochbook/runs/${id}`,
  id,
  name: id,
  status: 'completed',
  startedAt: ++started,
  elapsedMs: 1000,
  epochs: { done: 3, planned: 3 },
  curve: [],
  checkpoints: 0,
  ...more,
});
const loss = (value: number) => ({ metric: 'val_loss', more: false, best: { epoch: 1, value } });
const accuracy = (value: number) => ({ metric: 'val_acc', more: true, best: { epoch: 1, value } });

const runs = [
  run('a', { ...loss(0.5), notebook: '/w/Titanic.ipynb' }),
  run('b', { ...loss(0.2), renamed: 'Dropout 0.5', note: '두 배 느림', diverged: 2 }),
  run('c', { ...loss(0.9), notebook: 'C:\\w\\iris.ipynb', status: 'lost' }),
  run('d', { ...accuracy(0.7), notebook: '/w/iris.ipynb', status: 'running' }),
  run('e', { ...accuracy(0.8), status: 'interrupted' }),
  run('f', { status: 'unreadable', problem: { kind: 'noStart' } }),
  run('Run 10', loss(1)),
  run('Run 9', loss(1)),
];

describe('the runs that are shown', () => {
  it.each<[string, Partial<Choice>, string]>([
    ['the newest first', {}, 'Run 9,Run 10,f,e,d,c,b,a'],
    [
      'the best first, by each metric, the most frequent one before',
      { sort: 'best' },
      'b,a,c,Run 9,Run 10,e,d,f',
    ],
    ['by name, numbers as numbers', { sort: 'name' }, 'a,c,d,b,e,f,Run 9,Run 10'],
    ['by notebook, whatever the system', { sort: 'notebook' }, 'Run 9,Run 10,f,e,b,d,c,a'],
    ['by words of name, note and notebook', { words: 'dropout 느림' }, 'b'],
    ['by the name of a file', { words: 'IRIS' }, 'd,c'],
    ['by letters that are put together', { words: '느림'.normalize('NFD') }, 'b'],
    ['by folders of a notebook: no', { words: '/w/' }, ''],
    ['by nothing that is there', { words: 'x y z' }, ''],
    ['by how they ended', { status: 'lost' }, 'c'],
    ['those that diverged, however they ended', { status: 'diverged' }, 'b'],
    ['those that were stopped', { status: 'stopped' }, 'e'],
    ['those that cannot be read', { status: 'unreadable' }, 'f'],
  ])('%s', (_, choice, expected) => {
    const shown = chosenRuns(runs, { ...plainChoice, ...choice });
    expect(shown.map(({ id }) => id).join()).toBe(expected);
  });

  it.each<[RunSummary['status'], number | undefined, string]>([
    ['running', 4, 'running'],
    ['lost', 4, 'lost'],
    ['failed', 4, 'failed'],
    ['completed', 4, 'diverged'],
    ['stopped', undefined, 'stopped'],
  ])('%s, diverged in epoch %s: %s', (status, diverged, expected) => {
    expect(shownStatus({ status, ...(diverged !== undefined && { diverged }) })).toBe(expected);
  });
});

describe('what is said of a run', () => {
  const told = run('a', {
    ...loss(0.123456),
    diverged: 1200,
    epochs: { done: 2, planned: 5000 },
    settings: { optimizer: 'Adam', learningRate: 0.001, batchSize: null, loss: 'mse', parameters: 3 },
    problem: { kind: 'damaged', lines: 3, first: 7 },
    note: 'mine',
    startedAt: Date.UTC(2026, 0, 2, 3, 4),
  });

  it('in English and in Korean', () => {
    expect(runWords(told, 'en')).toMatchObject({
      status: 'Diverged (diverged in epoch 1,200)',
      best: 'val_loss 0.1235 (epoch 1)',
      settings: 'Adam 0.001 · 2 of 5,000 epochs',
      where: 'unsaved notebook',
      when: expect.stringMatching(/^Jan 2, 2026.* · 1 s$/),
      problem: '3 lines of its file are damaged and left out, the first is line 7.',
    });
    expect(runWords(told, 'ko')).toMatchObject({
      status: '발산 (에포크 1,200에서 발산)',
      best: 'val_loss 0.1235 (에포크 1)',
      settings: 'Adam 0.001 · 에포크 5,000개 중 2개',
      when: expect.stringMatching(/ · 1초$/),
    });
  });

  it('tells of one that nobody can read what is known', () => {
    expect(runWords(runs[5] as RunSummary, 'en')).toMatchObject({ best: '', settings: '', where: '' });
  });
});
