import { closeSync, fstatSync, openSync, readSync, truncateSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { LimitedText } from '../output/limited-text.js';

type StreamName = 'stdout' | 'stderr';

/** Sizes of the two files, stdout first. */
export type StreamSizes = readonly [number, number];

interface StreamFile {
  name: StreamName;
  path: string;
  file: number;
  /** Bytes that have been read. */
  position: number;
  decoder: StringDecoder;
}

interface ProcessStreamsOptions {
  /** The files that the process, and its children, write to. */
  paths: Record<StreamName, string>;
  put(cell: string, name: StreamName, text: string): void;
  /** How far they have been read and shown. */
  read(sizes: StreamSizes): void;
}

const CHUNK_BYTES = 1024 * 1024;
/** Of a file whose text is not shown any more, as much is looked at. */
const TAIL_BYTES = 256 * 1024;
/** A file of text that is not shown any more is emptied at this size. */
const MOST_BYTES = 256 * 1024 * 1024;
/** The last words of a process belong to the account of its end, not to a cell; unless it lives on. */
const FATAL = /<--- Last few GCs --->|^FATAL ERROR: |^# Fatal error in/m;
const FATAL_HOLD_MS = 2000;

/**
 * What comes out of the process by other ways than JavaScript's own streams: children that inherit them, native code. It goes
 * to files, so that no writer ever waits for a reader, and from there to the cell that runs, or ran last.
 */
export class ProcessStreams {
  private readonly files: [StreamFile, StreamFile];
  private readonly limited: LimitedText;
  private readonly buffer = Buffer.alloc(CHUNK_BYTES);
  private cell: string | undefined;
  private fatalSince: number | undefined;
  private stopped = false;

  constructor(private readonly options: ProcessStreamsOptions) {
    const { paths, put } = options;
    const open = (name: StreamName): StreamFile => ({
      name,
      path: paths[name],
      file: openSync(paths[name], 'r'),
      position: 0,
      decoder: new StringDecoder('utf8'),
    });
    this.files = [open('stdout'), open('stderr')];
    this.limited = new LimitedText((name, text) => put(this.cell ?? '', name, text));
  }

  /** What was written until now belongs to the cell before; what comes belongs to this one. */
  startCell(cell: string, sizes: StreamSizes): void {
    if (this.cell === undefined) this.skipTo(sizes);
    else this.readTo(sizes);
    this.endCell();
    this.cell = cell;
  }

  /** A character that is not complete stays so. */
  endCell(): void {
    for (const { name, decoder } of this.files) this.show(name, decoder.end());
    this.limited.end();
  }

  /** Shows what was written before the files had these sizes: before something else that is shown. */
  readTo(sizes: StreamSizes): void {
    this.files.forEach((stream, i) => {
      this.read(stream, sizes[i as 0 | 1]);
    });
  }

  /** Shows all that is there. @returns whether there was anything. */
  readAll(): boolean {
    return this.files.map((stream) => this.read(stream, Number.POSITIVE_INFINITY)).some(Boolean);
  }

  /** What the process says from now on is of its end. */
  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    for (const { file } of this.files) closeSync(file);
  }

  /** Before the first cell there is none to show it in. */
  private skipTo(sizes: StreamSizes): void {
    this.files.forEach((stream, i) => {
      stream.position = sizes[i as 0 | 1];
    });
  }

  private read(stream: StreamFile, to: number): boolean {
    if (this.stopped || this.cell === undefined) return false;
    const { size } = fstatSync(stream.file);
    // A program has opened the file by its name, and begun it anew.
    if (size < stream.position) stream.position = 0;
    const end = Math.min(size, to);
    if (end <= stream.position) return false;
    if (this.limited.isCut && end - stream.position > TAIL_BYTES) {
      this.limited.skip(end - TAIL_BYTES - stream.position);
      stream.position = end - TAIL_BYTES;
    }
    while (stream.position < end) {
      const most = Math.min(CHUNK_BYTES, end - stream.position);
      const count = readSync(stream.file, this.buffer, 0, most, stream.position);
      if (count === 0) break;
      const bytes = this.buffer.subarray(0, count);
      if (stream.name === 'stderr' && this.isFatal(bytes)) return false;
      stream.position += count;
      this.show(stream.name, stream.decoder.write(bytes));
    }
    if (this.limited.isCut && stream.position > MOST_BYTES) {
      truncateSync(stream.path);
      stream.position = 0;
    }
    this.options.read([this.files[0].position, this.files[1].position]);
    return true;
  }

  private isFatal(bytes: Buffer): boolean {
    if (!FATAL.test(bytes.toString('latin1'))) return false;
    this.fatalSince ??= Date.now();
    if (Date.now() - this.fatalSince < FATAL_HOLD_MS) return true;
    this.fatalSince = undefined;
    return false;
  }

  private show(name: StreamName, text: string): void {
    if (text && this.cell !== undefined) this.limited.push(name, text);
  }
}
