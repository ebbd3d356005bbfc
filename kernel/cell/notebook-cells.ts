import type { ExecuteParams } from '../../protocol/index.js';
import { compileCell } from './compile.js';
import type { DeclaringCell } from './explain/index.js';

type Notebook = NonNullable<ExecuteParams['notebook']>;

/** The cell nearest to the one that runs whose text declares a name. Only asked where a name was not found. */
export function declaringCell(name: string, { cells, at }: Notebook): DeclaringCell | undefined {
  const found = cells
    .map((text, i) => ({ first: firstLine(text), distance: i - at, text }))
    .filter(({ text, distance }) => distance !== 0 && text.includes(name) && declares(text, name))
    .sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance));
  return found[0];
}

function declares(text: string, name: string): boolean {
  try {
    return compileCell(text).declared.includes(name);
  } catch {
    return false;
  }
}

const LONGEST = 50;

function firstLine(text: string): string {
  const line = (text.split('\n').find((candidate) => candidate.trim() !== '') ?? '').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
