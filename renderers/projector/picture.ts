import type { Locale, ProjectionMethod, ProjectorColouring, ProjectorPayload } from '../../protocol/index.js';
import { formatCount, formatShort } from '../drawing/format.js';
import { type KeyEntry, keySvg } from '../drawing/key.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { round, shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { type Camera, fitted, matrixOf, pointSize, type Size, seen } from './camera.js';
import { pointColors, rampColors, withoutLabel } from './colors.js';
import { classCounts, layoutFor, methodsOf, placesOf, valueRange } from './model.js';
import { projectorStrings } from './strings.js';
import { projectorText } from './text.js';
import { layoutWords, progressWords, projectorNotes, projectorTitle, sizeWords } from './words.js';

const WIDTH = 880;
const HEIGHT = 340;
const PAD = 12;
const LINE = 17;
/** Points of a panel in full detail. */
const MOST = 6000;
const MOST_CLASSES = 24;

/** What of a projector is drawn: one layout as it is looked at now. All methods side by side where it is left out. */
export interface ShownPart {
  method: ProjectionMethod;
  dimensions: 2 | 3;
  epoch: number | undefined;
  camera: Camera;
  colouring: ProjectorColouring | undefined;
  /** 1 for each point that is brought out, where some are. */
  members: Uint8Array | undefined;
}

export interface ProjectorStillOptions extends StillOptions {
  shown?: ShownPart;
}

/** The points of each method in two dimensions side by side, under the title. */
export async function projectorSvg(
  payload: ProjectorPayload,
  { locale, theme, detail = 1, shown }: ProjectorStillOptions,
): Promise<string> {
  const t = projectorStrings[locale];
  const palette = stillPalette(theme);
  const methods = shown ? [shown.method] : methodsOf(payload);
  const colouring = shown ? shown.colouring : payload.colourings[0];
  const title = shorten(projectorTitle(payload, locale), 100);
  const notes = [progressWords(payload, locale), ...projectorNotes(payload, locale)].filter(
    (line) => line !== '',
  );
  const lines = [sizeWords(payload, locale), ...notes].flatMap((line) => wrap(line, 12, WIDTH));
  let y = PAD + 12;
  let body = svgText(PAD, y, title, `font-size="14" font-weight="600" fill="${palette.foreground}"`);
  for (const line of lines) {
    y += LINE;
    body += svgText(PAD, y, line, `font-size="12" fill="${palette.muted}"`);
  }
  y += 10;
  const gap = 16;
  const width = (WIDTH - gap * (methods.length - 1)) / Math.max(1, methods.length);
  const heads = methods.map((method) =>
    wrap(
      `${t.methods[method]}: ${layoutWords(payload, method, shown?.dimensions ?? 2, locale)}`,
      11.5,
      width - 8,
    ),
  );
  const headLines = Math.max(0, ...heads.map(({ length }) => length));
  const size: Size = { width, height: methods.length > 1 ? Math.min(HEIGHT, width) : HEIGHT };
  methods.forEach((method, at) => {
    const x = PAD + at * (width + gap);
    (heads[at] as string[]).forEach((line, row) => {
      body += svgText(x, y + 14 + row * 15, line, `font-size="11.5" fill="${palette.muted}"`);
    });
    const dots = panelDots(payload, method, {
      palette,
      size,
      detail: detail / methods.length,
      shown,
      colouring,
    });
    body += `<g transform="translate(${round(x)} ${y + headLines * 15 + 8})"><rect width="${round(width)}" height="${round(size.height)}" fill="none" stroke="${palette.grid}"/>${dots}</g>`;
  });
  if (methods.length > 0) y += headLines * 15 + 8 + size.height + 18;
  const key = keySvg(keyOf(payload, colouring, palette, locale), { x: PAD, y, width: WIDTH, palette });
  return svgDocument({
    width:
      methods.length > 0
        ? WIDTH + 2 * PAD
        : Math.max(textWidth(title, 15), ...lines.map((line) => textWidth(line, 12))) + 2 * PAD,
    height: y + key.height,
    title,
    description: projectorText(payload, locale),
    background: palette.background,
    font: palette.font,
    body: body + key.body,
  });
}

interface Panel {
  palette: Palette;
  size: Size;
  detail: number;
  shown: ShownPart | undefined;
  colouring: ProjectorColouring | undefined;
}

/** Points as lines without length, a path for each colour: the shortest way to write them. */
function panelDots(
  payload: ProjectorPayload,
  method: ProjectionMethod,
  { palette, size, detail, shown, colouring }: Panel,
): string {
  const { points } = payload;
  const dimensions = shown?.dimensions ?? 2;
  const layout = layoutFor(payload, method, dimensions, shown?.epoch);
  if (!layout) return '';
  const placed = placesOf(payload, layout, dimensions);
  const camera = shown?.camera ?? fitted(placed, size, dimensions);
  const places = seen(placed, matrixOf(camera, size, dimensions), size);
  const { colors, of } = pointColors(colouring, points, palette);
  const every = Math.max(1, Math.ceil(points / (MOST * detail)));
  const paths = colors.map(() => ['', '']);
  for (let point = 0; point < points; point += every) {
    const [x, y] = [places[point * 3] as number, places[point * 3 + 1] as number];
    if (!(x >= 0 && x <= size.width && y >= 0 && y <= size.height)) continue;
    const out = shown?.members && !shown.members[point] ? 0 : 1;
    const path = paths[of[point] as number] as string[];
    path[out] += `M${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}h0`;
  }
  const across = pointSize(points) * (dimensions === 3 || size.width > 500 ? 1 : 0.75);
  const drawn = (out: number) =>
    paths
      .map((path, at) =>
        path[out]
          ? `<path d="${path[out]}" stroke="${colors[at]}"${out === 0 ? ' stroke-opacity="0.15"' : palette.highContrast ? '' : ' stroke-opacity="0.85"'}/>`
          : '',
      )
      .join('');
  return `<g fill="none" stroke-linecap="round" stroke-width="${across}">${drawn(0)}${drawn(1)}</g>`;
}

function keyOf(
  { points }: ProjectorPayload,
  colouring: ProjectorColouring | undefined,
  palette: Palette,
  locale: Locale,
): KeyEntry[] {
  if (!colouring || points === 0) return [];
  const t = projectorStrings[locale];
  if (colouring.kind === 'value') {
    const { low, high } = valueRange(colouring);
    const words = t.range(shorten(colouring.name, 40), formatShort(low, locale), formatShort(high, locale));
    return [{ sign: 'ramp', color: '', colors: rampColors(palette, 5), words }];
  }
  const { colors } = pointColors(colouring, 0, palette);
  const counts = classCounts(colouring);
  const entries = colouring.classes.slice(0, MOST_CLASSES).map(
    (each, at): KeyEntry => ({
      sign: 'dot',
      color: colors[at + 1] as string,
      words: `${shorten(each, 30)} (${formatCount(counts[at] as number, locale)})`,
    }),
  );
  const rest = colouring.classes.length - entries.length;
  const none = counts.at(-1) as number;
  return [
    ...entries,
    ...(rest > 0
      ? [{ sign: 'dot', color: palette.background, words: t.rest(formatCount(rest, locale)) } as const]
      : []),
    ...(none > 0
      ? [
          {
            sign: 'dot',
            color: withoutLabel(palette),
            words: `${t.none} (${formatCount(none, locale)})`,
          } as const,
        ]
      : []),
  ];
}
