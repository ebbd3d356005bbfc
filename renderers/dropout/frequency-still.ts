import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { shorten, svgDocument, wrap } from '../drawing/svg.js';
import { SvgPen } from '../drawing/svg-pen.js';
import { paintFrequency } from './frequency-plot.js';
import { frequencyAt, stepView } from './model.js';
import type { ShownStep } from './picture.js';
import type { DropoutRecord } from './record.js';
import { dropoutStrings } from './strings.js';
import { dropoutText, frequencyWords, stepWords } from './text.js';

const WIDTH = 860;
const SIDE = 16;
const HEIGHT = 300;

/** A still of how often each unit of a dropout layer was kept, up to a step. */
export function frequencySvg(
  record: DropoutRecord,
  { index, sample }: ShownStep,
  layer: number,
  { locale, theme }: StillOptions,
): string {
  const palette = stillPalette(theme);
  const t = dropoutStrings[locale];
  const view = stepView(record, index, sample);
  const mask = view.masks[layer];
  const pen = new SvgPen();
  const title = shorten(t.title(record.payload.name), 80);
  pen.text(SIDE, 28, title, { fill: palette.foreground, weight: 600, size: 15 });
  pen.text(SIDE, 47, `${t.views.frequency} · ${stepWords(view, locale)}`, {
    fill: palette.muted,
    size: 11.5,
  });
  if (mask)
    pen.within(SIDE, 60, () => {
      const size = { width: WIDTH - 2 * SIDE, height: HEIGHT };
      const alive = view.alive[mask.track.column] ?? null;
      paintFrequency(pen, frequencyAt(mask.track, mask.row), alive, size, palette, locale);
    });
  let bottom = 60 + HEIGHT + 6;
  for (const sentence of mask ? frequencyWords(mask, locale) : [])
    for (const line of wrap(sentence, 11.5, WIDTH - 2 * SIDE)) {
      bottom += 17;
      pen.text(SIDE, bottom, line, { fill: palette.foreground, size: 11.5 });
    }
  return svgDocument({
    width: WIDTH,
    height: bottom + 16,
    title,
    description: dropoutText(record.payload, locale),
    background: palette.background,
    font: palette.font,
    body: pen.body,
  });
}
