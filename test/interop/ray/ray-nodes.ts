import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MARK = 'EPOCHBOOK_TEST_NODE';
const START_MS = 90_000;

interface Node {
  mark: string;
  log: string;
  process: ChildProcess;
}

/** A Ray cluster on this machine: each node has a loopback address of its own. */
export class RayNodes {
  private readonly id = randomUUID();
  private readonly folder = mkdtempSync(join(tmpdir(), 'ebray-'));
  private readonly nodes: Node[] = [];
  private readonly killAll = (): void => this.kill(this.id);

  private constructor(
    private readonly python: string,
    private readonly port: number,
    private readonly clientPort: number,
  ) {
    process.once('exit', this.killAll);
  }

  static async start(python: string, { cpus = 1 } = {}): Promise<RayNodes> {
    const [port, clientPort] = await Promise.all([freePort(), freePort()]);
    const ray = new RayNodes(python, port, clientPort);
    ray.launch(
      [
        ...['--head', '--port', `${port}`, '--ray-client-server-port', `${clientPort}`],
        ...['--include-dashboard', 'false', '--disable-usage-stats', '--temp-dir', ray.folder],
      ],
      cpus,
    );
    await ray.until(() => reaches(ray.host(0), port).then((is) => is && reaches(ray.host(0), clientPort)), 0);
    return ray;
  }

  /** `ray://…` of its client server. */
  get address(): string {
    return `ray://${this.host(0)}:${this.clientPort}`;
  }

  host(node: number): string {
    return `127.0.0.${node + 2}`;
  }

  /** @returns its number. */
  async addNode({ cpus = 1, env = {} }: { cpus?: number; env?: NodeJS.ProcessEnv } = {}): Promise<number> {
    const node = this.launch(['--address', `${this.host(0)}:${this.port}`], cpus, env);
    await this.until(async () => /Ray runtime started/.test(this.logOf(node)), node);
    return node;
  }

  /** As when its machine loses power. */
  killNode(node: number): void {
    this.kill(this.nodes[node]?.mark as string);
  }

  end(): void {
    this.killAll();
    process.removeListener('exit', this.killAll);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Processes of it that are there. */
  get processes(): number[] {
    return marked(this.id);
  }

  private launch(args: string[], cpus = 1, env: NodeJS.ProcessEnv = {}): number {
    const node = this.nodes.length;
    const mark = `${this.id}/${node}`;
    const log = join(this.folder, `node-${node}.log`);
    const out = openSync(log, 'w');
    const child = spawn(
      this.python,
      [
        ...['-m', 'ray.scripts.scripts', 'start', '--block', '--node-ip-address', this.host(node)],
        ...['--num-cpus', `${cpus}`, '--object-store-memory', '80000000', ...args],
      ],
      {
        detached: true,
        stdio: ['ignore', out, out],
        // Some versions of grpcio do not survive the fork with which Ray starts a client's server.
        env: {
          ...process.env,
          GRPC_ENABLE_FORK_SUPPORT: '0',
          RAY_USAGE_STATS_ENABLED: '0',
          // On a machine that is busy with other tests, tasks would wait for all of them.
          RAY_worker_niceness: '0',
          ...env,
          [MARK]: mark,
        },
      },
    );
    closeSync(out);
    this.nodes.push({ mark, log, process: child });
    return node;
  }

  private logOf(node: number): string {
    return readFileSync(this.nodes[node]?.log as string, 'utf8');
  }

  private async until(is: () => Promise<boolean>, node: number): Promise<void> {
    const launched = this.nodes[node] as Node;
    for (const began = Date.now(); !(await is()); ) {
      if (launched.process.exitCode !== null || Date.now() - began > START_MS) {
        const log = this.logOf(node);
        this.end();
        throw new Error(`node ${node} of the cluster did not start:\n${log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  private kill(mark: string): void {
    // A process that is ended may just have started another.
    for (let round = 0, found = marked(mark); round < 20 && found.length > 0; round++, found = marked(mark))
      for (const pid of found)
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has ended.
        }
  }
}

/** Whoever has inherited the mark. */
function marked(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${MARK}=${mark}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function reaches(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
