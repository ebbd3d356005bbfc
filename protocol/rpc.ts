import { encodeFrame, FrameReader } from './frames.js';

/** A byte stream in both directions: a socket, or two ends of a pipe in a test. */
export interface Transport {
  send(bytes: Uint8Array): void;
  close(): void;
}

type Methods = Record<string, { params: unknown; result: unknown }>;
/** An error that the peer answered with. */
export class RpcError extends Error {
  override name = 'RpcError';
}

interface Message {
  jsonrpc: '2.0';
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { code: number; message: string };
}

/** One end of a JSON-RPC 2.0 connection. `Remote` is what the peer answers, `Event` what it announces. */
export class RpcConnection<Remote extends Methods, Event = never> {
  private readonly reader = new FrameReader();
  private readonly pending = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  private nextId = 1;
  private closedBecause: string | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly handlers: Partial<Record<string, (params: never) => unknown>> = {},
    private readonly onEvent: (event: Event) => void = () => {},
  ) {}

  /** Sends a request; rejects with RpcError when the peer answers with an error or goes away first. */
  request<K extends keyof Remote & string>(
    method: K,
    params: Remote[K]['params'],
  ): Promise<Remote[K]['result']> {
    if (this.closedBecause) return Promise.reject(new RpcError(this.closedBecause));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (value: never) => void, reject });
      this.send({ jsonrpc: '2.0', id, method, params });
    });
  }

  /** Announces something; there is no answer. */
  announce(event: unknown): void {
    this.send({ jsonrpc: '2.0', method: 'event', params: event });
  }

  /** Gives bytes that arrived to the connection. */
  receive(bytes: Uint8Array): void {
    for (const { message } of this.reader.push(bytes)) this.dispatch(message as Message);
  }

  /** The stream ended: every open request fails with this reason. */
  closed(reason: string): void {
    this.closedBecause ??= reason;
    for (const { reject } of this.pending.values()) reject(new RpcError(reason));
    this.pending.clear();
  }

  private send(message: Message): void {
    if (!this.closedBecause) this.transport.send(encodeFrame({ message }));
  }

  private dispatch(message: Message): void {
    if (message.method === 'event') this.onEvent(message.params as Event);
    else if (message.method !== undefined && message.id !== undefined) void this.answer(message.id, message);
    else if (message.id !== undefined) this.settle(message.id, message);
  }

  private async answer(id: number, { method, params }: Message): Promise<void> {
    const handler = this.handlers[method ?? ''];
    try {
      if (!handler) throw new RpcError(`Unknown method "${method}".`);
      const given = handler(params as never);
      // What is known at once is said at once: what happens after it is announced after it.
      const result = given instanceof Promise ? await given : given;
      this.send({ jsonrpc: '2.0', id, result: result ?? null });
    } catch (error) {
      this.send({
        jsonrpc: '2.0',
        id,
        error: { code: -32000, message: error instanceof Error ? error.message : String(error) },
      });
    }
  }

  private settle(id: number, message: Message): void {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    if (message.error) waiting?.reject(new RpcError(message.error.message));
    else waiting?.resolve(message.result as never);
  }
}
