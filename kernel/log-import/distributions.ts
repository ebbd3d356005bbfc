import type { HistogramBucket } from '../../library/tensorboard/index.js';
import type { Distribution, DistributionsPayload, Histogram } from '../../protocol/index.js';
import type { ImportedRun } from './imported-run.js';
import type { LoggedHistogram } from './kept-media.js';

const BINS = 30;
const MOST_LAYERS = 60;

/** All histograms of a run, by tag. */
export function histogramsOf({ files }: ImportedRun): Map<string, LoggedHistogram[]> {
  const found = new Map<string, LoggedHistogram[]>();
  for (const { media } of files)
    for (const [tag, all] of media.histograms) found.set(tag, [...(found.get(tag) ?? []), ...all]);
  return found;
}

/**
 * The picture of a run's histograms, where it is counted in epochs as the picture is. What a histogram does not tell (mean,
 * deviation and norm of the values themselves) stays "not measured".
 */
export function distributionsOf(run: ImportedRun): DistributionsPayload | undefined {
  const tags = [...histogramsOf(run)].slice(0, MOST_LAYERS);
  if (run.by !== 'epoch' || tags.length === 0) return undefined;
  const epochs = [...new Set(tags.flatMap(([, all]) => all.map(({ step }) => step + 1)))].sort(
    (a, b) => a - b,
  );
  const none = new Array<null>(epochs.length).fill(null);
  return {
    version: 1,
    run: run.id,
    name: run.name,
    status: 'completed',
    plannedEpochs: run.rows.step.at(-1) ?? epochs.length,
    epochs,
    layers: tags.map(([tag, all]): Distribution => {
      const by = new Map(all.map(({ step, buckets }) => [step + 1, buckets]));
      return {
        ...partsOf(tag),
        className: '',
        histograms: epochs.map((epoch) => evenBins(by.get(epoch))),
        mean: none,
        standardDeviation: none,
        norm: none,
      };
    }),
    penalty: none,
    dataLoss: none,
    weightNorm: none,
  };
}

/** `net/dense/kernel/histogram` is the weight "kernel" of "net/dense". */
function partsOf(tag: string): Pick<Distribution, 'layer' | 'what' | 'name'> {
  const parts = tag.split('/').filter((part) => part !== 'histogram');
  const last = parts.at(-1) ?? tag;
  if (last === 'activations')
    return { layer: parts.slice(0, -1).join('/') || tag, what: 'activation', name: '' };
  const isGradient = last === 'gradients';
  const path = isGradient ? parts.slice(0, -1) : parts;
  return {
    layer: path.slice(0, -1).join('/') || path.join('/') || tag,
    what: isGradient ? 'gradient' : 'weight',
    name: path.at(-1) ?? tag,
  };
}

/** Buckets of any width as bins of equal width, each bucket shared out over the bins that it covers. */
export function evenBins(buckets: readonly HistogramBucket[] | undefined): Histogram | null {
  const told = (buckets ?? []).filter(
    ({ left, right, count }) => Number.isFinite(left + right + count) && count > 0,
  );
  if (told.length === 0) return null;
  const low = Math.min(...told.map(({ left }) => left));
  const high = Math.max(...told.map(({ right }) => right));
  const counts = new Array<number>(BINS).fill(0);
  const width = (high - low) / BINS;
  const add = (bin: number, count: number): void => {
    const at = Math.max(0, Math.min(BINS - 1, bin));
    counts[at] = (counts[at] as number) + count;
  };
  for (const { left, right, count } of told) {
    const [from, to] = [(left - low) / width, (right - low) / width];
    if (!(to - from > 1e-9)) add(width > 0 ? Math.floor(from) : BINS - 1, count);
    else
      for (let bin = Math.floor(from); bin < to; bin++)
        add(bin, (count * (Math.min(to, bin + 1) - Math.max(from, bin))) / (to - from));
  }
  return { low, high, counts };
}
