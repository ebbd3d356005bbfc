import { createHash } from 'node:crypto';
import { type CellText, isLocked, type NbgraderMetadata } from '../../exercises/index.js';

/** nbgrader's `compute_checksum`, by which it sees whether a student has changed a cell. */
export function checksumOf(
  { source, cell_type }: Pick<CellText, 'source' | 'cell_type'>,
  own: NbgraderMetadata,
): string {
  const hash = createHash('md5').update(source).update(cell_type);
  for (const flag of [own.grade, own.solution, isLocked(own)]) hash.update(flag ? 'True' : 'False');
  hash.update(own.grade_id);
  if (own.grade) hash.update(pythonFloat(own.points ?? 0));
  return hash.digest('hex');
}

/** As Python writes a float: `2.0`, `0.5`. */
const pythonFloat = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
