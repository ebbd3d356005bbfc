import { type Call, callsOf } from './mutations.js';
import { argumentRows } from './rows/index.js';

/**
 * The calls of every row, and the first of each operation as a method of its first tensor.
 *
 * @param methods `Tensor.add` …
 */
export function allCalls(methods: readonly string[]): Call[] {
  const chained = argumentRows
    .filter(({ path, calls }) => methods.includes(`Tensor.${path}`) && calls[0]?.[0]?.kind === 'tensor')
    .map((row) => ({ ...row, path: `Tensor.${row.path}`, calls: row.calls.slice(0, 1) }));
  return [...argumentRows, ...chained].flatMap(callsOf);
}
