import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { NotOpened, OpenedValue } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { FromViewer, ViewerQuestion } from '../viewer/questions.js';

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Values that can be open at the same time; opening another closes the oldest. */
const MOST_OPEN = 6;

interface ViewerHost {
  /** The thread that runs cells sends values this way. */
  sendPort(port: MessagePort): void;
  /** It is to send a value, and to say that the answer is to this call. */
  look(call: number, view: string, name: string): void;
}

/** The thread that looks at values, started with the first that is opened. What it did is gone with it, if it dies. */
export class ValueViewer {
  private worker: Worker | undefined;
  private calls = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly open = new Set<string>();

  constructor(private readonly host: ViewerHost) {}

  openValue({ view, name }: { view: string; name: string }): Promise<OpenedValue | NotOpened> {
    this.start();
    this.open.delete(view);
    this.open.add(view);
    const [oldest] = this.open;
    if (this.open.size > MOST_OPEN && oldest !== undefined) void this.close(oldest);
    const call = ++this.calls;
    return this.answered(call, () => this.host.look(call, view, name));
  }

  /** The value cannot be sent. */
  told(call: number, problem: NotOpened): void {
    this.settle({ call, result: problem });
  }

  async close(view: string): Promise<Record<string, never>> {
    this.open.delete(view);
    return this.worker ? this.ask({ method: 'closeValue', view }) : {};
  }

  /** @throws Error where no such value is open. */
  ask<T>(question: ViewerQuestion): Promise<T> {
    const { worker } = this;
    if (!worker) throw new Error(say('This value is not open any more.', '이 값은 이제 열려 있지 않습니다.'));
    const call = ++this.calls;
    return this.answered(call, () => worker.postMessage({ call, question }));
  }

  private answered<T>(call: number, send: () => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      send();
    });
  }

  private settle(answer: FromViewer): void {
    const waiting = this.waiting.get(answer.call);
    this.waiting.delete(answer.call);
    if ('failed' in answer) waiting?.reject(new Error(answer.failed));
    else waiting?.resolve(answer.result as never);
  }

  private start(): void {
    if (this.worker) return;
    const worker = new Worker(join(__dirname, 'viewer.cjs'));
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ port: port1 }, [port1]);
    this.host.sendPort(port2);
    worker.on('message', (answer: FromViewer) => this.settle(answer));
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
      this.open.clear();
      for (const call of [...this.waiting.keys()])
        this.settle({
          call,
          failed: say(
            'The value was too much to look at: the memory did not suffice.',
            '메모리가 모자라 이 값을 살펴볼 수 없습니다.',
          ),
        });
    });
    worker.unref();
    this.worker = worker;
  }
}
