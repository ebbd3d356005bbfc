import type { Locale, RunPayload } from '../../protocol/index.js';
import { batchNormSvg } from '../batch-norm/picture.js';
import { batchNormText } from '../batch-norm/text.js';
import { distributionsSvg } from '../distributions/picture.js';
import { distributionsText } from '../distributions/text.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { round } from '../drawing/svg.js';
import { dropoutSvg } from '../dropout/picture.js';
import { dropoutText } from '../dropout/text.js';
import { unpackedLayers } from './unpacked-layers.js';

/** Between one still and the next. */
const GAP = 20;
/** Of four stills in one file, each is drawn with fewer points than one that has the file to itself. */
const DETAIL = 0.25;

interface LayerStill {
  svg(options: StillOptions): Promise<string>;
  text(locale: Locale): string;
}

/** What of a run's layers can be drawn; a damaged payload is left to its tab, which says so. */
export function layerStills({ view, status, layers }: RunPayload): LayerStill[] {
  if (!layers || view !== 'full' || status === 'running') return [];
  const { dropout, batchNorm, distributions } = unpackedLayers(layers);
  return [
    ...(dropout ? [still(dropout, dropoutSvg, dropoutText)] : []),
    ...(batchNorm ? [still(batchNorm, batchNormSvg, batchNormText)] : []),
    ...(distributions ? [still(distributions, distributionsSvg, distributionsText)] : []),
  ];
}

const still = <Payload>(
  payload: Payload,
  svg: (payload: Payload, options: StillOptions) => Promise<string>,
  text: (payload: Payload, locale: Locale) => string,
): LayerStill => ({
  svg: (options) => svg(payload, options),
  text: (locale) => text(payload, locale),
});

/** The still of a run's curves with those of its layers below it, as wide as the curves. */
export async function withLayerStills(
  curves: string,
  payload: RunPayload,
  options: StillOptions,
): Promise<string> {
  const stills = layerStills(payload);
  if (stills.length === 0) return curves;
  const { theme, detail = 1 } = options;
  const palette = stillPalette(theme);
  const { width, height } = sizeOf(curves);
  let body = '';
  let bottom = height;
  for (const each of stills) {
    const svg = await each.svg({ ...options, detail: detail * DETAIL });
    const size = sizeOf(svg);
    // A wider one is drawn smaller, a narrower one keeps its size.
    const scale = Math.min(1, width / size.width);
    body += `<path d="M16,${round(bottom + GAP / 2)}H${width - 16}" stroke="${palette.grid}"/>`;
    bottom += GAP;
    body += nested(svg, size, { y: bottom, width: size.width * scale, height: size.height * scale });
    bottom += size.height * scale;
  }
  return curves
    .replace(/^<svg [^>]*>/, (tag) =>
      tag
        .replace(/ height="[^"]*"/, ` height="${Math.ceil(bottom)}"`)
        .replace(/ viewBox="[^"]*"/, ` viewBox="0 0 ${width} ${Math.ceil(bottom)}"`),
    )
    .replace(/(<\/desc><rect [^>]*height=")[^"]*"/, `$1${Math.ceil(bottom)}"`)
    .replace(/<\/svg>$/, () => `${body}</svg>`);
}

function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** A still inside of another: its title and description are the other's. */
function nested(
  svg: string,
  { width, height }: { width: number; height: number },
  place: { y: number; width: number; height: number },
): string {
  const at = `y="${round(place.y)}" width="${round(place.width)}" height="${round(place.height)}"`;
  return svg
    .replace(/^<svg [^>]*>/, () => `<svg ${at} viewBox="0 0 ${width} ${height}">`)
    .replace(/<title>.*?<\/title><desc>.*?<\/desc>/s, '');
}

/** What the layers did, in words and numbers, below the account of the curves. */
export const withLayerTexts = (text: string, payload: RunPayload, locale: Locale): string =>
  [text, ...layerStills(payload).map((each) => each.text(locale))].join('\n\n');
