import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findProgram } from '../../engine/install/index.js';
import { type Files, nameOf, packed, unpacked } from './archive.js';
import { brokenPython, connectionLost, failed, noPython, refused, unreachable } from './cluster-error.js';
import type { Place } from './place.js';
import { programFiles } from './program.js';
import type { ClusterNode, FromDriver, ToDriver } from './protocol.js';

/** What a task may use, and how often it is tried again where its node was lost. */
export interface TaskLimits {
  cpus: number;
  /** Bytes. */
  memory: number;
  retries: number;
  /** For one try. */
  seconds: number;
}

/** What a task has come to. */
export interface TaskAnswer {
  files: Files;
  /** The address of its node. */
  where: string;
  /** On the worker. */
  seconds: number;
}

interface Waiting {
  payload: string;
  limits: TaskLimits;
  resolve(answer: TaskAnswer): void;
  reject(error: Error): void;
}

const REACH_MS = 10_000;
/** Beyond what runs, so many wait for each processor: no worker is ever without work, and a cluster that grows sees why. */
const PER_CPU = 4;
const FEWEST = 8;
const MOST_OF_STDERR = 4000;
const END_MS = 10_000;

/** A Ray cluster that runs tasks of ours, through `driver.py`. */
export class Cluster {
  private readonly waiting = new Map<string, Waiting>();
  private readonly shared = new Map<string, string>();
  private program = '';
  private serial = 0;
  private nodes: readonly ClusterNode[] = [];
  private stderr = '';
  private over: Error | undefined;
  private greeted: ((error?: Error) => void) | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly address: string,
    private readonly python: string,
    /** Of the files under way; the driver takes it away where this process cannot. */
    private readonly folder: string,
  ) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-MOST_OF_STDERR);
    });
    if (child.stdout) createInterface(child.stdout).on('line', (line) => this.hear(JSON.parse(line)));
    // Its end is told by `close`.
    child.stdin?.on('error', () => {});
    child.once('error', (error) => this.fail(brokenPython(python, error.message)));
    child.once('close', () => this.fail(this.endedBy()));
  }

  /**
   * @param dist the folder of our bundles.
   * @param signal ends it.
   * @throws ClusterError that says why the cluster cannot be used.
   */
  static async connect(place: Place & { kind: 'ray' }, dist: string, signal: AbortSignal): Promise<Cluster> {
    const python = process.env.EPOCHBOOK_PYTHON || findProgram('python3', 'python');
    if (!python || (process.env.EPOCHBOOK_PYTHON && !existsSync(python))) throw noPython();
    await reach(place);
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-cluster-'));
    const child = spawn(python, [join(dist, 'ray', 'driver.py'), place.address, folder], {
      // What a terminal sends to the command is not for it.
      detached: true,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...QUIET },
    });
    const cluster = new Cluster(child, place.address, python, folder);
    const greeting = new Promise<void>((resolve, reject) => {
      cluster.greeted = (error) => (error ? reject(error) : resolve());
    });
    const stop = (): void => void cluster.end();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      await greeting;
      cluster.program = cluster.share(programFiles(dist));
    } catch (error) {
      await cluster.end();
      throw error;
    }
    return cluster;
  }

  /** How many tasks to have under way. */
  get slots(): number {
    const cpus = this.nodes.reduce((sum, node) => sum + node.cpus, 0);
    return Math.max(FEWEST, Math.ceil(cpus * PER_CPU));
  }

  /** Whether a node of the cluster, as it is now, can hold such a task. */
  holds({ cpus, memory }: Pick<TaskLimits, 'cpus' | 'memory'>): boolean {
    return this.nodes.some((node) => node.cpus >= cpus && node.memory >= memory);
  }

  /** Makes files known to the cluster, which hands them to each worker once. @returns their name for tasks. */
  share(files: Files): string {
    const name = nameOf(files);
    if (!this.shared.has(name)) {
      const path = join(this.folder, `${name}.zip`);
      writeFileSync(path, packed(files));
      this.shared.set(name, path);
      this.send({ type: 'share', name, path });
    }
    return name;
  }

  /** @throws TaskFailed for this task; ClusterError where no other would fare better. */
  run(files: Files, shared: readonly string[], limits: TaskLimits): Promise<TaskAnswer> {
    if (this.over) return Promise.reject(this.over);
    const id = String(++this.serial);
    const payload = join(this.folder, `${id}.zip`);
    writeFileSync(payload, packed(files));
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { payload, limits, resolve, reject });
      this.send({ type: 'task', id, payload, program: this.program, shared: [...shared], ...limits });
    });
  }

  /** Cancels what is under way, and lets the cluster go. */
  async end(): Promise<void> {
    const { child } = this;
    this.over ??= failed('cancelled', { detail: '', where: '', seconds: 0, retries: 0 });
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const closed = once(child, 'close');
      child.stdin?.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
      await closed;
      clearTimeout(timer);
    }
    this.fail(this.over);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private send(line: ToDriver): void {
    this.child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  private hear(line: FromDriver): void {
    switch (line.type) {
      case 'connected':
        this.nodes = line.nodes;
        this.greeted?.();
        return;
      case 'refused':
        this.fail(refused(line.why, { ...line, address: this.address }));
        return;
      case 'lost':
        this.fail(connectionLost(this.address, line.detail));
        return;
    }
    const waiting = this.waiting.get(line.id);
    if (!waiting || this.over) return;
    this.waiting.delete(line.id);
    if (line.type === 'done') {
      const { result, where, seconds } = line;
      waiting.resolve({ files: unpacked(readFileSync(result)), where, seconds });
      rmSync(result, { force: true });
    } else waiting.reject(failed(line.why, { ...line, ...waiting.limits }));
    rmSync(waiting.payload, { force: true });
  }

  private fail(error: Error): void {
    this.over ??= error;
    this.greeted?.(this.over);
    this.greeted = undefined;
    for (const { reject } of this.waiting.values()) reject(this.over);
    this.waiting.clear();
  }

  private endedBy(): Error {
    const said = this.stderr.trim();
    return this.nodes.length > 0 ? connectionLost(this.address, said) : brokenPython(this.python, said);
  }
}

/** Ray writes to its users; what matters comes as a line of the driver. */
const QUIET = {
  PYTHONUNBUFFERED: '1',
  PYTHONWARNINGS: 'ignore',
  PYTHONIOENCODING: 'utf-8',
  RAY_USAGE_STATS_ENABLED: '0',
  RAY_ENABLE_UV_RUN_RUNTIME_ENV: '0',
};

/** Ray itself would try for half a minute. */
async function reach({ host, port, address }: Place & { kind: 'ray' }): Promise<void> {
  const socket = connectTo({ host, port });
  const timer = setTimeout(() => socket.destroy(new Error(`${REACH_MS / 1000} s`)), REACH_MS);
  try {
    await once(socket, 'connect');
  } catch (error) {
    throw unreachable(address, (error as NodeJS.ErrnoException).code ?? (error as Error).message);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
