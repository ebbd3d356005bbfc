import type { UnitId } from '../unit-account.js';

/** What a key does to the unit that is pointed at: by units up and down, by layers to the sides. */
export function walk(
  key: string,
  from: UnitId | null,
  ground: { columns: number; units(column: number): number; first: number; oneLayer: boolean },
): UnitId | null {
  const { columns, units, first, oneLayer } = ground;
  const last = (column: number) => units(column) - 1;
  const at = from ?? { column: first, unit: -1 };
  const to = (column: number, unit: number): UnitId => ({
    column,
    unit: Math.max(0, Math.min(last(column), unit)),
  });
  /** To about the same height of another layer. */
  const across = (by: number): UnitId => {
    const column = Math.max(0, Math.min(columns - 1, at.column + by));
    const share = Math.max(0, at.unit) / Math.max(1, last(at.column));
    return to(column, Math.round(share * last(column)));
  };
  switch (key) {
    case 'ArrowDown':
      return to(at.column, at.unit + 1);
    case 'ArrowUp':
      return to(at.column, at.unit - 1);
    case 'ArrowRight':
      return oneLayer || !from ? to(at.column, at.unit + 1) : across(1);
    case 'ArrowLeft':
      return oneLayer || !from ? to(at.column, at.unit - 1) : across(-1);
    case 'Home':
      return to(at.column, 0);
    case 'End':
      return to(at.column, last(at.column));
    default:
      return null;
  }
}
