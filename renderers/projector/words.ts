import type {
  Locale,
  ProjectionMethod,
  ProjectorColouring,
  ProjectorLayout,
  ProjectorPayload,
} from '../../protocol/index.js';
import { formatCount, formatShare, formatShort } from '../drawing/format.js';
import { shorten } from '../drawing/svg.js';
import { agreement, labelOf, layoutFor, methodsOf, rowOf } from './model.js';
import { projectorStrings } from './strings.js';

const LONGEST = 60;

export const projectorTitle = ({ title }: ProjectorPayload, locale: Locale): string =>
  title ?? projectorStrings[locale].title;

export const epochWords = (epoch: number, locale: Locale): string =>
  epoch === 0 ? projectorStrings[locale].before : projectorStrings[locale].epoch(formatCount(epoch, locale));

/** What a point is called: its name, or its row. */
export function pointName(payload: ProjectorPayload, point: number, locale: Locale): string {
  const name = payload.names?.[point];
  return name ? shorten(name, LONGEST) : projectorStrings[locale].row(String(rowOf(payload, point)));
}

export function labelWords(colouring: ProjectorColouring, point: number, locale: Locale): string {
  const label = labelOf(colouring, point);
  if (label === null) return projectorStrings[locale].none;
  return typeof label === 'number' ? formatShort(label, locale) : shorten(label, LONGEST);
}

/** What is told of a point: its name, its row, and each of its labels. */
export function pointSentence(payload: ProjectorPayload, point: number, locale: Locale): string {
  const name = pointName(payload, point, locale);
  const row = projectorStrings[locale].row(String(rowOf(payload, point)));
  const labels = payload.colourings.map(
    (each) => `${shorten(each.name, 24)} ${labelWords(each, point, locale)}`,
  );
  return [...(name === row ? [row] : [name, row]), ...labels].join(' · ');
}

/** What a layout is told by: how much of the variance it holds, or how it was computed. */
export function layoutWords(
  payload: ProjectorPayload,
  method: ProjectionMethod,
  dimensions: 2 | 3,
  locale: Locale,
): string {
  const t = projectorStrings[locale];
  const layout = layoutFor(payload, method, dimensions);
  if (!layout) return '';
  if (method === 'pca') return pcaWords(layout, dimensions, locale);
  const of = formatCount(layout.of, locale);
  return method === 'tsne'
    ? t.tsne(formatCount(payload.perplexity ?? 0, locale), of)
    : t.umap(formatCount(payload.neighbors ?? 0, locale), of);
}

function pcaWords({ shares = [] }: ProjectorLayout, dimensions: number, locale: Locale): string {
  const t = projectorStrings[locale];
  const shown = shares.slice(0, dimensions);
  if (shown.length === 0) return '';
  const parts = shown.map((share, at) =>
    t.component(formatCount(at + 1, locale), formatShare(share, locale)),
  );
  const sum = shown.reduce((all, share) => all + share, 0);
  return t.shares(`${parts.join(', ')} (${t.sum(formatShare(Math.min(1, sum), locale))})`);
}

export const sizeWords = ({ points, width }: ProjectorPayload, locale: Locale): string =>
  projectorStrings[locale].points(formatCount(points, locale), formatCount(width, locale));

/** What must be known of the picture as a whole: that it is a sample, that it was stopped. */
export function projectorNotes(payload: ProjectorPayload, locale: Locale): string[] {
  const t = projectorStrings[locale];
  const { points, given, status, layouts } = payload;
  const count = (value: number) => formatCount(value, locale);
  const notes = points < given ? [t.sampled(count(points), count(given))] : [];
  if (status !== 'stopped') return notes;
  const open = layouts.filter(({ done, of }) => done < of);
  const words = open.map(({ method, dimensions, done, of }) =>
    t.unfinished(`${t.methods[method]} ${dimensions}D`, count(done), count(of)),
  );
  return [...notes, t.stopped, ...words, ...(layouts.length === 0 ? [t.nothing] : [])];
}

/** What is computed now; empty where nothing is. */
export function progressWords({ status, working, layouts }: ProjectorPayload, locale: Locale): string {
  if (status !== 'running') return '';
  const t = projectorStrings[locale];
  const count = (value: number) => formatCount(Math.round(value), locale);
  if (working) return t.under(t.working[working.on], count(working.done), count(working.of));
  const open = layouts.find(({ done, of }) => done < of);
  return open
    ? t.under(`${t.methods[open.method]} ${open.dimensions}D`, count(open.done), count(open.of))
    : t.begins;
}

/** How often neighbours have the same class; empty where that is unknown. */
export function agreementWords(
  payload: ProjectorPayload,
  colouring: ProjectorColouring | undefined,
  locale: Locale,
): string {
  if (!colouring || !payload.nearest) return '';
  const [cosine, euclidean] = [
    agreement(payload, colouring, 'cosine'),
    agreement(payload, colouring, 'euclidean'),
  ];
  if (cosine === null || euclidean === null) return '';
  return projectorStrings[locale].agreement(
    formatCount(payload.nearest.count, locale),
    shorten(colouring.name, 24),
    formatShare(cosine, locale),
    formatShare(euclidean, locale),
  );
}

/** The first method that there is a layout of. */
export const firstMethod = (payload: ProjectorPayload): ProjectionMethod => methodsOf(payload)[0] ?? 'pca';
