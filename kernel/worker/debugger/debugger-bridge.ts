import inspector from 'node:inspector';
import { type Peer, WebSocketServer } from './web-socket-server.js';

interface Request {
  id: number;
  method: string;
  params?: object;
  sessionId?: string;
}

interface Notification {
  method: string;
  params?: object;
}

/** What a script is called on both sides; another name stays as it is. */
export interface ScriptUrls {
  toDebugger(url: string): string;
  fromDebugger(url: string): string;
}

/** What debuggers ask for as well: this very thread, which must never stand still. */
const NOT_HERE = /^NodeWorker\./;

/**
 * Lets a debugger of this machine at the thread that runs cells, and takes it away again. Messages go through this thread,
 * which is not stopped by a breakpoint.
 */
export class DebuggerBridge {
  private server: WebSocketServer | undefined;
  private address: Promise<string> | undefined;
  private session: inspector.Session | undefined;

  /** @param urls for debuggers, which take a name that is no whole path for one of Node's own files. */
  constructor(private readonly urls: ScriptUrls) {}

  /** A debugger may come, or is there. */
  get isOpen(): boolean {
    return this.server !== undefined;
  }

  /** @returns the address for a debugger that speaks the protocol of DevTools. */
  open(): Promise<string> {
    this.server ??= new WebSocketServer((peer) => this.serve(peer));
    this.address ??= this.server.listen();
    return this.address;
  }

  /** The thread goes on where it stands still, and stops at nothing any more. */
  release(): void {
    this.session?.post('Debugger.setSkipAllPauses', { skip: true }, () => {});
    this.session?.post('Debugger.resume', () => {});
  }

  /** The thread goes on, without a debugger. */
  close(): void {
    this.server?.close();
    this.server = undefined;
    this.address = undefined;
    this.disconnect();
  }

  private serve(peer: Peer): { hear(text: string): void; gone(): void } {
    const session = new inspector.Session();
    session.connectToMainThread();
    this.session = session;
    session.on('inspectorNotification', (message) =>
      peer.send(JSON.stringify(withUrl(message as Notification, this.urls.toDebugger))),
    );
    return {
      hear: (text) => answer(session, withUrl(JSON.parse(text) as Request, this.urls.fromDebugger), peer),
      gone: () => {
        if (this.session === session) this.disconnect();
      },
    };
  }

  private disconnect(): void {
    // V8 lets the thread go on that this debugger has stopped.
    this.session?.disconnect();
    this.session = undefined;
  }
}

function answer(session: inspector.Session, { id, method, params, sessionId }: Request, peer: Peer): void {
  const send = (reply: object): void =>
    peer.send(JSON.stringify({ id, ...(sessionId && { sessionId }), ...reply }));
  if (NOT_HERE.test(method)) {
    send({ result: {} });
    return;
  }
  session.post(method, params ?? {}, (error, result) => send(error ? { error } : { result: result ?? {} }));
}

function withUrl<M extends { params?: object }>(message: M, renamed: (url: string) => string): M {
  const { url } = (message.params ?? {}) as { url?: unknown };
  return typeof url === 'string' ? { ...message, params: { ...message.params, url: renamed(url) } } : message;
}
