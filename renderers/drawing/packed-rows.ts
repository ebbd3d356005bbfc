/** Bytes that a base64 text holds; `null` where it is not whole, as after a cut. */
export function packedLength(text: string): number | null {
  if (text.length % 4 !== 0) return null;
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
}

/** Some of the bytes of a base64 text; only these are decoded, so that a long record opens at once. */
export function packedBytes(text: string, from: number, length: number): Uint8Array<ArrayBuffer> {
  const first = Math.floor(from / 3);
  const binary = atob(text.slice(first * 4, Math.ceil((from + length) / 3) * 4));
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = binary.charCodeAt(from - first * 3 + at);
  return bytes;
}

/** One row of a packed matrix of float32. */
export function packedRow(matrix: { columns: number; float32: string }, row: number): Float32Array {
  return new Float32Array(packedBytes(matrix.float32, row * matrix.columns * 4, matrix.columns * 4).buffer);
}
