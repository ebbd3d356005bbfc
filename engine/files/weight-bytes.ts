import type { io } from '@tensorflow/tfjs-core';

const BYTES: Record<string, number> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  float16: 2,
  uint16: 2,
  uint8: 1,
};

/** The bytes that weights take in a file; null where that cannot be told from the specification (strings). */
export function weightBytes(specs: readonly io.WeightsManifestEntry[]): number | null {
  let total = 0;
  for (const { shape, dtype, quantization } of specs) {
    const each = BYTES[quantization?.dtype ?? dtype];
    if (each === undefined) return null;
    total += each * shape.reduce((product, dimension) => product * dimension, 1);
  }
  return total;
}
