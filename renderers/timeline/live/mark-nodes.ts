import { checkpointOf } from '../checkpoint.js';
import type { LaneInk } from '../lane-ink.js';
import type { LaneModel, Mark } from '../lane-model.js';
import { markSvg } from '../lanes-picture.js';
import { eventSentence, severalSentence } from '../sentence.js';
import { timelineStrings } from '../strings.js';
import { stripHeight } from '../strip.js';
import { svgGroup } from './svg-parts.js';

/** Why what a mark shows happened. */
export function markSentence(
  { lane }: LaneModel,
  { events, cells, dots, width }: Mark,
  { locale }: LaneInk,
): string {
  const [first] = events;
  if (!first) return '';
  // One sign for both: each says what it is.
  if (cells.length + dots.length + width === 0)
    return events.map(({ event }) => eventSentence(event, lane, locale)).join('; ');
  return events.length === 1
    ? eventSentence(first.event, lane, locale)
    : severalSentence(
        events.map(({ event }) => event),
        lane,
        locale,
      );
}

/** The marks of one lane in the page. A mark that shows the same as before keeps its element, and with it the focus. */
export class MarkNodes {
  readonly root = svgGroup();
  private held = new Map<string, { shows: string; node: SVGGElement }>();
  private fresh = false;

  node(key: string): SVGGElement | undefined {
    return this.held.get(key)?.node;
  }

  /** @param loads whether a saved model can be loaded from here. */
  draw(lane: LaneModel, ink: LaneInk, loads: boolean): void {
    const held = new Map<string, { shows: string; node: SVGGElement }>();
    let before: SVGGElement | null = null;
    for (const mark of lane.marks) {
      const svg = markSvg(mark, ink);
      const shows = `${mark.events.length} ${mark.x} ${mark.y} ${svg}`;
      const old = this.held.get(mark.key);
      this.held.delete(mark.key);
      const node = old?.shows === shows ? old.node : this.make(lane, mark, svg, ink, loads);
      if (old && old.node !== node) replace(old.node, node);
      held.set(mark.key, { shows, node });
      const next: ChildNode | null = before === null ? this.root.firstChild : before.nextSibling;
      if (next !== node) this.root.insertBefore(node, next);
      before = node;
    }
    for (const { node } of this.held.values()) node.remove();
    this.held = held;
    this.fresh = true;
  }

  private make(lane: LaneModel, mark: Mark, svg: string, ink: LaneInk, loads: boolean): SVGGElement {
    const t = timelineStrings[ink.locale];
    const node = svgGroup();
    const [first] = mark.events;
    const isStretch = mark.cells.length + mark.width > 0;
    const loadable =
      loads && mark.events.length === 1 && first && checkpointOf(first.event, lane.lane) !== null;
    const sentence = markSentence(lane, mark, ink);
    const width = Math.max(13, mark.width);
    const height = mark.width > 0 ? stripHeight + 1 : mark.dots.length > 0 ? lane.row - 2 : 13;
    node.setAttribute('class', this.fresh ? 'epb-mark epb-new' : 'epb-mark');
    node.setAttribute('data-key', mark.key);
    node.setAttribute('data-lane', String(lane.index));
    // Of a wait and what it came to, the latter.
    const kind = mark.events.at(-1)?.event.kind ?? '';
    node.setAttribute('data-kind', mark.events.length > 1 && isStretch ? 'several' : kind);
    node.setAttribute('role', loadable ? 'button' : 'img');
    const words = t.inLane(lane.lane.name, sentence);
    node.setAttribute('aria-label', loadable ? t.loadable(words) : words);
    node.setAttribute('tabindex', '-1');
    node.innerHTML = `${svg}<rect class="epb-hit" x="${mark.x - width / 2}" y="${mark.y - height / 2}" width="${width}" height="${height}" rx="2"/>`;
    return node;
  }
}

/** Puts a node in another's place, with the focus that the other had. */
function replace(old: SVGGElement, node: SVGGElement): void {
  const focused = old.ownerDocument.activeElement === old;
  node.setAttribute('tabindex', old.getAttribute('tabindex') ?? '-1');
  node.classList.remove('epb-new');
  old.replaceWith(node);
  if (focused) node.focus({ preventScroll: true });
}
