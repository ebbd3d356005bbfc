import { timingSafeEqual } from 'node:crypto';
import net from 'node:net';
import {
  type KernelEvent,
  type KernelRequests,
  type NumberedEvent,
  PROTOCOL_VERSION,
  RpcConnection,
  RpcError,
} from '../../protocol/index.js';

/** The requests as the kernel answers them; `hello` is the server's own affair but for the facts. */
export type KernelHandlers = {
  [K in Exclude<keyof KernelRequests, 'hello'>]: (
    params: KernelRequests[K]['params'],
  ) => Promise<KernelRequests[K]['result']> | KernelRequests[K]['result'];
} & {
  hello(
    params: KernelRequests['hello']['params'],
  ): Omit<KernelRequests['hello']['result'], 'protocol' | 'seq' | 'taken'>;
};

/** A client that reads too slowly is let go before what waits for it fills the memory. */
const MOST_WAITING_BYTES = 256 * 1024 * 1024;

/** The kernel's socket. Only a peer that knows the token is served. */
export class KernelServer {
  private readonly clients = new Map<RpcConnection<never>, net.Socket>();
  private readonly server: net.Server;
  private seq = 0;
  private lonelyTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    private readonly token: string,
    private readonly handlers: KernelHandlers,
    /** Nobody is attached any more; nor has anybody come back after so long. */
    private readonly lonely: { begin(): void; afterMs(): number; end(): void },
  ) {
    this.server = net.createServer((socket) => this.accept(socket));
  }

  listen(): Promise<void> {
    this.watchLoneliness();
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.path, resolve);
    });
  }

  /** Lets nobody in any more. */
  close(): void {
    this.server.close();
  }

  /** Tells all clients; each event has the next number. */
  announce(event: KernelEvent): void {
    const numbered: NumberedEvent = { ...event, seq: ++this.seq };
    for (const client of this.clients.keys()) client.announce(numbered);
  }

  /** Settles when what was told to all clients so far has left the process. */
  async drained(): Promise<void> {
    await Promise.all(
      [...this.clients.values()].map(
        (socket) => new Promise<void>((resolve) => socket.write('', () => resolve())),
      ),
    );
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
      ...guarded(this.handlers, () => this.clients.has(connection)),
      hello: (params: KernelRequests['hello']['params']) => this.hello(connection, socket, params),
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
      this.clients.delete(connection);
      this.watchLoneliness();
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
    const taken = params.resume === 'ask' && this.clients.size > 0;
    const { token, protocol, locale } = params;
    const facts = this.handlers.hello(taken ? { token, protocol, locale } : params);
    const info = { protocol: PROTOCOL_VERSION, seq: this.seq, ...facts };
    if (taken) return { ...info, taken };
    if (params.resume === 'takeOver') this.sendAway();
    this.clients.set(connection, socket);
    clearTimeout(this.lonelyTimer);
    return info;
  }

  /** Another client has the kernel now. */
  private sendAway(): void {
    this.lonely.begin();
    for (const [client, socket] of this.clients) {
      client.announce({ type: 'takenOver', seq: this.seq } satisfies NumberedEvent);
      this.clients.delete(client);
      socket.end();
    }
  }

  private watchLoneliness(): void {
    if (this.clients.size > 0) return;
    this.lonely.begin();
    clearTimeout(this.lonelyTimer);
    this.lonelyTimer = setTimeout(() => this.lonely.end(), this.lonely.afterMs());
  }
}

function sameToken(given: unknown, expected: string): boolean {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function guarded(
  handlers: KernelHandlers,
  isKnown: () => boolean,
): Record<string, (params: never) => unknown> {
  return Object.fromEntries(
    Object.entries(handlers).map(([method, handler]) => [
      method,
      (params: never) => {
        if (!isKnown()) throw new RpcError('Say hello first.');
        return (handler as (params: never) => unknown)(params);
      },
    ]),
  );
}
