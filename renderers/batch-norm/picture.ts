import type { BatchNormPayload } from '../../protocol/index.js';
import { formatCount, formatValue } from '../drawing/format.js';
import { keySvg } from '../drawing/key.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { StillWords } from '../drawing/still-words.js';
import { shorten, svgDocument } from '../drawing/svg.js';
import { channelsPerLine, MOST_LINES } from './gap-maps.js';
import { layerKey } from './layer-key.js';
import { judgedLayers, worstLayer } from './layer-to-show.js';
import { layerPlots } from './plots.js';
import { batchNormStrings } from './strings.js';
import { batchNormText } from './text.js';
import { verdictWords } from './words.js';

const WIDTH = 760;
const SIDE = 16;
const PLOTS = 330;

/** The still picture: the layer that differs most. */
export async function batchNormSvg(
  payload: BatchNormPayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const t = batchNormStrings[locale];
  const palette = stillPalette(theme);
  const judged = judgedLayers(payload);
  const found = worstLayer(judged);
  const name = shorten(payload.name, 40);
  const title = t.title(name, payload.status);
  const heading = found ? `${title}: ${shorten(found.reading.layer.name, 30)}` : title;
  const words = new StillWords(heading, { side: SIDE, width: WIDTH }, palette);
  if (!found) words.paragraph(t.none, 'quiet');
  else {
    const { reading, verdict } = found;
    const { layer } = reading;
    const [first = '', ...rest] = verdictWords(found, judged, locale);
    words.paragraph(first, verdict.level === 'agree' || verdict.level === 'nothing' ? 'strong' : 'bad');
    if (rest.length) words.paragraph(rest.join(' '));
    const facts = t.layerFacts(
      formatCount(layer.channels, locale),
      String(layer.momentum),
      formatValue(layer.epsilon, locale),
      formatCount(reading.rows, locale),
      formatCount(payload.every, locale),
    );
    words.paragraph(layer.after ? `${t.after(shorten(layer.after, 40))} · ${facts}` : facts, 'quiet');
    const column = reading.columns === 1 ? 0 : null;
    const most = Math.max(12, Math.round(240 * detail));
    if (reading.columns > MOST_LINES)
      words.paragraph(t.perLine(formatCount(channelsPerLine(reading.columns, most), locale)), 'quiet');
    if (reading.columns < layer.channels)
      words.paragraph(
        t.shown(formatCount(reading.columns, locale), formatCount(layer.channels, locale)),
        'quiet',
      );
    if (reading.rows > 0 && reading.columns > 0) {
      const place = { x: SIDE, width: WIDTH - 2 * SIDE };
      const key = keySvg(layerKey(reading, column, { palette, locale }), {
        ...place,
        y: words.y + 4,
        palette,
      });
      words.body += key.body;
      words.y += key.height + 2;
      words.body += layerPlots({
        reading,
        column,
        ...place,
        y: words.y,
        height: PLOTS,
        palette,
        locale,
        most,
        ridges: Math.max(3, Math.round(10 * detail)),
      }).body;
      words.y += PLOTS;
    }
  }
  return svgDocument({
    width: WIDTH,
    height: words.y + 4,
    title: heading,
    description: batchNormText(payload, locale),
    background: palette.background,
    font: palette.font,
    body: words.body,
  });
}
