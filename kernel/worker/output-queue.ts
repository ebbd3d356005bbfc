import type { MimeBundle, OutputOp } from '../../protocol/index.js';
import { lessOfOverwritten } from '../output/overwritten.js';

type Put = (cell: string, op: OutputOp) => void;

/** How long text waits for more of its stream, unless it is the first for that long. */
const STREAM_MS = 30;

/**
 * Keeps the order of outputs: a picture that takes a moment to draw holds back what follows it; text that comes in many small
 * pieces goes on in few.
 */
export class OutputQueue {
  private chain: Promise<void> = Promise.resolve();
  private queued = 0;
  private text: { cell: string; name: 'stdout' | 'stderr'; parts: string[] } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly put: Put) {}

  add(cell: string, op: OutputOp): void {
    if (op.kind === 'stream') {
      this.addText(cell, op.name, op.text);
      return;
    }
    this.flushText();
    this.enqueue(() => this.put(cell, op));
  }

  /** @param draw must not reject. */
  addPicture(cell: string, id: string, draw: () => Promise<MimeBundle>, update: boolean): void {
    this.flushText();
    this.enqueue(async () => this.put(cell, { kind: update ? 'update' : 'display', id, data: await draw() }));
  }

  /** Settles when all that was added before has been put out. */
  drained(): Promise<void> {
    this.flushText();
    return this.chain;
  }

  private addText(cell: string, name: 'stdout' | 'stderr', text: string): void {
    if (this.text && (this.text.cell !== cell || this.text.name !== name)) this.flushText();
    this.text ??= { cell, name, parts: [] };
    this.text.parts.push(text);
    if (this.timer) return;
    // What stands alone goes at once: the process may not live to the end of the wait.
    this.flushText();
    this.timer = setTimeout(() => this.flushText(), STREAM_MS);
  }

  private flushText(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { text } = this;
    this.text = undefined;
    if (text)
      this.enqueue(() =>
        this.put(text.cell, {
          kind: 'stream',
          name: text.name,
          text: lessOfOverwritten(text.parts.join('')),
        }),
      );
  }

  /** At once where nothing waits: an output must not be later than it needs to be. */
  private enqueue(work: () => void | Promise<void>): void {
    this.queued += 1;
    if (this.queued > 1) {
      this.chain = this.chain.then(work).finally(() => {
        this.queued -= 1;
      });
      return;
    }
    const started = work();
    if (started) {
      this.chain = started.finally(() => {
        this.queued -= 1;
      });
    } else this.queued -= 1;
  }
}
