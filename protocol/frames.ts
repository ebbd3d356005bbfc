/**
 * Frames on the kernel's socket: `[u32 JSON bytes][u32 binary bytes][JSON][binary]`, little-endian. The JSON part is a
 * JSON-RPC 2.0 message; the binary part, mostly empty, carries an array that belongs to it.
 */
export interface Frame {
  message: unknown;
  binary?: Uint8Array;
}

const HEADER = 8;
/** A frame larger than this is a broken or hostile peer. */
export const MAX_FRAME_BYTES = 256 * 1024 * 1024;

export function encodeFrame({ message, binary }: Frame): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(message));
  const frame = new Uint8Array(HEADER + json.length + (binary?.length ?? 0));
  const view = new DataView(frame.buffer);
  view.setUint32(0, json.length, true);
  view.setUint32(4, binary?.length ?? 0, true);
  frame.set(json, HEADER);
  if (binary) frame.set(binary, HEADER + json.length);
  return frame;
}

/** Collects bytes as they arrive and gives the frames that are complete. */
export class FrameReader {
  private chunks: Uint8Array[] = [];
  private size = 0;

  /** @throws RangeError when a header announces more than MAX_FRAME_BYTES. */
  push(bytes: Uint8Array): Frame[] {
    this.chunks.push(bytes);
    this.size += bytes.length;
    const frames: Frame[] = [];
    for (;;) {
      if (this.size < HEADER) return frames;
      const header = this.peek(HEADER);
      const view = new DataView(header.buffer, header.byteOffset, HEADER);
      const jsonBytes = view.getUint32(0, true);
      const binaryBytes = view.getUint32(4, true);
      const total = HEADER + jsonBytes + binaryBytes;
      if (total > MAX_FRAME_BYTES)
        throw new RangeError(`A frame of ${total} bytes is larger than the limit.`);
      if (this.size < total) return frames;
      const frame = this.peek(total);
      this.chunks = frame.length < this.size ? [this.joined().subarray(total)] : [];
      this.size -= total;
      const message: unknown = JSON.parse(
        new TextDecoder().decode(frame.subarray(HEADER, HEADER + jsonBytes)),
      );
      frames.push(
        binaryBytes > 0
          ? { message, binary: new Uint8Array(frame.subarray(HEADER + jsonBytes, total)) }
          : { message },
      );
    }
  }

  private peek(count: number): Uint8Array {
    const first = this.chunks[0];
    return first && first.length >= count ? first.subarray(0, count) : this.joined().subarray(0, count);
  }

  private joined(): Uint8Array {
    if (this.chunks.length === 1 && this.chunks[0]) return this.chunks[0];
    const all = new Uint8Array(this.size);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    this.chunks = [all];
    return all;
  }
}
