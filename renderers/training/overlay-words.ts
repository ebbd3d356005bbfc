import type { GroupPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatShort } from '../drawing/format.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { groupOverlays, type MeanPoint, type Overlay } from './group-overlay.js';
import { trainingStrings } from './strings.js';

/** "lowest mean 0.474 (epoch 11)": curves are kept at four digits, so means are told at three. */
export function bestMeanText({ log, means, best }: Overlay, locale: Locale): string | null {
  const found = means[best];
  if (!found) return null;
  const words = trainingStrings[locale].overlayBest[higherIsBetter(log) ? 'highest' : 'lowest'];
  return words(formatShort(found.mean, locale), formatCount(found.epoch, locale));
}

/** What a chart shows: a log by epoch, or by epoch of each run where these went on from others. */
export const overlayTitle = ({ log, continued }: Overlay, locale: Locale): string => {
  const t = trainingStrings[locale];
  return (continued ? t.overlayOwnTitle : t.overlayTitle)(log);
};

/** What the curves of all runs over each other tell, a line a chart. */
export const overlayLines = (payload: GroupPayload, locale: Locale): string[] =>
  groupOverlays(payload).map((overlay) => overlayText(overlay, locale));

/** A chart in words. */
export function overlayText(overlay: Overlay, locale: Locale): string {
  const t = trainingStrings[locale];
  const { log, means, n } = overlay;
  const [first, last] = [means[0], means.at(-1)];
  if (!first || !last) return `${overlayTitle(overlay, locale)}: ${t.overlayNoMean}`;
  const of = ({ mean }: MeanPoint) => formatShort(mean, locale);
  const count = (value: number) => formatCount(value, locale);
  const best = bestMeanText(overlay, locale) ?? '';
  return t.overlayText(log, count(n), of(first), best, of(last), count(last.epoch));
}
