import { type ProjectorColouring, toSample } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { entriesOf, isTensor, type TensorLike } from '../tensor-like.js';
import type { Value } from '../value.js';

/** One for each point: classes, or numbers that a scale of colours stands for. A row of several numbers is one-hot. */
export type PointLabels = TensorLike | readonly Value[] | readonly (readonly number[])[];

/** Whole numbers of more kinds than these are values, not classes. */
const MOST_NUMBERED = 20;
/** Texts of more kinds than these name points rather than classes. */
const MOST_CLASSES = 50;

/** @throws RangeError where there are not as many as points. */
export function listFor(given: unknown, count: number, what: string): readonly unknown[] {
  const list = entriesOf(given, `show.projector: ${what}`);
  if (list.length === count) return list;
  throw new RangeError(
    say(
      `show.projector: ${what} has ${list.length} entries for ${count} vectors.`,
      `show.projector: 벡터는 ${count}개인데 ${what}은(는) ${list.length}개입니다.`,
    ),
  );
}

/** Labels by their names; those without one are called so. */
export const namedLabels = (given: unknown): [name: string, labels: unknown][] => {
  if (given === undefined) return [];
  const isNamed =
    typeof given === 'object' &&
    given !== null &&
    !Array.isArray(given) &&
    !isTensor(given) &&
    !ArrayBuffer.isView(given);
  return isNamed ? Object.entries(given as object) : [[say('label', '레이블'), given]];
};

/** How points are coloured by a list of labels; texts that are nearly all different come back as names. */
export function colouringOf(
  name: string,
  list: readonly unknown[],
): ProjectorColouring | { names: string[] } {
  const values = list.map(single);
  const present = values.filter((value) => value !== null);
  const kinds = [...new Set(present)];
  const numeric = present.every((value) => typeof value === 'number');
  if (numeric && (kinds.length > MOST_NUMBERED || kinds.some((kind) => !Number.isInteger(kind))))
    return { kind: 'value', name, values: values.map((value) => toSample(value as number | null)) };
  if (kinds.length > MOST_CLASSES)
    return { names: values.map((value) => (value === null ? '' : String(value))) };
  const classes = numeric ? kinds.sort((a, b) => Number(a) - Number(b)) : kinds;
  const place = new Map(classes.map((kind, at) => [kind, at + 1]));
  return {
    kind: 'class',
    name,
    classes: classes.map(String),
    of: values.map((value) => place.get(value as never) ?? 0),
  };
}

function single(value: unknown): number | string | boolean | null {
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value)))
    return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return String(value);
  if (value.length === 1) return single(value[0]);
  return value.reduce((best, each, at) => (Number(each) > Number(value[best]) ? at : best), 0);
}
