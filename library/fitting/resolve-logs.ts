interface Scalar {
  data(): Promise<ArrayLike<number>>;
  dispose(): void;
}

/**
 * Puts numbers in the place of the scalar tensors that tfjs hands to instances of `tf.Callback`, in the same object, and
 * disposes them; callbacks that come later find the numbers.
 */
export async function resolveLogs(logs: Record<string, unknown>): Promise<Record<string, number>> {
  for (const [name, value] of Object.entries(logs)) {
    if (typeof value !== 'object' || value === null || !('data' in value)) continue;
    const scalar = value as Scalar;
    logs[name] = (await scalar.data())[0];
    scalar.dispose();
  }
  return logs as Record<string, number>;
}
