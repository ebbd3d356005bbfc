const HIGH = 2 ** 32;

/** Goes through the bytes of a protocol buffer message without a copy, field by field. */
export class Wire {
  at = 0;
  end = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(new ArrayBuffer(0));
  private kind = 0;

  open(bytes: Uint8Array): this {
    // The same chunk of a file holds thousands of records.
    if (bytes.buffer !== this.view.buffer) this.view = new DataView(bytes.buffer);
    this.bytes = bytes;
    this.at = 0;
    this.end = bytes.length;
    return this;
  }

  /** The number of the next field; 0 at the end. @throws RangeError as all below where bytes are missing or no message. */
  field(): number {
    if (this.at >= this.end) return 0;
    const key = this.whole();
    this.kind = key % 8;
    const field = Math.floor(key / 8);
    if (field === 0) throw new RangeError('field 0');
    return field;
  }

  /** Whether the value of the field is bytes, a text or a message. */
  get isBytes(): boolean {
    return this.kind === 2;
  }

  /** A whole number from 0; beyond 2⁵³ rounded. */
  whole(): number {
    const small = this.small();
    if (small >= 0) return small;
    const [low, high] = this.parts();
    return high * HIGH + low;
  }

  /** A whole number with its sign, as `int64`. */
  signed(): number {
    const small = this.small();
    if (small >= 0) return small;
    const [low, high] = this.parts();
    return (high | 0) * HIGH + low;
  }

  float(): number {
    return this.view.getFloat32(this.take(4), true);
  }

  double(): number {
    return this.view.getFloat64(this.take(8), true);
  }

  /** The bytes of a text, of a message or of packed numbers, where they lie. */
  part(): Uint8Array {
    const length = this.whole();
    if (length > this.end - this.at) throw new RangeError('cut');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Goes into a message; `leave` with what it gives goes on behind it. */
  enter(): number {
    const length = this.whole();
    if (length > this.end - this.at) throw new RangeError('cut');
    const outer = this.end;
    this.end = this.at + length;
    return outer;
  }

  leave(outer: number): void {
    this.at = this.end;
    this.end = outer;
  }

  /** Numbers of a field that is repeated: packed, or one. */
  floats(into: number[]): void {
    this.numbers(into, () => this.float());
  }

  doubles(into: number[]): void {
    this.numbers(into, () => this.double());
  }

  wholes(into: number[]): void {
    this.numbers(into, () => this.signed());
  }

  skip(): void {
    if (this.kind === 0) this.whole();
    else if (this.kind === 1) this.take(8);
    else if (this.kind === 2) this.part();
    else if (this.kind === 5) this.take(4);
    else throw new RangeError(`kind ${this.kind}`);
  }

  private numbers(into: number[], read: () => number): void {
    if (this.kind !== 2) {
      into.push(read());
      return;
    }
    const outer = this.enter();
    while (this.at < this.end) into.push(read());
    this.leave(outer);
  }

  /** Where so many bytes begin, in the buffer. */
  private take(count: number): number {
    const from = this.at;
    if (count > this.end - from) throw new RangeError('cut');
    this.at += count;
    return this.bytes.byteOffset + from;
  }

  /** A number of at most four bytes, as most are; −1 where it is longer, or cut. */
  private small(): number {
    const { bytes, end } = this;
    let value = 0;
    let at = this.at;
    for (let shift = 0; shift < 28 && at < end; shift += 7) {
      const byte = bytes[at++] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.at = at;
        return value;
      }
    }
    return -1;
  }

  /** The lower and the higher 32 bits. */
  private parts(): [low: number, high: number] {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.end) throw new RangeError('cut');
      const byte = this.bytes[this.at++] as number;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) return [low >>> 0, high >>> 0];
    }
    throw new RangeError('varint');
  }
}
