import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import type { TrialLimits, TrialOutcome, TrialPlace, TrialProcess } from '../../library/index.js';
import { currentLocale, say } from '../../words/index.js';
import type { LaunchOptions } from '../client/index.js';
import { Cluster, type Files, filesIn, placeOf, type TaskLimits, writeFiles } from '../cluster/index.js';
import { CannotGo } from './cannot-go.js';
import { type Ready, readyOf } from './first-cell.js';
import { type CellScope, gather } from './gather.js';
import { readReply } from './reply.js';
import type { Print } from './trial-kernel.js';
import { ANSWER, OWN_FILES, RUNS, type TrialAnswer, type TrialTask, VALUES } from './trial-task.js';
import { writeValues } from './write-values.js';

const SECONDS = 3600;
const MEGABYTES = 2048;
const RETRIES = 5;

/** The trials of a sweep as tasks of a cluster. */
export class TrialTasks {
  private cluster: Cluster | undefined;
  private shared = '';
  private readonly controller = new AbortController();

  constructor(
    private readonly launch: LaunchOptions,
    private readonly print: Print,
    private readonly ended: () => void,
  ) {}

  /** @returns as many processes as there are to be trials at a time; none where trials run here. @throws Error that says why there can be none. */
  async start(
    train: (...given: never[]) => unknown,
    scope: CellScope,
    count: number,
    { on, limits, files }: TrialPlace,
  ): Promise<TrialProcess[]> {
    const place = placeOf(on);
    if (place.kind === 'local') return [];
    const { ready, values } = await this.packed(train, scope);
    const { folder, host } = this.launch;
    const own = ownFiles(folder, files);
    for (const { specifier } of ready.imports) refuseMissing(specifier, own);
    this.cluster = await Cluster.connect(place, dirname(dirname(host)), this.controller.signal);
    this.shared = this.cluster.share({ ...values, ...own });
    const wanted = taskLimits(limits);
    if (!this.cluster.holds(wanted)) this.print('stderr', waits(wanted));
    const processes = Math.min(count, this.cluster.slots);
    let left = processes;
    return Array.from({ length: processes }, () => ({
      run: (parameters, trial, seed) => this.run(ready, parameters, trial, seed, wanted),
      end: () => {
        if (--left === 0) this.end();
      },
    }));
  }

  /** Cancels what is under way. */
  end(): void {
    this.controller.abort();
    this.ended();
  }

  private async packed(
    train: (...given: never[]) => unknown,
    scope: CellScope,
  ): Promise<{ ready: Ready; values: Files }> {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-sweep-'));
    try {
      const gathered = gather(train, scope);
      await writeValues(gathered.values, folder);
      return { ready: readyOf(gathered), values: filesIn(folder, VALUES) };
    } catch (error) {
      if (!(error instanceof CannotGo)) throw error;
      throw new Error(
        say(
          `sweep: the trials cannot go to the cluster: ${error.message}`,
          `sweep: 시도를 클러스터로 보낼 수 없습니다: ${error.message}`,
        ),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private async run(
    train: Ready,
    parameters: TrialTask['parameters'],
    trial: TrialTask['trial'],
    seed: number | undefined,
    limits: TaskLimits,
  ): Promise<TrialOutcome> {
    const { engine = 'auto', folder } = this.launch;
    const task: TrialTask = {
      kind: 'trial',
      train,
      parameters,
      trial,
      seed: seed ?? null,
      engine,
      locale: currentLocale(),
      env: { EPOCHBOOK_COMPILE: process.env.EPOCHBOOK_COMPILE },
    };
    const { files } = await (this.cluster as Cluster).run(
      { 'task.json': Buffer.from(JSON.stringify(task)) },
      [this.shared],
      limits,
    );
    const { [ANSWER]: text = new Uint8Array(), ...runs } = files;
    const { reply, error, ms, printed } = JSON.parse(Buffer.from(text).toString('utf8')) as TrialAnswer;
    for (const [name, said] of printed) this.print(name, said);
    const kept = Object.entries(runs).filter(([path]) => path.startsWith(`${RUNS}/`));
    writeFiles(Object.fromEntries(kept), folder);
    if (error) throw Object.assign(new Error(error.message), { name: error.name });
    return { value: reply === undefined ? undefined : readReply(reply), ms };
  }
}

const taskLimits = ({
  cpus = 1,
  memory = MEGABYTES,
  seconds = SECONDS,
  retries = RETRIES,
}: TrialLimits): TaskLimits => ({ cpus, memory: memory * 2 ** 20, seconds, retries });

const waits = ({ cpus, memory }: TaskLimits): string =>
  `${say(
    `No node of the cluster has ${cpus} CPUs and ${Math.round(memory / 2 ** 20)} MB now, which a trial asks for (limits): trials wait until one has.`,
    `지금은 시도 하나에 필요한 CPU ${cpus}개와 ${Math.round(memory / 2 ** 20)}MB(limits)를 갖춘 노드가 없습니다. 그런 노드가 생길 때까지 기다립니다.`,
  )}\n`;

/** Files and folders below the notebook's folder. @throws Error for one that is not there, or elsewhere. */
function ownFiles(folder: string, names: readonly string[]): Files {
  const files: Files = {};
  for (const name of names) {
    const path = join(folder, name);
    const below = relative(folder, path);
    if (isAbsolute(name) || below.startsWith('..') || !existsSync(path))
      throw new Error(
        say(
          `sweep: files names ${name}, which is not in the notebook's folder ${folder}.`,
          `sweep: files에 적은 ${name}이(가) 노트북의 폴더 ${folder}에 없습니다.`,
        ),
      );
    const to = OWN_FILES + below.split(sep).join('/');
    if (statSync(path).isDirectory()) Object.assign(files, filesIn(path, `${to}/`));
    else files[to] = readFileSync(path);
  }
  return files;
}

/** What is imported from beside the notebook has to go along. */
function refuseMissing(specifier: string, files: Files): void {
  if (!/^\.{1,2}\//.test(specifier)) return;
  const path = normalize(specifier).split(sep).join('/');
  const stem = basename(path).replace(/\.[cm]?[jt]s$/, '');
  const there = Object.keys(files).some(
    (name) => dirname(name) === dirname(OWN_FILES + path) && basename(name).startsWith(`${stem}.`),
  );
  if (!there)
    throw new Error(
      say(
        `sweep: train uses ${specifier}, which the workers of a cluster do not have. Name it, with what it imports: { files: ['${path}'] }.`,
        `sweep: train이 쓰는 ${specifier}이(가) 클러스터의 워커에는 없습니다. 그 파일이 import하는 파일과 함께 적으세요: { files: ['${path}'] }`,
      ),
    );
}
