/** Bytes that grow at their end. */
export class ByteList {
  private room = new Uint8Array(1024);
  private length = 0;

  get bytes(): Uint8Array {
    return this.room.subarray(0, this.length);
  }

  add(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.room.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** @param value a safe integer, not negative. */
  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest > 127) {
      this.room[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.room[this.length++] = rest;
  }

  uint32(value: number): void {
    this.reserve(4);
    for (let shift = 0; shift < 32; shift += 8) this.room[this.length++] = value >>> shift;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.room.length) return;
    const larger = new Uint8Array(Math.max(this.length + more, this.room.length * 2));
    larger.set(this.bytes);
    this.room = larger;
  }
}
