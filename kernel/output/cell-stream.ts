import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

type Done = (error?: Error | null) => void;

/** What terminals of this width would show; nothing here wraps lines. */
const COLUMNS = 80;
const ROWS = 24;
const COLOR_BITS = 24;

/**
 * `process.stdout` or `process.stderr` of the cells. It keeps no state of its own between writes but for bytes of a character
 * that is not complete: a cell that is broken off in the middle of a write must not silence those after it.
 */
export class CellStream extends Writable {
  readonly columns = COLUMNS;
  readonly rows = ROWS;
  private readonly decoder = new StringDecoder('utf8');
  private surrogate = '';

  constructor(
    readonly fd: 1 | 2,
    private readonly put: (text: string) => void,
  ) {
    // It is never closed, and whoever has ended it need not wait for that.
    super({ decodeStrings: false, autoDestroy: false, emitClose: false });
  }

  /** All is taken at once, so there is never anything to wait for. */
  override write(chunk: unknown, encoding?: BufferEncoding | Done, callback?: Done): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof chunk !== 'string') this.writeBytes(bytesOf(chunk));
    else if (typeof encoding === 'string' && !/^utf-?8$/i.test(encoding))
      this.writeBytes(Buffer.from(chunk, encoding));
    else this.writeText(chunk);
    if (typeof done === 'function') process.nextTick(done);
    return true;
  }

  /** Characters that are cut come out whole with the rest of their bytes. */
  writeBytes(bytes: Uint8Array): void {
    this.show(this.decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  }

  /** What is cut stays cut. */
  flush(): void {
    const text = this.surrogate + this.decoder.end();
    this.surrogate = '';
    if (text) this.put(text);
  }

  /** Cells that come later write on. */
  override end(chunk?: unknown, encoding?: BufferEncoding | Done, callback?: Done): this {
    const given = [chunk, encoding, callback];
    const done = given.find((value) => typeof value === 'function') as Done | undefined;
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function')
      this.write(chunk, typeof encoding === 'string' ? encoding : undefined);
    process.nextTick(() => {
      this.emit('finish');
      done?.();
    });
    return this;
  }

  override destroy(): this {
    return this;
  }

  destroySoon(): this {
    return this;
  }

  getColorDepth(): number {
    return COLOR_BITS;
  }

  hasColors(count?: unknown): boolean {
    return (typeof count === 'number' ? count : 16) <= 2 ** COLOR_BITS;
  }

  getWindowSize(): [number, number] {
    return [COLUMNS, ROWS];
  }

  private writeText(text: string): void {
    this.show(this.decoder.end() + text);
  }

  /** Half of a character waits for its other half. */
  private show(text: string): void {
    const whole = this.surrogate + text;
    this.surrogate = /[\ud800-\udbff]$/.exec(whole)?.[0] ?? '';
    const shown = this.surrogate ? whole.slice(0, -1) : whole;
    if (shown) this.put(withReturns(shown));
  }
}

/** The cursor of a terminal, as far as one line goes: back to its start, and the line emptied. */
const withReturns = (text: string): string =>
  text.includes('\u001b[')
    ? text.replaceAll('\u001b[1G', '\r').replaceAll('\u001b[2K', `\r${' '.repeat(COLUMNS)}\r`)
    : text;

/** @throws TypeError as streams do. */
function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const error = new TypeError(
    `The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${chunk === null ? 'null' : typeof chunk}`,
  );
  throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
}
