import type { Locale, ModelPayload } from '../../protocol/index.js';
import { blend } from '../drawing/blend.js';
import type { Palette } from '../drawing/palette.js';
import { escapeXml, round, shortenTo, svgText, textWidth } from '../drawing/svg.js';
import { BOX_HEIGHT, BOX_PAD, FONT } from './box-size.js';
import type { Member } from './members.js';
import { layerOf } from './model.js';
import { type Box, FRAME, type Frame, type Scene } from './scene.js';
import { groupName } from './words.js';

/** What a scene is painted with. */
export interface Paint {
  palette: Palette;
  locale: Locale;
}

/** The colour of a kind of layer; its name stands in the box too. */
export function kindColor(className: string, palette: Palette): string {
  if (/Dropout|Noise|Normalization/.test(className)) return palette.validation;
  if (/Conv/.test(className)) return palette.data;
  if (/RNN|LSTM|GRU|Bidirectional|Attention|Transformer/.test(className)) return palette.best;
  if (/^(Dense|EinsumDense|Embedding|PositionEmbedding)$/.test(className)) return palette.train;
  return palette.muted;
}

const colorOf = (payload: ModelPayload, member: Member, palette: Palette): string => {
  const node = member.node;
  return node === undefined || member.kind !== 'leaf'
    ? palette.foreground
    : kindColor(layerOf(payload, payload.nodes[node] as never).className, palette);
};

/** The content of a scene as SVG: frames, then lines, then boxes over them. */
export function paintScene(payload: ModelPayload, scene: Scene, paint: Paint): string {
  return [
    ...scene.frames.map((frame) => paintFrame(payload, frame, paint)),
    paintLines(scene, paint),
    ...scene.boxes.map((box) => paintBox(payload, box, scene.box.width, paint)),
  ].join('');
}

function paintLines({ lines, horizontal }: Scene, { palette }: Paint): string {
  const width = palette.highContrast ? 1.8 : 1.3;
  const drawn = lines.map(
    ({ path, source, target }) => `<path d="${path}" data-from="${source}" data-to="${target}"/>`,
  );
  const arrows = lines.filter(({ arrow }) => arrow).map(({ path }) => arrowAt(path, horizontal));
  return (
    `<g fill="none" stroke="${palette.muted}" stroke-width="${width}">${drawn.join('')}</g>` +
    `<path d="${arrows.join('')}" fill="${palette.muted}"/>`
  );
}

/** A triangle where a path ends. */
function arrowAt(path: string, horizontal: boolean): string {
  const end = /(-?[\d.]+,-?[\d.]+)$/.exec(path)?.[1] ?? '0,0';
  return horizontal ? `M${end}l-6,-3.2v6.4z` : `M${end}l-3.2,-6h6.4z`;
}

function paintFrame(
  payload: ModelPayload,
  { group, x, y, width, height }: Frame,
  { palette, locale }: Paint,
): string {
  const room = Math.max(20, width - 44);
  const title = shortenTo(groupName(payload, group, locale), FONT.title * FONT.bold, room);
  return (
    `<g data-member="${group.id}" data-open="">` +
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="8" ` +
    `fill="${blend(palette.foreground, palette.background, palette.highContrast ? 0 : 0.04)}" ` +
    `stroke="${palette.muted}" stroke-dasharray="4 3"/>` +
    `${toggle(x + 15, y + FRAME.head / 2 + 1, '−', palette)}</g><g data-words="">` +
    svgText(
      x + 27,
      y + 17,
      title,
      `font-size="${FONT.title}" font-weight="600" fill="${palette.foreground}"`,
    ) +
    '</g>'
  );
}

/** The sign that opens or closes a group. */
const toggle = (x: number, y: number, sign: '+' | '−', palette: Palette): string => {
  const arm = `M${round(x - 3)},${round(y)}h6${sign === '+' ? `M${round(x)},${round(y - 3)}v6` : ''}`;
  return (
    `<g data-toggle=""><rect x="${round(x - 7)}" y="${round(y - 7)}" width="14" height="14" rx="3" ` +
    `fill="${palette.background}" stroke="${palette.muted}"/>` +
    `<path d="${arm}" fill="none" stroke="${palette.foreground}" stroke-width="1.4"/></g>`
  );
};

function paintBox(
  payload: ModelPayload,
  { member, words, x, y }: Box,
  width: number,
  { palette }: Paint,
): string {
  const color = colorOf(payload, member, palette);
  const closed = member.kind !== 'leaf';
  const ground = blend(color, palette.background, palette.highContrast ? 0 : closed ? 0.06 : 0.09);
  const edge = palette.highContrast ? color : blend(color, palette.background, 0.55);
  const rect = (dx: number, dy: number) =>
    `<rect x="${round(x + dx)}" y="${round(y + dy)}" width="${width}" height="${BOX_HEIGHT}" rx="6" fill="${ground}" stroke="${edge}"/>`;
  const strip = `<path d="M${round(x + 5.5)},${round(y + 9)}v${BOX_HEIGHT - 18}" stroke="${color}" stroke-width="3" stroke-linecap="round"/>`;
  return (
    `<g data-member="${escapeXml(member.id)}">${closed ? rect(4, -4) + rect(2, -2) : ''}${rect(0, 0)}${strip}` +
    `${closed ? toggle(x + width - 14, y + 15, '+', palette) : ''}</g>` +
    `<g data-words="">${boxText(words, { x, y, width: closed ? width - 18 : width }, width, palette)}</g>`
  );
}

/** Two or three lines, in the middle of the box. */
function boxText(
  { title, kind, shape, parameters }: Box['words'],
  { x, y, width }: { x: number; y: number; width: number },
  whole: number,
  palette: Palette,
): string {
  const left = x + BOX_PAD.left;
  const room = whole - BOX_PAD.left - BOX_PAD.right;
  const lines = kind === '' ? [y + 24, 0, y + 41] : [y + 18, y + 32.5, y + 47];
  const line = `font-size="${FONT.line}" fill="${palette.muted}"`;
  const right = textWidth(parameters, FONT.line);
  return [
    svgText(
      left,
      lines[0] as number,
      shortenTo(title, FONT.title * FONT.bold, width - BOX_PAD.left - BOX_PAD.right),
      `font-size="${FONT.title}" font-weight="600" fill="${palette.foreground}"`,
    ),
    kind === '' ? '' : svgText(left, lines[1] as number, shortenTo(kind, FONT.line, room), line),
    svgText(
      left,
      lines[2] as number,
      shortenTo(shape, FONT.line, room - (right > 0 ? right + 8 : 0)),
      `font-size="${FONT.line}" fill="${palette.foreground}"`,
    ),
    parameters === ''
      ? ''
      : svgText(x + whole - BOX_PAD.right, lines[2] as number, parameters, `${line} text-anchor="end"`),
  ].join('');
}
