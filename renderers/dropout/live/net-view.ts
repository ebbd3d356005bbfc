import type { Locale } from '../../../protocol/index.js';
import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import { textWidth } from '../../drawing/svg.js';
import { anchor, type Lane, type NetLayout, netLayout, unitAt, unitPlace } from '../layout.js';
import type { StepView } from '../model.js';
import { type NetEdges, netEdges } from '../net-edges.js';
import { edgeInk, paintNet } from '../paint.js';
import { edgeWords, scaleFactors } from '../picture.js';
import type { DropoutRecord } from '../record.js';
import { dropoutStrings } from '../strings.js';
import { edgesOfUnit, type UnitId } from '../unit-account.js';
import { Surface } from './surface.js';

/** Of the stage, without the headings. */
const STAGE = 336;
/** One line of a panel's heading. */
const HEADING = 17;
const BETWEEN = 24;
const LEAST_PITCH = 22;
const MOST_BESIDE = 7;
/** A narrower view shows one net at a time. */
export const NARROW = 600;
const MOST_EDGES = 900;
const MOST_MARKED = 14;

export type NetChoice = 'both' | 'standard' | 'thinned';

/** One net: what is drawn of it, and above it what is marked. */
class Panel {
  readonly heading = element('h4');
  readonly net = new Surface();
  readonly marks = new Surface();
  readonly layers = element('div', { class: 'epb-dropout-layers' }, this.net.root, this.marks.root);
  readonly root = element('div', { class: 'epb-dropout-panel' }, this.heading, this.layers);

  /** The note stands behind the title, or under it where the headings are tall. */
  say(title: string, note: string): void {
    const tall = this.root.parentElement?.hasAttribute('data-tall');
    this.heading.replaceChildren(title, element('span', {}, tall ? note : ` · ${note}`));
    this.heading.title = `${title} · ${note}`;
  }
}

interface Drawn {
  record: DropoutRecord;
  layout: NetLayout;
  edges: NetEdges;
  weights: StepView['weights'];
  width: number;
  choice: NetChoice;
}

/** Both nets on canvases: the standard one is drawn once, the thinned one with every step. */
export class NetView {
  readonly standard = new Panel();
  readonly thinned = new Panel();
  readonly root = element('div', { class: 'epb-dropout-panels' }, this.standard.root, this.thinned.root);
  private drawn: Drawn | undefined;
  private palette: Palette | undefined;

  constructor(private readonly locale: Locale) {}

  /** The weights that the edges tell of, in words. */
  edgeWords(view: StepView): string {
    return this.drawn ? edgeWords(this.drawn.edges, view, this.locale) : '';
  }

  draw(record: DropoutRecord, view: StepView, width: number, choice: NetChoice, palette: Palette): void {
    const t = dropoutStrings[this.locale];
    const fresh = this.place(record, view, width, choice) || this.palette !== palette;
    this.palette = palette;
    const { layout, edges } = this.drawn as Drawn;
    const scene = { record, layout, edges, palette, locale: this.locale };
    const [standard, thinned] = [choice !== 'thinned', choice !== 'standard'];
    this.standard.root.hidden = !standard;
    this.thinned.root.hidden = !thinned;
    if (standard && fresh) {
      this.standard.say(t.standard, t.standardNote);
      this.standard.net.paint(palette, (pen) => paintNet(pen, scene, null));
    }
    if (thinned) {
      if (fresh) this.thinned.say(t.thinned, t.thinnedNote(scaleFactors(record, this.locale)));
      this.thinned.net.paint(palette, (pen) => paintNet(pen, scene, view));
    }
  }

  /** Lays the nets out anew where anything but the masks has changed. */
  private place(record: DropoutRecord, view: StepView, width: number, choice: NetChoice): boolean {
    const { drawn } = this;
    const sameNet = drawn?.record === record && drawn.width === width && drawn.choice === choice;
    const sameWeights =
      sameNet &&
      drawn.weights.length === view.weights.length &&
      view.weights.every((each, index) => each === drawn.weights[index]);
    if (sameWeights) return false;
    let layout = drawn?.layout;
    if (!sameNet || !layout) {
      const ranks = 1 + Math.max(0, ...record.graph.columns.map(({ rank }) => rank));
      const below = choice === 'both' && ranks > MOST_BESIDE;
      this.root.toggleAttribute('data-below', below);
      const beside = choice === 'both' && !below;
      const one = beside ? Math.floor((width - BETWEEN) / 2) : width;
      const lines = this.headingWidth(record) <= one ? 1 : 2;
      this.root.toggleAttribute('data-tall', lines > 1);
      const tall = (below ? (STAGE - 12) / 2 : STAGE - 4) - lines * HEADING - 4;
      layout = netLayout(record.graph, { width: Math.max(one, ranks * LEAST_PITCH), height: tall });
      for (const panel of [this.standard, this.thinned]) {
        panel.net.resize(layout.width, tall);
        panel.marks.resize(layout.width, tall);
        panel.root.style.width = `${layout.width}px`;
        panel.heading.style.maxWidth = `${one}px`;
      }
    }
    const edges = netEdges(view.weights, layout, MOST_EDGES);
    this.drawn = { record, layout, edges, weights: view.weights, width, choice };
    return true;
  }

  /** About how wide the wider of both headings is on one line. */
  private headingWidth(record: DropoutRecord): number {
    const t = dropoutStrings[this.locale];
    return Math.max(
      ...[
        [t.standard, t.standardNote],
        [t.thinned, t.thinnedNote(scaleFactors(record, this.locale))],
      ].map((words) => textWidth(words.join(' · '), 12.5)),
    );
  }

  /** Marks a unit and its strongest weights in both nets; `null` marks nothing. */
  mark(id: UnitId | null, view: StepView): void {
    const { drawn, palette } = this;
    if (!drawn || !palette) return;
    for (const panel of [this.standard, this.thinned]) {
      if (panel.root.hidden) continue;
      panel.marks.paint(palette, (pen) => {
        const { lanes } = drawn.layout;
        const lane = id ? lanes[id.column] : undefined;
        if (!id || !lane) return;
        const thin = panel === this.thinned ? view : null;
        if (thin?.alive[id.column]?.[id.unit] !== 0) {
          const { incoming, outgoing } = edgesOfUnit(view, id, MOST_MARKED);
          const line = (from: [number, number], to: [number, number], weight: number) =>
            pen.segments([...from, ...to], {
              ...edgeInk(palette, weight < 0, 2, false),
              opacity: 1,
              width: 2.2,
            });
          for (const { other, edges } of incoming)
            for (const { source, weight } of edges)
              if (thin?.alive[other]?.[source] !== 0)
                line(anchor(lanes[other] as Lane, source, 'right'), anchor(lane, id.unit, 'left'), weight);
          for (const { other, edges } of outgoing)
            for (const { target, weight } of edges)
              if (thin?.alive[other]?.[target] !== 0)
                line(anchor(lane, id.unit, 'right'), anchor(lanes[other] as Lane, target, 'left'), weight);
        }
        const { x, y, reach } = unitPlace(lane, id.unit);
        const side = Math.max(4, reach + 2.5);
        for (const [stroke, width] of [
          [palette.background, 4],
          [palette.foreground, 2],
        ] as const)
          if (lane.nodes.some(({ unit }) => unit === id.unit)) pen.discs([x, y], side, { stroke, width });
          else pen.rects([x - side, y - side, 2 * side, 2 * side], { stroke, width });
      });
    }
  }

  /** Where a layer stands from the left, to be scrolled to. */
  middleOf(column: number): number | undefined {
    const lane = this.drawn?.layout.lanes[column];
    return lane && lane.x + lane.width / 2;
  }

  /** The unit under the pointer in either net. */
  unitUnder(event: PointerEvent): UnitId | null {
    if (!this.drawn) return null;
    for (const { layers, root } of [this.standard, this.thinned]) {
      if (root.hidden) continue;
      const box = layers.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      if (x >= 0 && y >= 0 && x < box.width && y < box.height) return unitAt(this.drawn.layout, x, y);
    }
    return null;
  }
}
