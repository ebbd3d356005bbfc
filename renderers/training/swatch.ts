import { escapeXml } from '../drawing/svg.js';
import type { PointShape, SeriesLook } from './series.js';

const WIDTH = 20;
const HEIGHT = 10;

/** A mark of a point in the middle of a swatch. */
const shapes: Record<PointShape, string> = {
  circle: 'M10,2.2a2.8,2.8 0 1,1 -0.01,0z',
  'triangle-up': 'M10,1.6l3.2,5.6h-6.4z',
  diamond: 'M10,1.4l2.9,3.6l-2.9,3.6l-2.9,-3.6z',
  square: 'M7.5,2.5h5v5h-5z',
};

/**
 * A short piece of a line as it is drawn in the chart, for its legend.
 * @param marked whether the chart marks single points.
 * @param opacity of lines that stand back, as those of single batches.
 */
export function swatch({ color, dash, shape }: SeriesLook, marked: boolean, opacity = 1): string {
  const ink = `stroke="${escapeXml(color)}" stroke-width="2"`;
  const dashes = dash.length ? ` stroke-dasharray="${dash.join(' ')}"` : '';
  const point = marked ? `<path d="${shapes[shape]}" fill="${escapeXml(color)}"/>` : '';
  return `<svg class="epb-swatch" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true" opacity="${opacity}"><path d="M1,5H19" ${ink}${dashes}/>${point}</svg>`;
}
