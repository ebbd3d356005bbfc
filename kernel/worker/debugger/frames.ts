/** One message, or sign, of the other side of a WebSocket (RFC 6455). */
export type Frame =
  | { kind: 'text'; text: string }
  | { kind: 'ping'; data: Buffer }
  | { kind: 'close' }
  | { kind: 'pong' };

const [CONTINUED, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10];
const FINAL = 0x80;
const MASKED = 0x80;
/** No debugger sends more at once. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Reads the frames of a client out of what arrives, in pieces of any size. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);
  private parts: Buffer[] = [];

  /** @throws Error where it is not what a client sends. */
  read(bytes: Buffer): Frame[] {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    const frames: Frame[] = [];
    for (let next = this.next(); next; next = this.next()) {
      const frame = this.frameOf(next);
      if (frame) frames.push(frame);
    }
    return frames;
  }

  private next(): { opcode: number; isFinal: boolean; data: Buffer } | undefined {
    const { rest } = this;
    if (rest.length < 2) return undefined;
    const [first = 0, second = 0] = rest;
    if ((second & MASKED) === 0) throw new Error('A client masks what it sends.');
    const short = second & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const start = 2 + lengthBytes + 4;
    if (rest.length < start) return undefined;
    const length =
      lengthBytes === 0 ? short : lengthBytes === 2 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    if (length > MOST_BYTES) throw new Error('The message is too long.');
    if (rest.length < start + length) return undefined;
    const mask = rest.subarray(start - 4, start);
    const data = Buffer.from(rest.subarray(start, start + length));
    for (let i = 0; i < length; i += 1) data[i] = (data[i] as number) ^ (mask[i % 4] as number);
    this.rest = rest.subarray(start + length);
    return { opcode: first & 0x0f, isFinal: (first & FINAL) !== 0, data };
  }

  private frameOf({
    opcode,
    isFinal,
    data,
  }: {
    opcode: number;
    isFinal: boolean;
    data: Buffer;
  }): Frame | undefined {
    if (opcode === CLOSE) return { kind: 'close' };
    if (opcode === PING) return { kind: 'ping', data };
    if (opcode === PONG) return { kind: 'pong' };
    if (opcode !== CONTINUED && opcode !== TEXT && opcode !== BINARY)
      throw new Error(`There is no frame of kind ${opcode}.`);
    this.parts.push(data);
    if (!isFinal) return undefined;
    const text = Buffer.concat(this.parts).toString('utf8');
    this.parts = [];
    return { kind: 'text', text };
  }
}

function frame(opcode: number, data: Buffer): Buffer {
  const { length } = data;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = FINAL | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, data]);
}

export const textFrame = (text: string): Buffer => frame(TEXT, Buffer.from(text));
export const pongFrame = (data: Buffer): Buffer => frame(PONG, data);
export const closeFrame = (): Buffer => frame(CLOSE, Buffer.alloc(0));
