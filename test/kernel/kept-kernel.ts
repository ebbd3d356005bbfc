import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import {
  type FoundRecord,
  KernelClient,
  type LaunchOptions,
  readRecords,
} from '../../kernel/client/index.js';
import { CollectedOutputs } from '../../kernel/notebook/collect-outputs.js';
import type { ExecuteResult, KernelSession, NumberedEvent } from '../../protocol/index.js';

export const host = join(import.meta.dirname, '../../dist/kernel/host.cjs');
export const KEEP = { busyMs: 60_000, idleMs: 60_000 };
/** On a machine that is busy with other work. */
const PATIENCE_MS = 60_000;

export async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await wait(20);
  }
}

export function launchIn(folder: string, keep = KEEP): LaunchOptions {
  const kept = { ...keep, registry: join(folder, 'kernels'), uri: 'file:///lab.ipynb' };
  return { host, folder, engine: 'embedded', keep: kept };
}

export const recordIn = (folder: string): FoundRecord => {
  const [found] = readRecords(join(folder, 'kernels'));
  if (!found) throw new Error('There is no record of a kernel.');
  return found;
};

/** A client of a kernel that outlives its clients, with what it sees of the cells. */
export class Attached {
  readonly events: NumberedEvent[] = [];
  private readonly collected = new CollectedOutputs();

  private constructor(
    readonly client: KernelClient,
    readonly session: KernelSession,
  ) {
    for (const { cell, outputs } of session.cells)
      for (const op of outputs) this.collected.apply(cell, op, Number(cell.slice(1)));
    client.onEvent((event) => {
      this.events.push(event);
      if (event.type === 'output') this.collected.apply(event.cell, event.op, Number(event.cell.slice(1)));
    });
  }

  /** A new kernel. */
  static async launch(folder: string): Promise<Attached> {
    const client = await KernelClient.launch(launchIn(folder));
    return new Attached(client, { cells: [], note: null, read: [0, 0] });
  }

  static async to(folder: string, takeOver = false): Promise<Attached> {
    const back = await KernelClient.resume(recordIn(folder), { host, keep: KEEP, takeOver });
    if (typeof back === 'string') throw new Error(`The kernel is ${back}.`);
    return new Attached(back.client, back.session ?? (await whenFree(back.client)));
  }

  /** A client of a kernel that another client has. */
  static async waiting(folder: string): Promise<KernelClient> {
    const back = await KernelClient.resume(recordIn(folder), { host });
    if (typeof back === 'string' || back.session) throw new Error('No other client has the kernel.');
    return back.client;
  }

  static async watching(folder: string): Promise<Attached> {
    const client = await Attached.waiting(folder);
    return new Attached(client, await client.watch());
  }

  text(cell: string): string {
    return this.collected
      .of(cell)
      .map((output) => (output.output_type === 'stream' ? output.text.join('') : ''))
      .join('');
  }

  outputs(cell: string): ReturnType<CollectedOutputs['of']> {
    return this.collected.of(cell);
  }

  run(order: number, code: string): Promise<ExecuteResult> {
    return this.client.execute({ cell: `c${order}`, order, code, language: 'typescript' });
  }

  /** Ends the kernel; nothing of it may be left. */
  async end(folder: string): Promise<void> {
    const { pid } = this.client.info;
    const { room } = recordIn(folder).record;
    expect((await this.client.shutdown()).expected).toBe(true);
    expectNothingLeft(folder, room, pid);
  }
}

/** The kernel hears a little later that its client has gone. */
export async function whenFree(client: KernelClient): Promise<KernelSession> {
  let freed = false;
  client.onEvent(({ type }) => {
    freed ||= type === 'free';
  });
  await until('the end of the client before', () => freed);
  const session = await client.own({ isWatched: false });
  if (session === 'taken') throw new Error('Another client has the kernel.');
  return session;
}

export function expectNothingLeft(folder: string, room: string, pid: number): void {
  expect(readRecords(join(folder, 'kernels'))).toEqual([]);
  expect(existsSync(room)).toBe(false);
  expect(readdirSync(join(folder, 'kernels'))).toEqual([]);
  expect(isThere(pid)).toBe(false);
}

/** One that nobody has waited for is no process any more. */
export function isThere(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
