import { type JsonObject, objectOf } from '../protocol/mime.js';
import type { CellText } from './cell-text.js';
import { exerciseOf, withExercise } from './exercise-cells.js';

/** What a cell holds after a change. */
export type Written = Pick<CellText, 'source' | 'metadata'>;

/** The text of a cell as students were given it; undefined where its metadata do not say. */
export function beginningOf({ metadata }: Pick<CellText, 'metadata'>): string | undefined {
  const { beginning } = exerciseOf(metadata);
  return typeof beginning === 'string' ? beginning : undefined;
}

export const withBeginning = (metadata: JsonObject, beginning: string): JsonObject =>
  withExercise(metadata, { ...exerciseOf(metadata), beginning });

/** Texts of the student's that are kept aside, the latest last. */
export function keptTexts({ metadata }: Pick<CellText, 'metadata'>): string[] {
  const { kept } = exerciseOf(metadata);
  return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string') : [];
}

/** The cell with its beginning; what the student has written is kept aside. Undefined where there is nothing to put back. */
export function reset(cell: CellText): Written | undefined {
  const beginning = beginningOf(cell);
  if (beginning === undefined || cell.source === beginning) return undefined;
  const kept = [...without(keptTexts(cell), cell.source), cell.source];
  return { source: beginning, metadata: withKept(cell.metadata, kept) };
}

/**
 * The cell with the text that was kept aside last. What stands in its place is kept in turn, so that the same again goes
 * through all of them. Undefined where none is kept.
 */
export function bringBack(cell: CellText): Written | undefined {
  const kept = keptTexts(cell);
  const latest = kept.at(-1);
  if (latest === undefined) return undefined;
  const rest = without(kept.slice(0, -1), cell.source);
  const now = cell.source === beginningOf(cell) || cell.source === latest ? [] : [cell.source];
  return { source: latest, metadata: withKept(cell.metadata, [...now, ...rest]) };
}

const without = (texts: readonly string[], text: string): string[] => texts.filter((one) => one !== text);

function withKept(metadata: JsonObject, kept: readonly string[]): JsonObject {
  const { kept: _, ...rest } = objectOf(exerciseOf(metadata));
  return withExercise(metadata, kept.length > 0 ? { ...rest, kept: [...kept] } : rest);
}
