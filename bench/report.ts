import type { Machine } from './machine.js';
import { type Measurement, meets } from './measurement.js';
import { rounded } from './statistics.js';

/** Prints the table that `npm run bench` is for. */
export function printTable(measurements: readonly Measurement[], machine: Machine): void {
  const rows = measurements.map(({ name, value, unit, detail, target }) => [
    name,
    `${rounded(value)} ${unit}`,
    detail,
    target ? `${'atMost' in target ? '≤' : '≥'} ${Object.values(target)[0]} ${unit}` : '',
    target ? (meets(value, target) ? 'ok' : 'OVER') : '',
  ]);
  const head = ['what', 'measured', 'of', 'target', ''];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, i) => (i === 1 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  const { cpu, cores, memoryGiB, system, node, date } = machine;
  console.log(`\n${line(head)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  for (const row of rows) console.log(line(row));
  console.log(`\n${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}, ${date.slice(0, 10)}`);
}
