import type { ScalarRows } from './scalar-table.js';

const TRAIN = new Set(['train', 'training']);
const VALIDATION = new Set(['val', 'valid', 'validation', 'eval']);

/** `Loss/train` and `train/loss` are "loss" of the half "train". */
function halvesOf(tag: string): { half: 'train' | 'validation'; metric: string } | undefined {
  const parts = tag.split('/');
  if (parts.length < 2) return undefined;
  for (const [at, rest] of [
    [parts.length - 1, parts.slice(0, -1)],
    [0, parts.slice(1)],
  ] as const) {
    const word = (parts[at] as string).toLowerCase();
    const metric = rest.join('/');
    if (TRAIN.has(word)) return { half: 'train', metric };
    if (VALIDATION.has(word)) return { half: 'validation', metric };
  }
  return undefined;
}

const lossInSmall = (metric: string): string => (metric.toLowerCase() === 'loss' ? 'loss' : metric);

/**
 * Scalars under the names by which trainings here tell the two halves apart: `Loss/train` and `Loss/val` become `loss` and
 * `val_loss`. A tag whose other half is not there, and one whose new name another has, keeps its own.
 */
export function trainAndValidation(rows: ScalarRows): ScalarRows {
  const tags = [...rows.columns.keys()];
  const halves = new Map(tags.map((tag) => [tag, halvesOf(tag)]));
  const metricsOf = (half: string) =>
    new Set([...halves.values()].flatMap((told) => (told?.half === half ? [told.metric] : [])));
  const [trained, validated] = [metricsOf('train'), metricsOf('validation')];
  const nameOf = (tag: string): string => {
    const told = halves.get(tag);
    if (!told || !trained.has(told.metric) || !validated.has(told.metric)) return lossInSmall(tag);
    return `${told.half === 'validation' ? 'val_' : ''}${lossInSmall(told.metric)}`;
  };
  const names = tags.map(nameOf);
  const isTaken = (name: string): boolean => names.filter((other) => other === name).length > 1;
  return {
    ...rows,
    columns: new Map(
      tags.map((tag, i) => [
        isTaken(names[i] as string) ? tag : (names[i] as string),
        rows.columns.get(tag) as (number | null)[],
      ]),
    ),
  };
}
