import { Readable } from 'node:stream';

interface StateOfReadable {
  new (options: object, stream: Readable): unknown;
}
const { ReadableState } = Readable as unknown as { ReadableState: StateOfReadable };
// No line is asked for before it is needed.
const OPTIONS = { highWaterMark: 0 };

/** `process.stdin` of the cells: a line at a time, as a terminal gives them, asked for when somebody reads. */
export class StdinStream extends Readable {
  readonly fd = 0;
  /** A read waits for its line. */
  reading = false;
  /** It waits for a call of `read` by the program itself, without listeners. */
  private direct = false;
  private held = true;

  constructor(private readonly changed: () => void) {
    super(OPTIONS);
    this.listen();
  }

  /**
   * Input that has ended begins anew, in the same object: cells hold on to it. Who listened to the old one is done with it.
   */
  begin(): void {
    this.removeAllListeners();
    Object.assign(this, { _readableState: new ReadableState(OPTIONS, this), reading: false });
    this.direct = false;
    this.held = true;
    this.listen();
  }

  override _read(): void {
    this.reading = true;
    this.changed();
  }

  override read(size?: number): unknown {
    if (this.readableFlowing !== true && this.listenerCount('readable') === 0) this.direct = true;
    return super.read(size);
  }

  override pause(): this {
    super.pause();
    this.changed();
    return this;
  }

  override resume(): this {
    super.resume();
    this.changed();
    return this;
  }

  /** As with a socket: a program that only waits for this may end. */
  unref(): this {
    this.held = false;
    return this;
  }

  ref(): this {
    this.held = true;
    return this;
  }

  private listen(): void {
    this.on('newListener', (name) => {
      if (name === 'readable') this.changed();
    });
    this.on('close', () => this.changed());
  }

  /** Lets go of all that listen for what comes, but for these. */
  cutOff(but: ReadonlySet<unknown>): void {
    this.direct = false;
    this.removeAllListeners('readable');
    for (const listener of this.rawListeners('data'))
      if (!but.has(listener)) this.removeListener('data', listener as () => void);
  }

  deliver(line: string): void {
    this.reading = false;
    this.direct = false;
    this.push(Buffer.from(line));
  }

  end(): void {
    this.reading = false;
    this.push(null);
    // Where nobody reads on, the end would never be seen.
    if (this.readableFlowing !== true) this.read(0);
  }

  get isOver(): boolean {
    return this.readableEnded || this.destroyed;
  }

  /** A program that has this open goes on. */
  get holds(): boolean {
    return this.held && !this.isOver;
  }

  /** Who takes what comes, but for these listeners of `data` that belong to readline. */
  wantsLines(ofReadline: number): boolean {
    if (this.isOver) return false;
    if (this.direct || this.listenerCount('readable') > 0) return true;
    return this.readableFlowing === true && this.listenerCount('data') > ofReadline;
  }
}
