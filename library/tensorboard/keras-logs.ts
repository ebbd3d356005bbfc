/** tfjs' keys for metrics that Keras tells under the name they were compiled with. */
const SHORT: Record<string, string> = { accuracy: 'acc', crossentropy: 'ce' };

/**
 * Logs under Keras' keys: a metric has the name that `compile` was given. tfjs says `acc` for "accuracy" and `ce` for
 * "crossentropy".
 *
 * @param metrics As given to `compile`: names and functions, in a list or by output.
 */
export function kerasLogs(logs: Readonly<Record<string, number>>, metrics: unknown): Record<string, number> {
  const compiled = namesIn(metrics);
  const renamed = Object.entries(SHORT).filter(([long, short]) => compiled.has(long) && !compiled.has(short));
  const rename = (key: string): string => {
    for (const [long, short] of renamed) {
      if (key === short || key.endsWith(`_${short}`)) return key.slice(0, -short.length) + long;
    }
    return key;
  };
  return Object.fromEntries(Object.entries(logs).map(([key, value]) => [rename(key), value]));
}

function namesIn(metrics: unknown): Set<string> {
  if (typeof metrics === 'string') return new Set([metrics]);
  if (typeof metrics !== 'object' || metrics === null) return new Set();
  return new Set(Object.values(metrics).flatMap((part) => [...namesIn(part)]));
}
