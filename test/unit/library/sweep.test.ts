import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SweepHost, type SweepOptions, seed, setLibraryContext, sweep } from '../../../library/index.js';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-sweep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let printed: string[];
let warned: string[];
let pictures: { name: string; payload: unknown }[];
beforeEach(() => {
  printed = [];
  warned = [];
  pictures = [];
  vi.spyOn(console, 'log').mockImplementation((text) => void printed.push(String(text)));
  vi.spyOn(console, 'warn').mockImplementation((text) => void warned.push(String(text)));
  setLibraryContext({ picture: async (name, payload) => void pictures.push({ name, payload }) });
});
afterEach(() => {
  vi.restoreAllMocks();
  setLibraryContext({ locale: 'en', sweeps: undefined, livePicture: undefined });
  seed.release();
});

const space = { rate: [0.1, 0.01], units: [4, 8, 16] };

describe('a grid', () => {
  it('tries all combinations, the last parameter first, and ranks them', async () => {
    const seen: object[] = [];
    const found = await sweep(space, (parameters, trial) => {
      seen.push({ ...parameters, ...trial });
      return { loss: parameters.rate * parameters.units, accuracy: 1 / parameters.units };
    });
    expect(seen).toHaveLength(6);
    expect(seen[1]).toEqual({ rate: 0.1, units: 8, number: 2, name: 'rate 0.1, units 8' });
    expect(found.monitor).toBe('loss');
    expect(found.best?.parameters).toEqual({ rate: 0.01, units: 4 });
    expect(found.ranking.map(({ number }) => number)).toEqual([4, 5, 6, 1, 2, 3]);
    expect(found.table().columns).toEqual(['#', 'state', 'rate', 'units', 'loss', 'accuracy', 's']);
    expect(`${found}`).toBe('Sweep: 6 of 6 trials done; best loss 0.04: rate 0.01, units 4');
    expect(printed[1]).toMatch(/^2\/6 rate 0.1, units 8: loss 0.8 \(0\.\d s\)$/);
    expect(pictures.map(({ name }) => name)).toEqual(['vega-lite']);
  });

  it.each<[string, unknown, SweepOptions, string, 'min' | 'max', number]>([
    ['a number, which shall fall', 3, {}, 'value', 'min', 3],
    ['a number that shall rise', 3, { mode: 'max' }, 'value', 'max', 3],
    ['a history', { history: { loss: [4, 2], val_loss: [5, 3] } }, {}, 'val_loss', 'min', 3],
    ['a metric', { history: { loss: [2], val_f1: [0.3] } }, { monitor: 'val_f1' }, 'val_f1', 'max', 0.3],
    ['numbers by name', { accuracy: 0.5, loss: 1 }, { monitor: 'accuracy' }, 'accuracy', 'max', 0.5],
  ])('takes %s', async (_, given, options, monitor, mode, value) => {
    const found = await sweep({ a: [1] }, () => given, options);
    expect(found).toMatchObject({ monitor, mode });
    expect(found.best?.values[monitor]).toBe(value);
  });

  it('leaves NaN behind all numbers', async () => {
    const found = await sweep({ a: [1, 2, 3] }, ({ a }) => (a === 1 ? Number.NaN : -a));
    expect(found.ranking.map(({ parameters }) => parameters.a)).toEqual([3, 2, 1]);
  });

  it('starts each trial from the seed', async () => {
    const found = await sweep({ a: [1, 2, 3] }, () => Math.random(), { seed: 5 });
    expect(new Set(found.trials.map(({ values }) => values.value)).size).toBe(1);
  });
});

describe('a random search', () => {
  const ranges = {
    rate: { min: 1e-4, max: 1, log: true },
    units: { min: 1, max: 64, whole: true },
    dropout: { min: 0, max: 0.5 },
    optimizer: ['adam', 'sgd'],
  } as const;
  const drawn = async (options: SweepOptions) =>
    (await sweep(ranges, () => 1, { search: 'random', ...options })).trials.map(
      ({ parameters }) => parameters,
    );

  it('draws from ranges and lists, the same for the same seed', async () => {
    const [first, again, other] = [
      await drawn({ trials: 40, seed: 1 }),
      await drawn({ trials: 40, seed: 1 }),
      await drawn({ trials: 40, seed: 2 }),
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const rates = first.map(({ rate }) => rate as number);
    expect(rates.every((rate) => rate >= 1e-4 && rate <= 1)).toBe(true);
    // Each power of ten as often as the next: half lies below 0.01.
    expect(rates.filter((rate) => rate < 0.01).length).toBeGreaterThan(10);
    expect(first.every(({ units }) => Number.isInteger(units))).toBe(true);
    expect(new Set(first.map(({ optimizer }) => optimizer))).toEqual(new Set(['adam', 'sgd']));
  });

  it('draws no combination twice, and ends where there is no other', async () => {
    const found = await sweep({ a: [1, 2], b: [true, false] }, () => 1, { search: 'random', trials: 9 });
    expect(found.trials).toHaveLength(4);
  });
});

describe('a sweep in a folder', () => {
  const train = vi.fn(({ rate, units }: { rate: number; units: number }) => rate * units);
  beforeEach(() => void train.mockClear());

  it('goes on where it was, runs no trial again that is done, and takes new values in', async () => {
    const path = join(folder, 'grow');
    const first = await sweep(space, train, { folder: path });
    expect(train).toHaveBeenCalledTimes(6);
    const again = await sweep({ rate: [0.1, 0.01, 0.001], units: [8, 4, 16] }, train, { folder: path });
    expect(train).toHaveBeenCalledTimes(9);
    expect(again.trials.filter(({ resumed }) => resumed)).toHaveLength(6);
    expect(again.best?.parameters).toEqual({ rate: 0.001, units: 4 });
    expect(first.trials.every(({ resumed }) => !resumed)).toBe(true);
  });

  it('drops a line that was cut off, and runs its trial again', async () => {
    const path = join(folder, 'cut');
    await sweep(space, train, { folder: path });
    const file = join(path, 'sweep.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20));
    await sweep(space, train, { folder: path });
    expect(train).toHaveBeenCalledTimes(7);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(8);
    await sweep(space, train, { folder: path });
    expect(train).toHaveBeenCalledTimes(7);
  });

  it('keeps NaN as such', async () => {
    const path = join(folder, 'nan');
    await sweep({ a: [1] }, () => Number.NaN, { folder: path });
    const { trials } = await sweep({ a: [1] }, () => 1, { folder: path });
    expect(trials[0]?.values).toEqual({ value: Number.NaN });
  });

  it.each<[string, string, RegExp, RegExp]>([
    ['no sweep', '{"a": 1}\n', /it is no file of a sweep/, /sweep의 파일이 아닙니다/],
    ['nothing', '', /it is no file of a sweep/, /sweep의 파일이 아닙니다/],
    [
      'a later version',
      '{"format": "epochbook sweep", "version": 2, "parameters": ["a"]}\n',
      /of version 2, and this program reads version 1/,
      /버전이 2인데/,
    ],
    [
      'other parameters',
      '{"format": "epochbook sweep", "version": 1, "parameters": ["b", "c"]}\n',
      /holds a sweep over b, c, and this one is over a/,
      /b, c에 대한 sweep/,
    ],
    [
      'a line that is none',
      '{"format": "epochbook sweep", "version": 1, "parameters": ["a"]}\n{"parameters": 1}\n',
      /line 2 is no trial/,
      /2번째 줄은/,
    ],
  ])('refuses a folder with %s', async (name, text, english, korean) => {
    const path = join(folder, name);
    mkdirSync(path);
    writeFileSync(join(path, 'sweep.jsonl'), text);
    await expect(sweep({ a: [1] }, () => 1, { folder: path })).rejects.toThrow(english);
    setLibraryContext({ locale: 'ko' });
    await expect(sweep({ a: [1] }, () => 1, { folder: path })).rejects.toThrow(korean);
  });

  it('says what it cannot write', async () => {
    appendFileSync(join(folder, 'file'), '');
    await expect(sweep({ a: [1] }, () => 1, { folder: join(folder, 'file') })).rejects.toThrow(
      /cannot write .*a part of the path is a file/,
    );
  });
});

describe('a trial that fails', () => {
  it('ends the sweep where none has succeeded, with its own error', async () => {
    const error = new TypeError('x is not defined');
    const train = vi.fn(() => {
      throw error;
    });
    await expect(sweep(space, train)).rejects.toBe(error);
    expect(train).toHaveBeenCalledTimes(1);
  });

  it('is told, and lets the others go on', async () => {
    const found = await sweep({ a: [1, 2, 3] }, async ({ a }) => {
      if (a === 2) throw new Error('too large');
      return a;
    });
    expect(found.trials.map(({ status }) => status)).toEqual(['done', 'failed', 'done']);
    expect(found.trials[1]?.error).toBe('too large');
    expect(warned).toEqual(['sweep: trial 2 (a 2) failed: too large']);
    expect(`${found}`).toMatch(/2 of 3 trials done, 1 failed/);
  });

  it.each<[string, unknown, SweepOptions, RegExp]>([
    ['nothing is given back', undefined, {}, /train gave back undefined, but a number is needed/],
    ['a model is given back', { model: {} }, {}, /train gave back \{ model: … \}/],
    ['the monitor is not there', { loss: 1 }, { monitor: 'val_loss' }, /'val_loss' is not among .*: loss\./],
    ['the direction is open', { speed: 1 }, {}, /sweep: whether 'speed' shall fall or rise/],
  ])('tells where %s', async (_, given, options, message) => {
    await expect(sweep(space, () => given, options)).rejects.toThrow(message);
  });
});

describe('in a kernel', () => {
  const ended = vi.fn();
  beforeEach(() => void ended.mockClear());
  const host = (change: Partial<SweepHost>): SweepHost => ({
    begin: () => ({ stopAsked: false, end: ended }),
    nameRuns: vi.fn(),
    processes: async () => 'train uses model.',
    tasks: async () => [],
    ...change,
  });

  it('names the trainings of a trial, and says why it has no processes', async () => {
    const sweeps = host({});
    setLibraryContext({ sweeps });
    await sweep({ a: [1, 2] }, () => 1, { workers: 2 });
    expect(vi.mocked(sweeps.nameRuns).mock.calls.flat()).toEqual(['a 1', undefined, 'a 2', undefined]);
    expect(printed[0]).toBe('The trials run one after another in this process: train uses model.');
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('ends with the trial that was stopped, and keeps those that are done', async () => {
    let calls = 0;
    const running = {
      get stopAsked() {
        return calls >= 2;
      },
      end: ended,
    };
    setLibraryContext({ sweeps: host({ begin: () => running }) });
    const train = vi.fn(() => ++calls);
    const path = join(folder, 'stopped');
    const found = await sweep({ a: [1, 2, 3] }, train, { workers: 1, folder: path });
    expect(found.stopped).toBe(true);
    expect(found.trials.map(({ status }) => status)).toEqual(['done', 'stopped', 'stopped']);
    setLibraryContext({ sweeps: undefined });
    const rest = await sweep({ a: [1, 2, 3] }, train, { folder: path });
    expect(rest.trials.map(({ resumed, status }) => [resumed, status])).toEqual([
      [true, 'done'],
      [false, 'done'],
      [false, 'done'],
    ]);
  });

  it('draws a table anew with each trial', async () => {
    const titles: unknown[] = [];
    const draw = (payload: unknown) => void titles.push((payload as { title: string }).title);
    setLibraryContext({
      livePicture: (_, payload) => {
        draw(payload);
        return { update: draw };
      },
    });
    await sweep({ a: [1, 2] }, () => 1);
    expect([...new Set(titles)]).toEqual([0, 1, 2].map((done) => `Sweep: ${done} of 2 trials done`));
    expect(printed).toEqual([]);
  });

  it('shares the trials among its processes, and ends them', async () => {
    const over = vi.fn();
    const ran: [number, number, number | undefined][] = [];
    const process = (place: number) => ({
      run: async ({ a }: Record<string, unknown>, { number }: { number: number }, start?: number) => {
        ran.push([place, number, start]);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { value: Number(a) };
      },
      end: over,
    });
    setLibraryContext({
      sweeps: host({ processes: async (_, count) => Array.from({ length: count }, (_, i) => process(i)) }),
    });
    const found = await sweep({ a: [1, 2, 3, 4] }, () => 0, { workers: 2, seed: 7 });
    expect(found.trials.map(({ values }) => values.value)).toEqual([1, 2, 3, 4]);
    expect(new Set(ran.map(([place]) => place))).toEqual(new Set([0, 1]));
    expect(ran.every(([, , start]) => start === 7)).toBe(true);
    expect(over).toHaveBeenCalledTimes(2);
  });

  it('gives its trials to a cluster, and takes the time from there', async () => {
    const tasks = vi.fn<SweepHost['tasks']>(async (_, count) =>
      Array.from({ length: count }, () => ({
        run: async ({ a }) => ({ value: Number(a), ms: 2500 }),
        end: () => {},
      })),
    );
    setLibraryContext({ sweeps: host({ tasks }) });
    const on = 'ray://127.0.0.1:10001';
    const found = await sweep({ a: [1, 2, 3] }, () => 0, {
      on,
      workers: 2,
      files: ['a.csv'],
      limits: { cpus: 2 },
    });
    expect(tasks.mock.calls[0]?.slice(1)).toEqual([2, { on, files: ['a.csv'], limits: { cpus: 2 } }]);
    expect(found.trials.map(({ values, seconds }) => [values.value, seconds])).toEqual([
      [1, 2.5],
      [2, 2.5],
      [3, 2.5],
    ]);
  });

  it('ends where the cluster is lost, however many trials are done', async () => {
    const lost = Object.assign(new Error('The connection was lost.'), { name: 'ClusterError' });
    const run = vi.fn().mockResolvedValueOnce({ value: 1 }).mockRejectedValue(lost);
    setLibraryContext({ sweeps: host({ tasks: async () => [{ run, end: () => {} }] }) });
    await expect(sweep({ a: [1, 2, 3] }, () => 0, { on: 'ray://127.0.0.1:10001' })).rejects.toThrow(lost);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('needs a kernel for that', async () => {
    setLibraryContext({ sweeps: undefined });
    await expect(sweep({ a: [1] }, () => 0, { on: 'ray://127.0.0.1:10001' })).rejects.toThrow(
      /out of a notebook only/,
    );
  });
});

describe('what cannot be tried', () => {
  it.each<[string, unknown, unknown, RegExp, RegExp]>([
    ['no space', undefined, {}, /the space is undefined, but the values/, /탐색 공간이 undefined/],
    ['an empty space', {}, {}, /the space is \{\}/, /탐색 공간이/],
    ['no values', { a: [] }, {}, /a has no values/, /a에 값이 없습니다/],
    ['a number', { a: 3 }, {}, /a is 3, but a list of values is needed/, /값의 목록/],
    ['NaN', { a: [1, Number.NaN] }, {}, /a holds NaN, but finite numbers/, /유한한 수/],
    [
      'a range in a grid',
      { a: { min: 0, max: 1 } },
      {},
      /a is a range, of which a grid has no values/,
      /범위라서/,
    ],
    [
      'a range upside down',
      { a: { min: 1, max: 0 } },
      { search: 'random', trials: 2 },
      /a goes from 1 to 0, but min must be below max\./,
      /min은 max보다/,
    ],
    [
      'a logarithm of 0',
      { a: { min: 0, max: 1, log: true } },
      { search: 'random', trials: 2 },
      /above 0 with log/,
      /0보다 커야/,
    ],
    [
      'a random search without an end',
      { a: [1] },
      { search: 'random' },
      /needs the number of trials/,
      /시도 횟수/,
    ],
    [
      'a number of trials of a grid',
      { a: [1] },
      { trials: 3 },
      /trials is for a random search/,
      /무작위 탐색에 씁니다/,
    ],
    ['an option of others', { a: [1] }, { n_jobs: 2 }, /Write workers here/, /workers/],
    ['no workers', { a: [1] }, { workers: 0 }, /workers is 0, but a whole number from 1/, /1 이상의 정수/],
  ])('is told of %s', async (_, given, options, english, korean) => {
    const run = () => sweep(given as never, () => 1, options as SweepOptions);
    await expect(run()).rejects.toThrow(english);
    setLibraryContext({ locale: 'ko' });
    await expect(run()).rejects.toThrow(korean);
  });

  it('is told of a train that is none, and of await', async () => {
    await expect(sweep({ a: [1] }, 3 as never)).rejects.toThrow(/train is 3, but a function/);
    const running = sweep({ a: [1] }, () => 1);
    expect(() => (running as unknown as { best: unknown }).best).toThrow(/await is missing/);
    await running;
  });
});
