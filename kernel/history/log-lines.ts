import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;
/** A longer line is none of ours. */
const MOST_LINE = 64 * CHUNK;
const NEWLINE = 10;

/** A line of a file, or that it is too long to be read. */
export type LogLine = string | { tooLong: true };

/** Reads a file that grows: each call goes through the whole lines that are new, in bounded memory. */
export class LogLines {
  private offset = 0;

  constructor(private readonly path: string) {}

  /**
   * A last line without its end is left for the next call.
   *
   * @returns false where the file has become shorter than what was read of it: it is another one, to be read anew.
   * @throws where the file cannot be read.
   */
  read(take: (line: LogLine) => void): boolean {
    const file = openSync(this.path, 'r');
    try {
      if (fstatSync(file).size < this.offset) return false;
      this.readOn(file, take);
      return true;
    } finally {
      closeSync(file);
    }
  }

  private readOn(file: number, take: (line: LogLine) => void): void {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let parts: Buffer[] = [];
    let held = 0;
    let tooLong = false;
    let at = this.offset;
    for (;;) {
      const length = readSync(file, chunk, 0, CHUNK, at);
      if (length === 0) return;
      let from = 0;
      for (let end = find(chunk, 0, length); end >= 0; end = find(chunk, from, length)) {
        const line = Buffer.concat([...parts, chunk.subarray(from, end)]);
        take(tooLong ? { tooLong: true } : line.toString('utf8'));
        parts = [];
        held = 0;
        tooLong = false;
        from = end + 1;
        this.offset = at + from;
      }
      held += length - from;
      tooLong ||= held > MOST_LINE;
      if (tooLong) parts = [];
      else parts.push(Buffer.from(chunk.subarray(from, length)));
      at += length;
    }
  }
}

function find(chunk: Buffer, from: number, length: number): number {
  const at = chunk.indexOf(NEWLINE, from);
  return at < length ? at : -1;
}
