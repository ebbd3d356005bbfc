import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';

interface Message {
  id?: number;
  method?: string;
  params?: never;
  result?: never;
  error?: { message: string };
}

/** A debugger that speaks the protocol of DevTools over a WebSocket. */
export class DebuggerClient {
  private readonly events: Message[] = [];
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly listeners = new Set<() => void>();
  private rest: Buffer = Buffer.alloc(0);
  private calls = 0;

  private constructor(private readonly socket: net.Socket) {}

  /** @returns the status line of the answer where it is no WebSocket. */
  static async connect(address: string, headers: string[] = []): Promise<DebuggerClient | string> {
    const { hostname, port, pathname } = new URL(address);
    const socket = net.connect(Number(port), hostname);
    await once(socket, 'connect');
    const key = randomBytes(16).toString('base64');
    const asked = [
      'Host: x',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${key}`,
      ...headers,
    ];
    socket.write([`GET ${pathname} HTTP/1.1`, ...asked, '\r\n'].join('\r\n'));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    const [status = ''] = answer.toString().split('\r\n');
    if (!status.includes('101')) return status;
    const client = new DebuggerClient(socket);
    socket.on('data', (bytes) => client.hear(bytes));
    return client;
  }

  /** @throws Error with what the other side says. */
  async send(method: string, params: object = {}): Promise<never> {
    const id = ++this.calls;
    const answered = new Promise<Message>((resolve) => this.waiting.set(id, resolve));
    this.socket.write(masked(JSON.stringify({ id, method, params })));
    const { error, result } = await answered;
    if (error) throw new Error(error.message);
    return result as never;
  }

  /** What the next event of this kind tells, or the one that is there already. */
  async event(method: string): Promise<never> {
    for (;;) {
      const at = this.events.findIndex((event) => event.method === method);
      if (at >= 0) return this.events.splice(at, 1)[0]?.params as never;
      await new Promise<void>((resolve) => {
        const once = (): void => {
          this.listeners.delete(once);
          resolve();
        };
        this.listeners.add(once);
      });
    }
  }

  /** The process of a debugger dies. */
  destroy(): void {
    this.socket.destroy();
  }

  private hear(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (let text = this.next(); text !== undefined; text = this.next()) {
      const message = JSON.parse(text) as Message;
      if (message.id === undefined) this.events.push(message);
      else this.waiting.get(message.id)?.(message);
      for (const listener of [...this.listeners]) listener();
    }
  }

  private next(): string | undefined {
    const { rest } = this;
    if (rest.length < 2 || rest[0] !== 0x81) return undefined;
    const short = (rest[1] as number) & 0x7f;
    const start = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (rest.length < start) return undefined;
    const length =
      short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    if (rest.length < start + length) return undefined;
    this.rest = rest.subarray(start + length);
    return rest.subarray(start, start + length).toString('utf8');
  }
}

function masked(text: string): Buffer {
  const data = Buffer.from(text);
  const mask = randomBytes(4);
  const head = Buffer.alloc(data.length < 126 ? 2 : 4);
  head[0] = 0x81;
  head[1] = 0x80 | (data.length < 126 ? data.length : 126);
  if (head.length === 4) head.writeUInt16BE(data.length, 2);
  for (let i = 0; i < data.length; i += 1) data[i] = (data[i] as number) ^ (mask[i % 4] as number);
  return Buffer.concat([head, mask, data]);
}
