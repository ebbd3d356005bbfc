import { say } from '../../words/index.js';
import { type Matrix, matrixRows, type TensorLike } from '../tensor-like.js';

/** What becomes of missing values (NaN, null): `refuse` names the first one, `keep` leaves them out of the fit and as NaN. */
export type Missing = 'refuse' | 'keep';

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'number' && Number.isNaN(value));

/**
 * @throws RangeError for an infinity or what is no number, and for a missing value unless they are kept; with column and row.
 */
export function checkValue(
  value: unknown,
  column: number,
  row: number,
  what: string,
  missing: Missing,
): void {
  if (typeof value === 'number' && Number.isFinite(value)) return;
  const place = say(`Column ${column} of ${what} holds`, `${what}의 ${column}열 ${row}행 값이`);
  if (!isMissing(value))
    throw new RangeError(
      say(
        `${place} ${String(value)} in row ${row}, which is no finite number. Correct or drop the row.`,
        `${place} ${String(value)}입니다. 유한한 수여야 합니다. 고치거나 그 행을 빼세요.`,
      ),
    );
  if (missing === 'keep') return;
  throw new RangeError(
    say(
      `${place} ${String(value)} in row ${row}. Fill or drop missing values before scaling, or keep them: { missing: 'keep' }.`,
      `${place} ${String(value)}입니다. 스케일링하기 전에 결측값을 채우거나 빼세요. 그대로 두려면 { missing: 'keep' }을 주세요.`,
    ),
  );
}

/**
 * The values of each column, without the missing ones.
 *
 * @throws RangeError for empty data, for a column without any value, and as {@link checkValue}.
 */
export function checkedColumns(train: TensorLike | Matrix, missing: Missing): number[][] {
  const rows = matrixRows(train, 'train');
  const width = rows[0]?.length ?? 0;
  if (width === 0)
    throw new RangeError(
      say(
        'train is empty; a scaling needs at least one row and one column to be fitted on.',
        'train이 비어 있습니다. 스케일링을 맞추려면 행과 열이 하나 이상 있어야 합니다.',
      ),
    );
  const columns: number[][] = Array.from({ length: width }, () => []);
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      checkValue(value, j, i, 'train', missing);
      if (!isMissing(value)) columns[j]?.push(value);
    });
  });
  const empty = columns.findIndex((values) => values.length === 0);
  if (empty >= 0)
    throw new RangeError(
      say(
        `Column ${empty} of train has no value at all, so there is nothing to fit a scaling on. Leave the column out.`,
        `train의 ${empty}열에는 값이 하나도 없어서 스케일링을 맞출 수 없습니다. 그 열을 빼세요.`,
      ),
    );
  return columns;
}
