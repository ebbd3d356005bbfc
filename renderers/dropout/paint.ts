import { formatCount, formatShare } from '../drawing/format.js';
import type { Pen } from '../drawing/pen.js';
import { shorten, textWidth } from '../drawing/svg.js';
import { LABELLED_PITCH } from './layout.js';
import type { StepView } from './model.js';
import { paintEdges } from './paint-edges.js';
import { paintLanes } from './paint-units.js';
import type { NetScene } from './scene.js';
import { dropoutStrings } from './strings.js';

/**
 * One net in its panel: with a step's view the thinned net, whose silenced units are crossed out and whose edges to and
 * from them are gone; with `null` the standard net.
 *
 * @param was see `paintLanes`.
 */
export function paintNet(
  pen: Pen,
  scene: NetScene,
  view: StepView | null,
  was: StepView | null = null,
): void {
  paintEdges(pen, scene, view);
  paintUnits(pen, scene, view, was);
}

/** The units of a net and their labels; see `paintLanes`. */
export function paintUnits(
  pen: Pen,
  scene: NetScene,
  view: StepView | null,
  was: StepView | null = null,
): void {
  paintLanes(pen, scene, view, was);
  paintLabels(pen, scene, view, was);
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function paintLabels(
  pen: Pen,
  { record, layout, palette, locale }: NetScene,
  view: StepView | null,
  was: StepView | null,
): void {
  const t = dropoutStrings[locale];
  const { pitch, lanes, height } = layout;
  const small = { fill: palette.muted, size: 10, anchor: 'middle' } as const;
  if (pitch < LABELLED_PITCH) {
    // Ranks are numbered; names come with the pointer and in the account.
    const every = Math.max(1, Math.ceil(16 / pitch));
    const numbered = new Set<number>();
    for (const lane of lanes) {
      const rank = Math.round((lane.x + lane.width / 2) / pitch - 0.5);
      if (rank % every !== 0 || numbered.has(rank)) continue;
      numbered.add(rank);
      pen.text(lane.x + lane.width / 2, height - 2, String(rank + 1), small);
    }
    return;
  }
  const letters = Math.floor(pitch / 5.9);
  for (const lane of lanes) {
    const column = record.graph.columns[lane.column];
    if (!column) continue;
    const x = lane.x + lane.width / 2;
    const count = formatCount(column.units, locale);
    const alive = view?.alive[lane.column];
    const before = was?.alive[lane.column];
    const would = alive && before && alive.some((share, unit) => share !== before[unit]);
    // The numbers alone, before any of them is cut off.
    let forms = [column.maps ? t.maps(column.units, count) : t.units(column.units, count), count];
    if (alive) {
      const kept = formatCount(alive.filter((share) => share > 0).length, locale);
      const whole = alive.every((share) => share === 0 || share === 1);
      const share = formatShare(mean(alive), locale);
      if (!whole) forms = [would ? t.wouldKeepShare(share) : t.keptShare(share), share];
      else if (would) forms = [t.wouldKeep(kept, count), t.ofAll(kept, count), `${kept}/${count}`];
      else forms = [t.keptOf(kept, count), t.ofAll(kept, count), `${kept}/${count}`];
    }
    const words = forms.find((form) => textWidth(form, 10) <= pitch - 2) ?? (forms.at(-1) as string);
    // Another layer of the same rank stands below: edges may pass here.
    if (lane.floor < height - 1) {
      const wide = Math.min(pitch, textWidth(column.name, 10.5) + 4);
      pen.rects([x - wide / 2, lane.floor - 26, wide, 27], { fill: palette.background });
    }
    pen.text(x, lane.floor - 15, shorten(column.name, letters), {
      ...small,
      size: 10.5,
      fill: palette.foreground,
    });
    pen.text(x, lane.floor - 3, words, {
      ...small,
      ...(alive && { weight: 600, fill: would ? palette.data : palette.foreground }),
    });
  }
}
