import type net from 'node:net';
import type { KernelEvent, NumberedEvent, RpcConnection } from '../../protocol/index.js';

/** What a client is to its kernel: it has it, sees what it does, or waits for it. */
export type Role = 'owns' | 'watches' | 'waits';

type Connection = RpcConnection<never>;

/** Within which clients that do not have the kernel are told of its end, in milliseconds. */
const LAST_WORDS_MS = 500;

/** What is for whoever has the kernel, and for nobody else. */
const ONLY_OWNS = new Set<KernelEvent['type']>([
  'question',
  'questionOver',
  'takenOver',
  'wanted',
  'engineHint',
]);
const NEVER_OWNS = new Set<KernelEvent['type']>(['free', 'kept', 'shutDown', 'started']);
const WAITS = new Set<KernelEvent['type']>(['free', 'kept', 'shutDown', 'ending']);

function isFor(role: Role, type: KernelEvent['type']): boolean {
  if (role === 'owns') return !NEVER_OWNS.has(type);
  return role === 'watches' ? !ONLY_OWNS.has(type) : WAITS.has(type);
}

/** The clients of a kernel: at most one that has it, where the others have said that they come to a kernel of another. */
export class Clients {
  private readonly all = new Map<Connection, { socket: net.Socket; role: Role }>();

  roleOf(client: Connection): Role | undefined {
    return this.all.get(client)?.role;
  }

  get owned(): boolean {
    return [...this.all.values()].some(({ role }) => role === 'owns');
  }

  set(client: Connection, socket: net.Socket, role: Role): void {
    this.all.set(client, { socket, role });
  }

  delete(client: Connection): void {
    this.all.delete(client);
  }

  announce(event: NumberedEvent): void {
    for (const [client, { role }] of this.all) if (isFor(role, event.type)) client.announce(event);
  }

  /** Those that have the kernel have it no longer. */
  sendAway(event: NumberedEvent): void {
    for (const [client, { socket, role }] of this.all) {
      if (role !== 'owns') continue;
      client.announce(event);
      this.all.delete(client);
      socket.end();
    }
  }

  /** Settles when what was told to all clients so far has left the process. One that only watches is not waited for long. */
  async drained(): Promise<void> {
    const sent = (owns: boolean) =>
      Promise.all(
        [...this.all.values()]
          .filter(({ role }) => (role === 'owns') === owns)
          .map(({ socket }) => new Promise<void>((resolve) => socket.write('', () => resolve()))),
      );
    const patience = new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS));
    await Promise.all([sent(true), Promise.race([sent(false), patience])]);
  }
}
