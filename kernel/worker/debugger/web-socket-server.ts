import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { closeFrame, FrameReader, pongFrame, textFrame } from './frames.js';

/** The other side of a connection. */
export interface Peer {
  send(text: string): void;
  close(): void;
}

interface PeerListener {
  hear(text: string): void;
  gone(): void;
}

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A WebSocket on this machine for one client at a time, which has to know the address: it holds a secret. */
export class WebSocketServer {
  private readonly path = `/${randomBytes(24).toString('base64url')}`;
  private readonly server = http.createServer((_, response) => response.writeHead(404).end());
  private current: Duplex | undefined;

  /** @param met hears of a client; gives what hears it. */
  constructor(private readonly met: (peer: Peer) => PeerListener) {
    this.server.on('upgrade', (request, socket) => this.upgrade(request, socket));
  }

  /** @returns its address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.path}`;
  }

  close(): void {
    this.current?.end(closeFrame());
    this.current?.destroy();
    this.server.close();
  }

  private upgrade(request: http.IncomingMessage, socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    const key = request.headers['sec-websocket-key'];
    // A page of a browser has an origin, and no business here.
    const isKnown = isSame(request.url ?? '', this.path) && request.headers.origin === undefined;
    if (!isKnown || !key || this.current) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    const accept = createHash('sha1')
      .update(key + MAGIC)
      .digest('base64');
    socket.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${accept}`,
        '\r\n',
      ].join('\r\n'),
    );
    this.serve(socket);
  }

  private serve(socket: Duplex): void {
    this.current = socket;
    const write = (bytes: Buffer): void => {
      if (!socket.destroyed) socket.write(bytes);
    };
    const listener = this.met({
      send: (text) => write(textFrame(text)),
      close: () => socket.end(closeFrame()),
    });
    const reader = new FrameReader();
    socket.on('data', (bytes: Buffer) => {
      try {
        for (const frame of reader.read(bytes)) {
          if (frame.kind === 'text') listener.hear(frame.text);
          else if (frame.kind === 'ping') write(pongFrame(frame.data));
          else if (frame.kind === 'close') socket.end(closeFrame());
        }
      } catch {
        // Not a debugger.
        socket.destroy();
      }
    });
    // The other side has died; a socket of an upgrade would stay half open.
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      this.current = undefined;
      listener.gone();
    });
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
