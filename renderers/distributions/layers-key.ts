import type { Locale } from '../../protocol/index.js';
import type { KeyEntry } from '../drawing/key.js';
import type { Palette } from '../drawing/palette.js';
import type { LayerRecords } from './model.js';
import { distributionsStrings } from './strings.js';

/** What the marks of the layers mean; of dead and saturated values where a layer may have them. */
export function layersKey(
  layers: readonly LayerRecords[],
  { palette, locale }: { palette: Palette; locale: Locale },
): KeyEntry[] {
  const t = distributionsStrings[locale];
  const has = (kind: 'dead' | 'saturated') => layers.some(({ activation }) => activation?.[kind]);
  const entries: KeyEntry[] = [
    { sign: 'dot', color: palette.train, words: t.gradientKey },
    { sign: 'triangle', color: palette.bad, words: t.calledKey },
  ];
  if (has('dead')) entries.push({ sign: 'bar', color: palette.data, words: t.deadKey });
  if (has('saturated')) entries.push({ sign: 'empty-bar', color: palette.data, words: t.saturatedKey });
  entries.push({ sign: 'line', color: palette.bad, width: 1, words: t.limitKey });
  return entries;
}
