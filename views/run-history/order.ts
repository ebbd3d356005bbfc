import type { RunSummary } from '../../protocol/index.js';
import { type ShownStatus, shownStatus } from './shown-status.js';
import { nameOf } from './strings.js';

export const sorts = ['newest', 'best', 'name', 'notebook'] as const;
export type Sort = (typeof sorts)[number];

/** What of the runs is shown, and how. */
export interface Choice {
  words: string;
  status: ShownStatus | 'all';
  sort: Sort;
}
export const plainChoice: Choice = { words: '', status: 'all', sort: 'newest' };

/** The name of a file without its folders, of either system. */
export const fileName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** The runs that fit a choice, in its order. Each word of the filter has to stand somewhere in name, note or notebook. */
export function chosenRuns(runs: readonly RunSummary[], { words, status, sort }: Choice): RunSummary[] {
  const wanted = words.toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean);
  const fits = (run: RunSummary): boolean => {
    if (status !== 'all' && shownStatus(run) !== status) return false;
    const text = [nameOf(run), run.name, run.note ?? '', fileName(run.notebook ?? ''), run.id];
    const said = text.join('\n').toLowerCase().normalize('NFC');
    return wanted.every((word) => said.includes(word));
  };
  return runs.filter(fits).sort(comparisons[sort](runs));
}

type Comparison = (a: RunSummary, b: RunSummary) => number;

const newest: Comparison = (a, b) => b.startedAt - a.startedAt || (a.path < b.path ? 1 : -1);
const collator = new Intl.Collator(undefined, { numeric: true });

const comparisons: Record<Sort, (runs: readonly RunSummary[]) => Comparison> = {
  newest: () => newest,
  best: bestFirst,
  name: () => (a, b) => collator.compare(nameOf(a), nameOf(b)) || newest(a, b),
  notebook: () => (a, b) =>
    collator.compare(fileName(a.notebook ?? ''), fileName(b.notebook ?? '')) || newest(a, b),
};

/**
 * Values of one metric can be compared, and no others: the metric that most runs are judged by comes first, then the next.
 * Runs without a value come last.
 */
function bestFirst(runs: readonly RunSummary[]): Comparison {
  const counts = new Map<string, number>();
  for (const { metric, best } of runs) if (metric && best) counts.set(metric, (counts.get(metric) ?? 0) + 1);
  const rank = ({ metric, best }: RunSummary): number => (metric && best ? (counts.get(metric) ?? 0) : -1);
  return (a, b) => {
    const known = rank(b) - rank(a) || collator.compare(a.metric ?? '', b.metric ?? '');
    if (known !== 0 || !a.best || !b.best) return known || newest(a, b);
    return (a.more ? b.best.value - a.best.value : a.best.value - b.best.value) || newest(a, b);
  };
}
