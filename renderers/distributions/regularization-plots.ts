import type { DistributionsPayload, Locale } from '../../protocol/index.js';
import { type Frame, frameAxes, frameLine, HEAD_LINE, headsStack } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { linearDomain } from '../drawing/scale.js';
import { svgText, textWidth } from '../drawing/svg.js';
import { wordColor } from '../drawing/word-color.js';
import { regularization } from './model.js';
import { distributionsStrings } from './strings.js';

const BETWEEN = 12;
const NUMBERS = 38;
const HEAD = 21;
const FOOT = 16;

/** Penalty and data loss, and beside them the norm of the weights, each over the epochs; or one of them alone. */
export function regularizationPlots(
  payload: DistributionsPayload,
  place: { x: number; y: number; width: number; height: number },
  { palette, locale }: { palette: Palette; locale: Locale },
  only?: 'loss' | 'norm',
): { body: string; frames: Frame[] } {
  const t = distributionsStrings[locale];
  const { x: epochs, penalty, dataLoss, weightNorm, any } = regularization(payload);
  const first = epochs[0] ?? 0;
  const each = only ? place.width : (place.width - BETWEEN) / 2;
  const width = each - NUMBERS - 10;
  const penaltyKey = any ? `- - ${t.penalty}` : '';
  const dataKey = `— ${t.dataLoss}`;
  const stacked = headsStack([
    { title: t.lossPlot, note: any ? `${dataKey}   ${penaltyKey}` : dataKey, width },
  ]);
  const head = HEAD + (stacked ? HEAD_LINE : 0);
  const finite = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const loss: Frame = {
    x: place.x + NUMBERS,
    y: place.y + head,
    width,
    height: place.height - head - FOOT,
    xDomain: [Math.min(first, 1), Math.max(first + 1, epochs.at(-1) ?? 1)],
    yDomain: linearDomain([...finite(dataLoss), ...(any ? [...finite(penalty), 0] : [])]),
  };
  const norm: Frame = {
    ...loss,
    ...(!only && { x: loss.x + each + BETWEEN }),
    yDomain: linearDomain(finite(weightNorm)),
  };
  const ink = { palette, locale, xWord: t.epoch };
  const normBody =
    frameAxes(norm, { ...ink, title: t.normPlot, stacked: stacked && !only }) +
    frameLine(norm, { x: epochs, y: weightNorm }, { color: palette.foreground, width: 2 });
  if (only === 'norm') return { body: normBody, frames: [norm] };
  let body = frameAxes(loss, { ...ink, title: t.lossPlot, stacked });
  body += frameLine(loss, { x: epochs, y: dataLoss }, { color: palette.train, width: 2 });
  if (any) body += frameLine(loss, { x: epochs, y: penalty }, { color: palette.data, width: 2, dash: '6 3' });
  const keyWidth = textWidth(dataKey, 10) + 8;
  const key = (text: string, color: string, at: number) =>
    svgText(
      at,
      loss.y - 8,
      text,
      `font-size="10" fill="${wordColor(color, palette)}"${stacked ? '' : ' text-anchor="end"'}`,
    );
  const right = loss.x + width;
  if (any) body += key(penaltyKey, palette.data, stacked ? loss.x + keyWidth : right);
  const beside = any ? textWidth(penaltyKey, 10) + 8 : 0;
  body += key(dataKey, palette.train, stacked ? loss.x : right - beside);
  return only ? { body, frames: [loss] } : { body: body + normBody, frames: [loss, norm] };
}
