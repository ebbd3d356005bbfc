import type { Locale } from '../../../protocol/index.js';
import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import { textWidth } from '../../drawing/svg.js';
import { LABELLED_PITCH, type NetLayout, netLayout, unitAt, unitPlace } from '../layout.js';
import type { StepView } from '../model.js';
import { type NetEdges, netEdges } from '../net-edges.js';
import { paintUnits } from '../paint.js';
import { paintEdges } from '../paint-edges.js';
import { isQuiet } from '../paint-units.js';
import { edgeWords, scaleFactors } from '../picture.js';
import type { DropoutRecord } from '../record.js';
import type { NetScene } from '../scene.js';
import { dropoutStrings } from '../strings.js';
import type { UnitId } from '../unit-account.js';
import { whatIfStrings } from '../what-if-strings.js';
import { ownRates, ratesWords, type WhatIf } from '../what-if-words.js';
import { paintMarks } from './marks.js';
import { HEADING_LINE, type Heading, headingLines, Panel } from './panel.js';
import type { Room } from './room.js';

const BETWEEN = 20;
const LEAST_PITCH = 18;
const MOST_BESIDE = 7;
const MOST_EDGES = 900;
/** Between a heading and its net, and between labels and the frame below them. */
const AIR = 3;
const FRAME = 4;

export type NetChoice = 'both' | 'standard' | 'thinned';
type NetName = 'standard' | 'thinned' | 'would';

/** Everything that the nets are drawn from. */
export interface NetSubject {
  record: DropoutRecord;
  view: StepView;
  whatIf: WhatIf | null;
  choice: NetChoice;
  room: Room;
  palette: Palette;
}

interface Drawn extends NetSubject {
  layout: NetLayout;
  edges: NetEdges;
  shown: NetName[];
  /** Lines of the headings, and the width that is seen of one net. */
  lines: number;
  one: number;
}

/** Whether both nets stand beside each other, or one below the other, without a name of a layer being cut. */
export function fitsBoth({ graph }: DropoutRecord, { width }: Room): boolean {
  const ranks = 1 + Math.max(0, ...graph.columns.map(({ rank }) => rank));
  if (ranks > MOST_BESIDE) return true;
  const pitch = (width - BETWEEN) / 2 / ranks;
  const widest = Math.max(...graph.columns.map(({ name }) => textWidth(name, 10.5)));
  return pitch >= Math.max(LABELLED_PITCH, widest);
}

/** The standard net, the thinned one of a step, and the one of the same step at other rates, on canvases. */
export class NetView {
  private readonly panels: Record<NetName, Panel> = {
    standard: new Panel(),
    thinned: new Panel(),
    would: new Panel(),
  };
  /** Holds the panels that are shown, and no others. */
  readonly root = element('div', { class: 'epb-dropout-panels' });
  private drawn: Drawn | undefined;

  constructor(private readonly locale: Locale) {}

  /** The weights that the edges tell of, in words. */
  edgeWords(): string {
    return this.drawn ? edgeWords(this.drawn.edges, this.locale) : '';
  }

  /** Whether silenced units are drawn quietly. */
  get quiet(): boolean {
    return this.drawn !== undefined && isQuiet(this.drawn.record, this.drawn.layout);
  }

  draw(subject: NetSubject): void {
    const before = this.drawn;
    const drawn = this.place(subject);
    this.drawn = drawn;
    const { layout, edges, shown, record, palette, view, whatIf } = drawn;
    const same = before?.layout === layout && before.edges === edges && before.palette === palette;
    if (shown.join() !== before?.shown.join())
      this.root.replaceChildren(...shown.map((name) => this.panels[name].root));
    const scene: NetScene = { record, layout, edges, palette, locale: this.locale };
    for (const name of shown) {
      const panel = this.panels[name];
      panel.resize(layout.width, layout.height + FRAME, drawn.one);
      panel.say(this.heading(name, drawn), drawn.lines);
      if (name === 'standard' && same && before.shown.includes(name)) continue;
      const seen = name === 'standard' ? null : name === 'would' && whatIf ? whatIf.view : view;
      panel.edges.paint(palette, (pen) => paintEdges(pen, scene, seen));
      panel.units.paint(palette, (pen) => paintUnits(pen, scene, seen, name === 'would' ? view : null));
    }
  }

  /** Lays the nets out anew where anything but the masks has changed. */
  private place(subject: NetSubject): Drawn {
    const { drawn } = this;
    const { record, room, choice, view, whatIf } = subject;
    const two = choice === 'both';
    const thinned: NetName[] = whatIf ? (two ? ['thinned', 'would'] : ['would']) : ['thinned'];
    const shown: NetName[] =
      choice === 'standard' ? ['standard'] : two && !whatIf ? ['standard', 'thinned'] : thinned;
    const ranks = 1 + Math.max(0, ...record.graph.columns.map(({ rank }) => rank));
    const below = two && ranks > MOST_BESIDE;
    const one = two && !below ? Math.floor((room.width - BETWEEN) / 2) : room.width;
    const lines = Math.max(...shown.map((name) => headingLines(this.heading(name, subject), one)));
    const sameNet =
      drawn?.record === record &&
      drawn.room.width === room.width &&
      drawn.room.height === room.height &&
      drawn.choice === choice &&
      drawn.lines === lines;
    let layout = drawn?.layout;
    if (!sameNet || !layout) {
      const height = Math.floor((below ? (room.height - 8) / 2 : room.height) - lines * HEADING_LINE - AIR);
      layout = netLayout(record.graph, { width: Math.max(one, ranks * LEAST_PITCH), height: height - FRAME });
      this.root.toggleAttribute('data-below', below);
    }
    const sameWeights =
      sameNet &&
      drawn.view.weights.length === view.weights.length &&
      view.weights.every((each, index) => each === drawn.view.weights[index]);
    const edges = sameWeights ? drawn.edges : netEdges(view.weights, layout, MOST_EDGES);
    return { ...subject, layout, edges, shown, lines, one };
  }

  private heading(name: NetName, { record, view, whatIf }: NetSubject): Heading {
    const { locale } = this;
    const t = dropoutStrings[locale];
    if (name === 'standard') return { title: t.standard, note: t.standardNote };
    const w = whatIfStrings[locale];
    if (!whatIf) return { title: t.thinned, note: t.thinnedNote(scaleFactors(record, locale)) };
    if (name === 'thinned') {
      const rates = ratesWords(view, ownRates(view, whatIf.rates), locale);
      return { title: w.was, note: rates };
    }
    return { title: w.would, note: ratesWords(view, whatIf.rates, locale), mark: w.notTrained };
  }

  /** Marks a unit and its weights in all nets, and lets the other edges fade; `null` marks nothing. */
  mark(id: UnitId | null): void {
    const { drawn } = this;
    if (!drawn) return;
    for (const name of drawn.shown) {
      const panel = this.panels[name];
      const { view, whatIf } = drawn;
      const seen = name === 'standard' ? null : name === 'would' && whatIf ? whatIf.view : view;
      const lane = id ? drawn.layout.lanes[id.column] : undefined;
      const round = lane?.nodes.some(({ unit }) => unit === id?.unit) ?? false;
      panel.encircle(id && lane ? { ...unitPlace(lane, id.unit), round } : null);
      panel.marks.paint(drawn.palette, (pen) => {
        if (id) paintMarks(pen, drawn, view, seen, id);
      });
    }
  }

  /** Where a layer stands from the left, to be scrolled to. */
  middleOf(column: number): number | undefined {
    const lane = this.drawn?.layout.lanes[column];
    return lane && lane.x + lane.width / 2;
  }

  /** The unit under the pointer in any net. */
  unitUnder(event: PointerEvent): UnitId | null {
    const { drawn } = this;
    for (const name of drawn?.shown ?? []) {
      const box = this.panels[name].layers.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      if (drawn && x >= 0 && y >= 0 && x < box.width && y < box.height) return unitAt(drawn.layout, x, y);
    }
    return null;
  }
}
