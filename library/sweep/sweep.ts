import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { expectAwait } from '../../engine/checks/index.js';
import { checkOptions, domains, oneOf, showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { libraryContext } from '../context.js';
import { directionOf, type Mode } from '../improvement.js';
import { seed as startSeed } from '../seed.js';
import { show } from '../show.js';
import { tablePayload } from '../table-payload.js';
import { parallelCoordinates } from './parallel-coordinates.js';
import { ResultsFile } from './results-file.js';
import {
  type AnyParameters,
  checkSpace,
  gridOf,
  nameOf,
  type Parameters,
  randomOf,
  type Space,
} from './space.js';
import type {
  RunningSweep,
  Train,
  TrialContext,
  TrialLimits,
  TrialOutcome,
  TrialProcess,
} from './sweep-host.js';
import { SweepResult } from './sweep-result.js';
import { rounded, type Trial } from './trial.js';
import { UNNAMED, usualMonitor, valuesOf } from './trial-values.js';

export interface SweepOptions {
  /** `grid`, where nothing is said: all combinations. `random`: `trials` of them, drawn with `seed`. */
  search?: 'grid' | 'random';
  /** How many trials a random search draws. */
  trials?: number;
  /** Of the random search (0 where nothing is said); given, each trial also starts from it, as by `seed(…)`. */
  seed?: number;
  /** The value that is compared: `val_loss` of a history, else the first value, where nothing is said. */
  monitor?: string;
  /** Whether it shall fall or rise: `auto`, where nothing is said, goes by its name; a plain number shall fall. */
  mode?: Mode;
  /** Where results are kept: the same sweep goes on from there, and runs no trial again that is done. */
  folder?: string;
  /**
   * How many processes: as many as cores, where nothing is said. 1: one trial after another, in this process. On a cluster: how
   * many trials it has at a time, at most.
   */
  workers?: number;
  /** Where trials run: `local`, or a Ray cluster, `ray://HOST:PORT`. `epochbook run --on` says it for all sweeps. */
  on?: string;
  /** On a cluster: what a trial may use. */
  limits?: TrialLimits;
  /** On a cluster: files and folders that trials read or import, from the notebook's folder. */
  files?: string[];
}

const ALLOWED = {
  search: oneOf('grid', 'random'),
  trials: domains.positiveCount,
  seed: domains.finite,
  monitor: domains.text,
  mode: domains.mode,
  folder: domains.text,
  workers: domains.positiveCount,
  on: domains.text,
  limits: domains.object,
  files: domains.texts,
};
const LIMITS = {
  cpus: domains.positive,
  memory: domains.positive,
  seconds: domains.positive,
  retries: domains.count,
};

const ELSEWHERE = {
  n_trials: 'trials',
  n_jobs: 'workers',
  objective: 'monitor',
  direction: 'mode',
  resources: 'limits',
  address: 'on',
};

/**
 * Trains with each combination of values (a grid), or with some drawn at random, and compares what comes of it.
 *
 * ```ts
 * const found = await sweep(
 *   { dropout: [0, 0.25, 0.5], learningRate: [0.01, 0.001] },
 *   async ({ dropout, learningRate }) => {
 *     const model = build(dropout);
 *     model.compile({ optimizer: tf.train.adam(learningRate), loss: 'binaryCrossentropy' });
 *     return model.fit(x, y, { epochs: 20, validationSplit: 0.2, verbose: 0 });
 *   },
 *   { seed: 1, folder: 'sweeps/dropout' },
 * );
 * found.best?.parameters;
 * ```
 *
 * In a notebook trials run in processes of their own, as many as there are cores. What `train` uses of the notebook goes there:
 * functions and classes as their text, imports, numbers, texts, lists, plain objects, tables, tensors, scalers. A model or any
 * other object that cannot go makes all trials run here, one after another, and the reason is told. Elsewhere they always do.
 *
 * A table follows the trials; at the end they are drawn as parallel coordinates. Stop ends the sweep and keeps what is done; press
 * it again to break the cell off. With a folder the same call goes on where it was stopped; delete the folder when `train`
 * changes. A trial that throws counts as failed and the others go on, but where not one has succeeded before, the sweep throws.
 *
 * With `on: 'ray://HOST:10001'` each trial is a task of a Ray cluster; see `docs/clusters.md`. What trials read or import of the
 * notebook's folder is named in `files`.
 *
 * @param train gets a value for each parameter, and gives back a number, numbers by name, or the history of `fit` (its last
 * epoch counts).
 * @throws TypeError, RangeError for a space or options that cannot be tried; Error for a folder of another sweep.
 */
export function sweep<const S extends Space>(
  space: S,
  train: (parameters: Parameters<S>, trial: TrialContext) => unknown,
  options: SweepOptions = {},
): Promise<SweepResult> {
  return expectAwait(runSweep(space, train, options), 'sweep(…)', ['best', 'trials', 'table', 'ranking']);
}

async function runSweep(space: Space, train: Train, options: SweepOptions): Promise<SweepResult> {
  checkOptions('sweep', options, ALLOWED, ELSEWHERE);
  checkOptions('sweep: limits', options.limits ?? {}, LIMITS, { num_cpus: 'cpus', max_retries: 'retries' });
  const { search = 'grid', trials, seed, folder } = options;
  checkSpace(space, search === 'random');
  if (typeof train !== 'function')
    throw new TypeError(
      say(
        `sweep: train is ${showGiven(train)}, but a function of the parameters is needed: async ({ dropout }) => …`,
        `sweep: train이 ${showGiven(train)}입니다. 매개변수를 받는 함수가 필요합니다: async ({ dropout }) => …`,
      ),
    );
  if ((search === 'random') !== (trials !== undefined))
    throw new TypeError(
      search === 'random'
        ? say(
            'sweep: a random search needs the number of trials: { search: "random", trials: 20 }.',
            'sweep: 무작위 탐색에는 시도 횟수가 필요합니다: { search: "random", trials: 20 }',
          )
        : say(
            'sweep: trials is for a random search; a grid tries all combinations. Add search: "random".',
            'sweep: trials는 무작위 탐색에 씁니다. 격자 탐색은 모든 조합을 시도합니다. search: "random"을 더하세요.',
          ),
    );
  const planned = search === 'random' ? randomOf(space, trials ?? 1, seed ?? 0) : gridOf(space);
  const file = folder === undefined ? undefined : new ResultsFile(folder, Object.keys(space));
  return new Sweep(space, planned, train, options, file).run();
}

type Run = (trial: Trial) => Promise<TrialOutcome>;

/** The first trial of all has failed: so would the others. */
class Hopeless extends Error {}

/** The host is of another bundle, and so is its class. */
const isHopeless = (error: unknown): boolean =>
  error instanceof Hopeless || (error as Error | undefined)?.name === 'ClusterError';

/** A table of more trials is not drawn anew with each of them. */
const OFTEN = 100;
const SELDOM_MS = 500;

class Sweep {
  private readonly host = libraryContext().sweeps;
  private readonly trials: Trial[];
  private monitor: string | undefined;
  private direction: 'min' | 'max' = 'min';
  private stopped = false;
  private fatal: unknown;
  private running: RunningSweep | undefined;
  private processes: readonly TrialProcess[] = [];
  private live: { update(payload: unknown): void } | undefined;
  private drawn = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly space: Space,
    planned: readonly AnyParameters[],
    private readonly train: Train,
    private readonly options: SweepOptions,
    private readonly file: ResultsFile | undefined,
  ) {
    this.trials = planned.map((parameters, i) => {
      const stored = file?.find(parameters);
      if (stored) this.choose(stored.values);
      return {
        number: i + 1,
        name: nameOf(parameters),
        parameters,
        status: stored ? 'done' : 'waiting',
        values: stored?.values ?? {},
        seconds: stored ? stored.ms / 1000 : null,
        resumed: stored !== undefined,
      };
    });
  }

  async run(): Promise<SweepResult> {
    this.refresh();
    this.running = this.host?.begin();
    try {
      const processes = await this.startProcesses().catch((error: unknown) => {
        // Stop came meanwhile.
        if (this.ends) return [];
        throw error;
      });
      if (processes.length > 0)
        await Promise.all(
          processes.map((process) =>
            this.work((trial) => process.run(trial.parameters, contextOf(trial), this.options.seed)),
          ),
        );
      else await this.work((trial) => this.runHere(trial));
    } finally {
      this.endProcesses();
      this.running?.end();
    }
    if (this.fatal !== undefined) throw this.fatal;
    for (const trial of this.trials) if (trial.status === 'waiting') trial.status = 'stopped';
    this.draw();
    return this.finish();
  }

  /** None where trials run here. */
  private async startProcesses(): Promise<readonly TrialProcess[]> {
    const waiting = this.trials.filter(({ status }) => status === 'waiting').length;
    const count = Math.min(this.options.workers ?? availableParallelism(), waiting);
    const { on = process.env.EPOCHBOOK_ON ?? 'local' } = this.options;
    if (on !== 'local') return this.startTasks(on, waiting);
    // A process of its own for one after another would win nothing.
    if (!this.host || count < 2) return [];
    const made = await this.host.processes(this.train, count);
    if (typeof made !== 'string') {
      this.processes = made;
      return made;
    }
    console.log(
      say(
        `The trials run one after another in this process: ${made}`,
        `시도를 이 프로세스에서 하나씩 실행합니다: ${made}`,
      ),
    );
    return [];
  }

  private async startTasks(on: string, waiting: number): Promise<readonly TrialProcess[]> {
    const { host } = this;
    if (!host)
      throw new Error(
        say(
          'sweep: trials go to a cluster out of a notebook only: open it in the editor, or run it with epochbook run. Without on they run here.',
          'sweep: 클러스터에서는 노트북의 sweep만 실행할 수 있습니다. 편집기나 epochbook run으로 실행하세요. on이 없으면 여기서 실행합니다.',
        ),
      );
    if (waiting === 0) return [];
    const { workers = waiting, limits = {}, files = [] } = this.options;
    this.processes = await host.tasks(this.train, Math.min(workers, waiting), { on, limits, files });
    return this.processes;
  }

  private endProcesses(): void {
    for (const process of this.processes) process.end();
    this.processes = [];
  }

  private async work(run: Run): Promise<void> {
    while (!this.ends) {
      const trial = this.trials.find(({ status }) => status === 'waiting');
      if (!trial) return;
      await this.attempt(trial, run);
    }
  }

  private get ends(): boolean {
    this.stopped ||= this.running?.stopAsked ?? false;
    return this.stopped || this.fatal !== undefined;
  }

  private async attempt(trial: Trial, run: Run): Promise<void> {
    const started = performance.now();
    trial.status = 'running';
    this.refresh();
    try {
      const outcome = await run(trial);
      const values = valuesOf(outcome.value);
      // A `fit` that was asked to stop gives back what it has.
      if (this.ends) trial.status = 'stopped';
      else {
        this.choose(values);
        const { ms = performance.now() - started } = outcome;
        Object.assign(trial, { status: 'done', values, seconds: ms / 1000 });
        this.file?.add({ parameters: trial.parameters, values, ms });
        this.print(trial);
      }
    } catch (error) {
      this.failed(trial, error);
    }
    this.refresh();
  }

  private failed(trial: Trial, error: unknown): void {
    if (this.ends) {
      trial.status = 'stopped';
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    Object.assign(trial, { status: 'failed', error: message });
    if (isHopeless(error) || !this.trials.some(({ status }) => status === 'done')) {
      this.fatal = error;
      this.endProcesses();
    } else
      console.warn(
        say(
          `sweep: trial ${trial.number} (${trial.name}) failed: ${message}`,
          `sweep: 시도 ${trial.number}(${trial.name}) 실패: ${message}`,
        ),
      );
  }

  private async runHere(trial: Trial): Promise<TrialOutcome> {
    if (this.options.seed !== undefined) startSeed(this.options.seed);
    this.host?.nameRuns(trial.name);
    try {
      return { value: await this.train(trial.parameters, contextOf(trial)) };
    } finally {
      this.host?.nameRuns(undefined);
    }
  }

  /** The value that is compared, from the first that are there. @throws Hopeless where no trial has it. */
  private choose(values: Record<string, number>): void {
    const { monitor = this.monitor ?? usualMonitor(values), mode = 'auto' } = this.options;
    if (!(monitor in values))
      throw new Hopeless(
        say(
          `sweep: the monitor '${monitor}' is not among what train gives back: ${Object.keys(values).join(', ')}.`,
          `sweep: train이 돌려준 값 중에 monitor '${monitor}'이(가) 없습니다: ${Object.keys(values).join(', ')}.`,
        ),
      );
    if (this.monitor === undefined)
      try {
        this.direction = monitor === UNNAMED && mode === 'auto' ? 'min' : directionOf('sweep', monitor, mode);
      } catch (error) {
        throw new Hopeless((error as Error).message);
      }
    this.monitor = monitor;
  }

  private get result(): SweepResult {
    return new SweepResult(this.trials, this.monitor, this.direction, this.stopped);
  }

  private refresh(): void {
    const now = performance.now();
    if (this.trials.length > OFTEN && now - this.drawn < SELDOM_MS) return;
    this.drawn = now;
    this.draw();
  }

  private draw(): void {
    const done = this.trials.filter(({ status }) => status === 'done').length;
    const title = say(
      `Sweep: ${done} of ${this.trials.length} trials done`,
      `sweep: 시도 ${this.trials.length}개 중 ${done}개 완료`,
    );
    const payload = tablePayload(this.result.table(), title);
    if (this.live) this.live.update(payload);
    else this.live = libraryContext().livePicture?.('table', payload);
  }

  /** Outside of a notebook nothing is drawn anew: a line for each trial. */
  private print({ number, name, values, seconds }: Trial): void {
    if (this.live || this.monitor === undefined) return;
    console.log(
      `${number}/${this.trials.length} ${name}: ${this.monitor} ${rounded(values[this.monitor] ?? Number.NaN)} (${seconds?.toFixed(1)} s)`,
    );
  }

  private async finish(): Promise<SweepResult> {
    const { result, monitor } = this;
    const drawn = result.ranking.map(({ number, name, parameters, values }) => ({
      number,
      name,
      parameters,
      score: values[monitor ?? ''] ?? Number.NaN,
    }));
    if (monitor !== undefined && drawn.filter(({ score }) => Number.isFinite(score)).length > 1)
      await show.vegaLite(
        parallelCoordinates(this.space, drawn, {
          monitor,
          mode: this.direction,
          title: say(`Sweep: ${drawn.length} trials`, `sweep: 시도 ${drawn.length}개`),
        }),
      );
    return result;
  }
}

const contextOf = ({ number, name }: Trial): TrialContext => ({ number, name });
