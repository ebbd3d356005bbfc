import { timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import net from 'node:net';
import {
  type Keeping,
  type KernelEvent,
  type KernelInfo,
  type KernelRequests,
  type KernelSession,
  type Locale,
  PROTOCOL_VERSION,
  RpcConnection,
  RpcError,
} from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { Clients, type Role } from './clients.js';

type Greeting = 'hello' | 'watch' | 'own';

/** The requests as the kernel answers them; who has it is the server's own affair. */
export type KernelHandlers = {
  [K in Exclude<keyof KernelRequests, Greeting>]: (
    params: KernelRequests[K]['params'],
  ) => Promise<KernelRequests[K]['result']> | KernelRequests[K]['result'];
} & {
  /** A client has the kernel from now on. */
  owned(by: { locale?: Locale; keep?: Keeping }): void;
  facts(): Omit<KernelInfo, 'protocol' | 'seq'>;
  session(): KernelSession;
};

/** What a client may ask for that does not have the kernel. */
const MAY: Record<Exclude<Role, 'owns'>, ReadonlySet<string>> = {
  waits: new Set(['watch', 'own']),
  watches: new Set(['watch', 'own', 'outcome', 'runState', 'layers']),
};

const NO_HELLO = 'Say hello first.';
const notYours = (): string =>
  say(
    'Another window has this kernel. Take it over to do that here.',
    '이 커널은 다른 창이 쓰고 있습니다. 여기서 하려면 커널을 넘겨받으세요.',
  );

/** A client that reads too slowly is let go before what waits for it fills the memory. */
const MOST_WAITING_BYTES = 256 * 1024 * 1024;

/** The kernel's socket. Only a peer that knows the token is served. */
export class KernelServer {
  private readonly clients = new Clients();
  private readonly server: net.Server;
  private seq = 0;
  private lonelyTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    private readonly token: string,
    private readonly handlers: KernelHandlers,
    /** Nobody has the kernel any more; nor has anybody come back after so long. */
    private readonly lonely: { begin(): void; afterMs(): number; end(): void },
  ) {
    this.server = net.createServer((socket) => this.accept(socket));
  }

  /** @throws Error where another kernel listens there. What one that was killed has left is put out of the way. */
  async listen(): Promise<void> {
    this.watchLoneliness();
    try {
      await this.open();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || (await answers(this.path))) throw error;
      rmSync(this.path, { force: true });
      await this.open();
    }
  }

  private open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.path, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Lets nobody in any more. */
  close(): void {
    this.server.close();
  }

  /** Tells all clients whom it concerns; each event has the next number. */
  announce(event: KernelEvent): void {
    this.clients.announce({ ...event, seq: ++this.seq });
  }

  /** Settles when what was told to all clients so far has left the process. */
  drained(): Promise<void> {
    return this.clients.drained();
  }

  private accept(socket: net.Socket): void {
    socket.setNoDelay(true);
    const transport = {
      send: (bytes: Uint8Array) => {
        if (socket.destroyed) return;
        socket.write(bytes);
        if (socket.writableLength > MOST_WAITING_BYTES) socket.destroy();
      },
      close: () => socket.destroy(),
    };
    const connection: RpcConnection<never> = new RpcConnection<never>(transport, {
      ...guarded(this.handlers, () => this.clients.roleOf(connection)),
      hello: (params: KernelRequests['hello']['params']) => this.hello(connection, socket, params),
      watch: () => this.watch(connection, socket),
      own: (params: KernelRequests['own']['params']) => this.own(connection, socket, params),
    });
    socket.on('data', (bytes) => {
      try {
        connection.receive(bytes);
      } catch {
        // Not our protocol: a stranger on the socket.
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      connection.closed('The client has gone.');
      const role = this.clients.roleOf(connection);
      this.clients.delete(connection);
      // One that only watches leaves nobody alone.
      if (role === 'owns') this.watchLoneliness();
    });
  }

  private hello(
    connection: RpcConnection<never>,
    socket: net.Socket,
    params: KernelRequests['hello']['params'],
  ): KernelRequests['hello']['result'] {
    if (!sameToken(params.token, this.token)) throw new RpcError('The token is wrong.');
    if (params.protocol !== PROTOCOL_VERSION) {
      throw new RpcError(
        `The kernel speaks protocol ${PROTOCOL_VERSION}, the client ${params.protocol}. Restart the kernel.`,
      );
    }
    const { resume, locale, keep } = params;
    if (resume === 'ask' && this.clients.owned) {
      this.clients.set(connection, socket, 'waits');
      this.announce({ type: 'wanted' });
      return { ...this.info(), taken: true };
    }
    this.give(connection, socket, { locale, ...(keep && { keep }) }, resume === 'takeOver');
    return { ...this.info(), ...(resume && { session: this.handlers.session() }) };
  }

  private watch(connection: RpcConnection<never>, socket: net.Socket): KernelRequests['watch']['result'] {
    if (!this.clients.roleOf(connection)) throw new RpcError(NO_HELLO);
    this.clients.set(connection, socket, 'watches');
    const { question: _, ...session } = this.handlers.session();
    return { ...this.info(), session };
  }

  private own(
    connection: RpcConnection<never>,
    socket: net.Socket,
    { keep, takeOver = false }: KernelRequests['own']['params'],
  ): KernelRequests['own']['result'] {
    const role = this.clients.roleOf(connection);
    if (!role) throw new RpcError(NO_HELLO);
    if (role !== 'owns') {
      if (this.clients.owned && !takeOver) return { ...this.info(), taken: true };
      this.give(connection, socket, { ...(keep && { keep }) }, takeOver);
    }
    return { ...this.info(), session: this.handlers.session() };
  }

  private info(): KernelInfo {
    return { protocol: PROTOCOL_VERSION, seq: this.seq, ...this.handlers.facts() };
  }

  private give(
    connection: RpcConnection<never>,
    socket: net.Socket,
    by: Parameters<KernelHandlers['owned']>[0],
    takeOver: boolean,
  ): void {
    if (takeOver) {
      this.lonely.begin();
      this.clients.sendAway({ type: 'takenOver', seq: this.seq });
    }
    this.handlers.owned(by);
    this.clients.set(connection, socket, 'owns');
    clearTimeout(this.lonelyTimer);
  }

  private watchLoneliness(): void {
    if (this.clients.owned) return;
    this.lonely.begin();
    clearTimeout(this.lonelyTimer);
    this.lonelyTimer = setTimeout(() => this.lonely.end(), this.lonely.afterMs());
    this.announce({ type: 'free' });
  }
}

/** Whether somebody listens at a socket. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function sameToken(given: unknown, expected: string): boolean {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function guarded(
  handlers: KernelHandlers,
  roleNow: () => Role | undefined,
): Record<string, (params: never) => unknown> {
  return Object.fromEntries(
    Object.entries(handlers).map(([method, handler]) => [
      method,
      (params: never) => {
        const role = roleNow();
        if (!role) throw new RpcError(NO_HELLO);
        if (role !== 'owns' && !MAY[role].has(method)) throw new RpcError(notYours());
        return (handler as (params: never) => unknown)(params);
      },
    ]),
  );
}
